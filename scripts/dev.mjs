import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { forgetBuild } from './setup/build.mjs'
import { ensureDisplay } from './setup/display.mjs'
import { endWithNpm } from './setup/follow-npm.mjs'
import { inProject, runCommand } from './setup/project.mjs'
import { platformFlags } from './setup/runtime.mjs'
import { ensureSetUp } from './setup/setup.mjs'

// Runs the app from its sources and reloads the window as they change. Arguments after `--` go to the app.
await runCommand(async () => {
  endWithNpm()
  const electron = await ensureSetUp()
  const flags = platformFlags()
  const display = await ensureDisplay()
  forgetBuild()
  const appArguments = process.argv.slice(2).filter((argument) => argument !== '--retry-electron')
  const child = spawn(
    process.execPath,
    [
      inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js'),
      'dev',
      '--watch',
      '--',
      ...flags,
      ...appArguments,
    ],
    {
      cwd: inProject(),
      stdio: 'inherit',
      env: {
        ...process.env,
        // electron-vite reads the first; `require('electron')` would start a download without the second.
        ELECTRON_EXEC_PATH: electron.executable,
        ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
        ...(display.DISPLAY && { DISPLAY: display.DISPLAY }),
      },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'exit')
  await display.stop()
  process.exitCode = code ?? 0
})
