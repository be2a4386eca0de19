import { ensureDisplay } from '../setup/display.mjs'
import { resolveRuntime } from '../setup/runtime.mjs'

/** Playwright's global set-up: a runtime, a build and a display; workers inherit the environment. Returns the tear-down. */
export default async function provideDisplay() {
  await resolveRuntime()
  const display = await ensureDisplay()
  if (display.DISPLAY) process.env.DISPLAY = display.DISPLAY
  return display.stop
}
