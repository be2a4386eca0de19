import { endWithNpm } from './setup/follow-npm.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { runCommand } from './setup/project.mjs'

// Runs the demonstration bank alone. In this process, so that a signal sent to it hits the bank and not a wrapper.
await runCommand(async () => {
  endWithNpm()
  await ensurePackages()
  const { register } = await import('tsx/esm/api')
  register()
  await import('../main/bank/cli.ts')
})
