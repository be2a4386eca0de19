import { mkdirSync } from 'node:fs'
import { ensureDisplay } from '../setup/display.mjs'
import { inProject, say } from '../setup/project.mjs'
import { enterDemo } from './demo-sign-in.mjs'

const SCREENSHOT = 'out/window.png'

/**
 * Runs the app where nobody can see it: on a virtual display, signed in as a demo user, with a picture of its window on disk,
 * until it quits or this process is told to stop.
 * @returns {Promise<number>} the exit code
 */
export async function showHeadless({ executable, args }) {
  const { _electron } = await import('@playwright/test')
  const display = await ensureDisplay()
  try {
    const app = await _electron.launch({
      executablePath: executable,
      args,
      env: { ...process.env, DISPLAY: display.DISPLAY },
      timeout: 60_000,
    })
    app.process().stderr?.on('data', (chunk) => process.stderr.write(withoutInspector(String(chunk))))
    const quit = new Promise((resolve) => app.once('close', resolve))
    // Playwright's own handler would end this process with 130 before the display is stopped.
    process.removeAllListeners('SIGINT')
    const stopped = new Promise((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve)
    })
    await Promise.race([quit, stopped, picture(app)])
    await Promise.race([quit, stopped])
    await app.close().catch(() => {})
    return 0
  } finally {
    await display.stop()
  }
}

async function picture(app) {
  const window = await app.firstWindow()
  const seen = await enterDemo(window)
  mkdirSync(inProject('out'), { recursive: true })
  await window.screenshot({ path: inProject(SCREENSHOT) })
  say(`The app is running (${seen}). Its window: ${SCREENSHOT}. Stop it with Ctrl+C.`)
}

/** Playwright attaches through the inspector, whose own lines say nothing about the app. */
const withoutInspector = (text) =>
  text.replace(
    /^(Debugger (listening|attached|ending)|DevTools listening|For help, see|Waiting for the debugger).*\n?/gm,
    '',
  )
