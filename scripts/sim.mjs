import { endWithNpm } from './setup/follow-npm.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { runCommand } from './setup/project.mjs'

// Simulates devices, bank and network by seed; a failing seed prints how to replay it.
await runCommand(async () => {
  endWithNpm()
  await ensurePackages()
  const { register } = await import('tsx/esm/api')
  register()
  const { simulate } = await import('../test/simulation/cli.ts')
  process.exitCode = await simulate(process.argv.slice(2))
})
