import { mkdirSync, rmSync } from 'node:fs'
import { runNode } from '../setup/child.mjs'
import { inProject, readJson } from '../setup/project.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

const reportFile = (name) => inProject('out', 'test', `${name}.json`)

/** An old report must not stand in for a runner that crashed. */
function freshReport(name) {
  mkdirSync(inProject('out', 'test'), { recursive: true })
  rmSync(reportFile(name), { force: true })
  return reportFile(name)
}

/**
 * A runner that ends badly without naming a failed test is one failure: a crash, a file that does not load, a bad set-up. So is
 * one that ends well and reports nothing.
 */
function withCrash(totals, code) {
  if (totals === undefined) return { passed: 0, failed: 1, skipped: 0 }
  return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/** Unit and integration tests. @returns {Promise<Totals>} */
export async function runVitest() {
  const file = freshReport('vitest')
  const { code } = await runNode(
    inProject('node_modules', 'vitest', 'vitest.mjs'),
    ['run', '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { show: true },
  )
  const report = readJson(file)
  const totals = report && {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return withCrash(totals, code)
}

/** End-to-end tests; the set-up of playwright.config.ts brings a display where there is none. @returns {Promise<Totals>} */
export async function runPlaywright() {
  const file = freshReport('playwright')
  const { code } = await runNode(
    inProject('node_modules', '@playwright', 'test', 'cli.js'),
    ['test', '--pass-with-no-tests', '--reporter=list,json'],
    { show: true, env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: file } },
  )
  const stats = readJson(file)?.stats
  const totals = stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped }
  return withCrash(totals, code)
}
