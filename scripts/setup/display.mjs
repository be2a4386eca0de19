import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { SetupError, say } from './project.mjs'

/** Whether windows opened here would be seen by nobody: Linux without an X or Wayland session. */
export const isHeadless = () => process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY

/**
 * A display to open windows on: the session's own, or a virtual one of 1920 × 1080 that lives until `stop()` or until this
 * process ends, however it ends.
 * @returns {Promise<{ DISPLAY: string | undefined, virtual: boolean, stop: () => Promise<void> }>}
 */
export async function ensureDisplay() {
  if (!isHeadless()) return { DISPLAY: process.env.DISPLAY, virtual: false, stop: async () => {} }
  const xvfb = spawnXvfb()
  const DISPLAY = `:${await displayNumber(xvfb)}`
  const stopNow = () => xvfb.kill('SIGTERM')
  process.once('exit', stopNow)
  say(`No display here: using a virtual one (Xvfb ${DISPLAY}, 1920 × 1080).`)
  return {
    DISPLAY,
    virtual: true,
    stop: async () => {
      process.off('exit', stopNow)
      if (xvfb.exitCode !== null || xvfb.signalCode !== null) return
      // Unreferenced since it started, it would not keep this process alive until it has ended.
      xvfb.ref()
      stopNow()
      await once(xvfb, 'exit')
    },
  }
}

function spawnXvfb() {
  const command = ['Xvfb', '-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset']
  // `setpriv` ends it even when this process is killed outright; it is part of util-linux but very old ones lack the option.
  const canTie = spawnSync('setpriv', ['--pdeathsig', 'TERM', 'true']).status === 0
  const [program, ...args] = canTie ? ['setpriv', '--pdeathsig', 'TERM', ...command] : command
  // Its own session, so that Ctrl+C reaches the app first and the app can close its windows.
  return spawn(program, args, { detached: true, stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
}

/** Xvfb picks a free number itself and writes it to the pipe, as a line, once it accepts clients. */
async function displayNumber(xvfb) {
  const pipe = xvfb.stdio[3]
  const ended = Promise.race([once(xvfb, 'exit'), once(xvfb, 'error')]).then(() => undefined)
  const number = await Promise.race([firstLine(pipe), ended])
  if (number === undefined) {
    throw new SetupError('Xvfb did not start. Install it (Debian, Ubuntu: apt-get install xvfb) or set DISPLAY.')
  }
  pipe.destroy()
  xvfb.unref()
  return number
}

/** Waits for the end of the line: Xvfb writes it in two pieces and dies when the pipe is closed between them. */
function firstLine(pipe) {
  return new Promise((resolve) => {
    let text = ''
    pipe.setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.trim())
    })
  })
}
