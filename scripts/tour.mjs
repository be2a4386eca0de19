import { ensureDisplay } from './setup/display.mjs'
import { inProject, runCommand, say } from './setup/project.mjs'
import { resolveRuntime } from './setup/runtime.mjs'

// Photographs every screen for every role that has it, light and dark, English and Indonesian, in the real app.
await runCommand(async () => {
  await resolveRuntime()
  const display = await ensureDisplay()
  try {
    if (display.DISPLAY) process.env.DISPLAY = display.DISPLAY
    const { register } = await import('tsx/esm/api')
    register()
    const { runTour } = await import('../test/tour/run.ts')
    const pictures = await runTour(inProject('out', 'tour'))
    say(`${pictures} pictures in out/tour, listed in out/tour/index.json.`)
  } finally {
    await display.stop()
  }
})
