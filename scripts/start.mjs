import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { isHeadless } from './setup/display.mjs'
import { endWithNpm } from './setup/follow-npm.mjs'
import { runCommand } from './setup/project.mjs'
import { resolveRuntime } from './setup/runtime.mjs'
import { showHeadless } from './start/headless.mjs'

// Sets up, builds what changed and runs the app. Arguments after `--` go to the app.
await runCommand(async () => {
  endWithNpm()
  const appArguments = process.argv.slice(2).filter((argument) => argument !== '--retry-electron')
  const { executable, args } = await resolveRuntime()
  const launch = { executable, args: [...args, ...appArguments] }
  process.exitCode = isHeadless() ? await showHeadless(launch) : await showOnDesktop(launch)
})

async function showOnDesktop({ executable, args }) {
  const app = spawn(executable, args, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => app.kill(signal))
  const [code] = await once(app, 'exit')
  return code ?? 0
}
