import { parseArgs } from 'node:util'
import { ensureDisplay } from './setup/display.mjs'
import { runCommand, SetupError } from './setup/project.mjs'
import { resolveRuntime } from './setup/runtime.mjs'

// Measures the real app against the bundled bank: npm run bench [-- --accounts 100000] [--json]
await runCommand(async () => {
  const { accounts, json } = readOptions()
  await resolveRuntime()
  const display = await ensureDisplay()
  try {
    if (display.DISPLAY) process.env.DISPLAY = display.DISPLAY
    const { register } = await import('tsx/esm/api')
    register()
    const { measureAccounts } = await import('../test/bench/accounts-at-scale.ts')
    const rows = await measureAccounts(accounts)
    process.stdout.write(json ? `${JSON.stringify({ accounts, rows }, null, 2)}\n` : table(rows))
  } finally {
    await display.stop()
  }
})

function readOptions() {
  try {
    const { values } = parseArgs({
      options: { accounts: { type: 'string', default: '100000' }, json: { type: 'boolean', default: false } },
    })
    const accounts = Number(values.accounts)
    if (!Number.isInteger(accounts) || accounts < 1000) throw new Error('--accounts takes a whole number from 1000')
    return { accounts, json: values.json }
  } catch (error) {
    throw new SetupError(`${error.message}\nusage: npm run bench -- [--accounts 100000] [--json]`)
  }
}

function table(rows) {
  const text = rows.map(({ what, unit, ...figures }) => {
    const values = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
    return `${what.padEnd(44)} ${values.join('  ')} ${unit}`
  })
  return `${text.join('\n')}\n`
}
