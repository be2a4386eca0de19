import { runCommand } from './setup/project.mjs'
import { resolveRuntime } from './setup/runtime.mjs'

// Prints how to launch the built app here, as one JSON line for programs: {"executable":…,"args":[…]}.
await runCommand(async () => {
  process.stdout.write(`${JSON.stringify(await resolveRuntime())}\n`)
})
