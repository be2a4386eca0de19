import { parseArgs } from 'node:util'
import { DEMO_COMPANY, DEMO_PASSWORD } from '../support/bank-client'
import { probe } from './probe'
import { counts, listed, told } from './report'
import { collectChecks, runChecks } from './run'
import { unmetNeeds } from './unmet'

const USAGE = `usage: npm run conformance -- --url URL [--company ${DEMO_COMPANY}] [--users maker=maker,admin=admin,…] [--password PW]
                              [--only NAME] [--json] [--list]
       npm run conformance -- --prove`

/** Exit codes: every check that applies passed, one failed, wrong usage or no bank to speak of. */
const PASSED = 0
const FAILED = 1
const UNUSABLE = 2

/** Checks a bank from outside (docs/how-to/check-a-bank.md). Answers the exit code. */
export async function checkBank(args: readonly string[]): Promise<number> {
  const options = optionsOf(args)
  if (typeof options === 'string') return unusable(`${options}\n${USAGE}`)
  if (options.list) {
    process.stdout.write(listed(await collectChecks(options.only), options.json))
    return PASSED
  }
  const probed = await probe(options)
  if (!probed.ok) return unusable(probed.error)
  const report = await runChecks(probed.value.target, unmetNeeds(probed.value.target), options.only)
  if (report.length === 0) return unusable(`no check has “${options.only ?? ''}” in its name; --list shows them`)
  process.stdout.write(told(report, probed.value, options.json))
  return counts(report).fail === 0 ? PASSED : FAILED
}

function unusable(why: string): number {
  process.stderr.write(`${why}\n`)
  return UNUSABLE
}

export interface Options {
  readonly url: string
  readonly company: string
  readonly password: string
  /** `[NAME=]USERID` each; undefined: the demo's. */
  readonly users: string | undefined
  readonly only: string | undefined
  readonly json: boolean
  readonly list: boolean
}

function optionsOf(args: readonly string[]): Options | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        url: { type: 'string' },
        company: { type: 'string', default: DEMO_COMPANY },
        users: { type: 'string' },
        password: { type: 'string', default: DEMO_PASSWORD },
        only: { type: 'string' },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
      },
    })
    const { url = '', users, only, ...rest } = values
    if (!rest.list && !/^https?:\/\/[^/]+\/?$/.test(url))
      return '--url takes the address of the bank, such as http://127.0.0.1:8080'
    return { ...rest, url: url.replace(/\/$/, ''), users, only }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
