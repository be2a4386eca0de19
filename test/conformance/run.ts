import { fileURLToPath } from 'node:url'
import type { CliOptions, TestCase, TestModule, TestSuite } from 'vitest/node'
import { createVitest } from 'vitest/node'
import { allNeeds, isNeed, NEEDS, type Need } from '../integration/protocol/needs'
import type { Checked, Listed } from './report'
import type { Target } from './target'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** A check may have to wait until the bank takes sign-ins again. */
const CHECK_MS = 120_000

/** So that the checks can be listed without a bank. */
const NOWHERE: Target = { url: 'http://127.0.0.1:9', companyId: '', password: '', userIds: {}, simulation: true }

function configuration(target: Target, unmet: readonly Need[], only: string | undefined): CliOptions {
  return {
    config: false,
    root: ROOT,
    include: ['test/conformance/every.check.ts'],
    environment: 'node',
    reporters: [{}],
    watch: false,
    testTimeout: CHECK_MS,
    hookTimeout: CHECK_MS,
    provide: { target },
    tags: allNeeds.map((name) => ({ name, description: NEEDS[name] })),
    ...(unmet.length === 0 ? {} : { tagsFilter: [unmet.map((need) => `not ${need}`).join(' and ')] }),
    ...(only === undefined ? {} : { testNamePattern: nameFilter(only) }),
  }
}

/** Runs every check that applies, or those with `only` in their names, and answers with what came of each. */
export async function runChecks(target: Target, unmet: readonly Need[], only: string | undefined): Promise<Checked[]> {
  const vitest = await createVitest('test', configuration(target, unmet, only))
  try {
    const { testModules } = await vitest.start()
    for (const module of testModules) for (const error of module.errors()) throw new Error(error.message)
    return casesOf(testModules, only).map((check) => judged(check, unmet))
  } finally {
    await vitest.close()
    // Vitest says by this that tests failed; here the report does.
    process.exitCode = 0
  }
}

/** Every check with what it needs; nothing is run. */
export async function collectChecks(only: string | undefined): Promise<Listed[]> {
  const vitest = await createVitest('test', configuration(NOWHERE, [], undefined))
  try {
    const { testModules } = await vitest.collect()
    return casesOf(testModules, only).map((check) => ({ ...named(check), needs: check.tags.filter(isNeed) }))
  } finally {
    await vitest.close()
    process.exitCode = 0
  }
}

function casesOf(modules: readonly TestModule[], only: string | undefined): TestCase[] {
  const cases = modules.flatMap((module) => [...module.children.allTests()])
  return only === undefined ? cases : cases.filter((check) => nameFilter(only).test(pathOf(check).join(' ')))
}

function nameFilter(only: string): RegExp {
  // A name may be copied from the report, where arrows stand between the parts.
  return new RegExp(only.replaceAll(' › ', ' ').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')
}

function pathOf(check: TestCase): string[] {
  const path = [check.name]
  for (let above: TestSuite | TestModule = check.parent; above.type === 'suite'; above = above.parent)
    path.unshift(above.name)
  return path
}

function named(check: TestCase): { area: string; check: string } {
  const [area = '', ...rest] = pathOf(check)
  return { area, check: rest.join(' › ') }
}

function judged(check: TestCase, unmet: readonly Need[]): Checked {
  const result = check.result()
  if (result.state === 'passed') return { ...named(check), result: 'pass' }
  if (result.state === 'failed') return { ...named(check), result: 'fail', faults: result.errors.map(faultOf) }
  const reasons = check.tags.filter(isNeed).filter((need) => unmet.includes(need))
  const reason = result.state === 'skipped' && result.note ? result.note : reasons.map((need) => NEEDS[need]).join('; ')
  if (reason !== '') return { ...named(check), result: 'not applicable', reason }
  // Nothing stands in its way, so what comes before it broke.
  return { ...named(check), result: 'fail', faults: preparationFaults(check) }
}

function preparationFaults(check: TestCase): { message: string }[] {
  const faults: { message: string }[] = []
  for (let above: TestSuite | TestModule = check.parent; above.type === 'suite'; above = above.parent) {
    faults.push(...above.errors().map((error) => ({ message: `could not be prepared: ${error.message}` })))
  }
  return faults.length > 0 ? faults : [{ message: 'did not run' }]
}

function faultOf({ message, expected, actual }: { message: string; expected?: unknown; actual?: unknown }) {
  return {
    message,
    ...(expected === undefined ? {} : { expected: String(expected) }),
    ...(actual === undefined ? {} : { came: String(actual) }),
  }
}
