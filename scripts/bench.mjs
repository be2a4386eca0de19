import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { ensureDisplay } from './setup/display.mjs'
import { runCommand, SetupError } from './setup/project.mjs'
import { resolveRuntime } from './setup/runtime.mjs'

// Measures the product against its goals (docs/performance.md): npm run bench [-- --only feed] [--list] [--json]
const USAGE = 'npm run bench -- [--only ROW]… [--list] [--accounts 100000] [--runs 3] [--json]'

await runCommand(async () => {
  const { accounts, runs, only, list, json } = readOptions()
  const { register } = await import('tsx/esm/api')
  register()
  const { ROW_NAMES, measureRow } = await import('../test/bench/rows.ts')
  const names = [...ROW_NAMES, 'accounts']
  if (list) return void process.stdout.write(`${names.join('\n')}\n`)
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new SetupError(`no row is named ${unknown.join(', ')}; there are: ${names.join(', ')}`)

  const measured = []
  for (const name of only.length > 0 ? only : names) {
    const rows =
      name === 'accounts' ? await measureApp(accounts) : await measureRow(name, { documents: accounts, runs })
    measured.push(...rows)
    if (!json) process.stdout.write(table(rows))
  }
  const machine = { processor: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version }
  if (json) process.stdout.write(`${JSON.stringify({ machine, accounts, runs, rows: measured }, null, 2)}\n`)
})

/** The real app, in a window. */
async function measureApp(accounts) {
  await resolveRuntime()
  const display = await ensureDisplay()
  try {
    if (display.DISPLAY) process.env.DISPLAY = display.DISPLAY
    const { measureAccounts } = await import('../test/bench/accounts-at-scale.ts')
    return await measureAccounts(accounts)
  } finally {
    await display.stop()
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        accounts: { type: 'string', default: '100000' },
        runs: { type: 'string', default: '3' },
        only: { type: 'string', multiple: true, default: [] },
        list: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    })
    const accounts = Number(values.accounts)
    const runs = Number(values.runs)
    if (!Number.isInteger(accounts) || accounts < 1000) throw new Error('--accounts takes a whole number from 1000')
    if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1')
    return { ...values, accounts, runs }
  } catch (error) {
    throw new SetupError(`${error.message}\nusage: ${USAGE}`)
  }
}

function table(rows) {
  const text = rows.map(({ what, unit, goal, verdict, ...figures }) => {
    const values = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
    const judged = goal === undefined ? '' : `   goal ${goal}: ${verdict}`
    return `${what.padEnd(50)} ${values.join('  ')} ${unit}${judged}`
  })
  return `${text.join('\n')}\n`
}
