import { runCommand } from './setup/project.mjs'
import { ensureSetUp } from './setup/setup.mjs'

// Makes this clone runnable; `start` and `test` do the same by themselves.
await runCommand(async () => {
  await ensureSetUp()
})
