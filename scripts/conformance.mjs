import { endWithNpm } from './setup/follow-npm.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { runCommand } from './setup/project.mjs'

// Checks any bank against docs/protocol.md from outside; docs/how-to/check-a-bank.md says how.
await runCommand(async () => {
  endWithNpm()
  await ensurePackages()
  const { register } = await import('tsx/esm/api')
  register()
  const { checkBank } = await import('../test/conformance/cli.ts')
  process.exitCode = await checkBank(process.argv.slice(2))
})
