import { runNode } from './setup/child.mjs'
import { ensureDisplay } from './setup/display.mjs'
import { inProject, runCommand, SetupError } from './setup/project.mjs'
import { ensureSetUp } from './setup/setup.mjs'

// Kills the packaged app with SIGKILL, again and again, and checks what is left: npm run crash -- --rounds 500 [--seed 1]
await runCommand(async () => {
  if (process.platform !== 'linux')
    throw new SetupError('Only the Linux package is killed so far: it is the one made here.')
  await ensureSetUp()
  const { register } = await import('tsx/esm/api')
  register()
  const { crash, readOptions } = await import('../test/crash/cli.ts')
  const options = readOptions(process.argv.slice(2))
  if (typeof options === 'string') throw new SetupError(options)
  const packageFolder = options.packageFolder ?? (await makePackage())
  const display = await ensureDisplay()
  try {
    if (display.DISPLAY) process.env.DISPLAY = display.DISPLAY
    process.exitCode = await crash(packageFolder, options)
  } finally {
    await display.stop()
  }
})

async function makePackage() {
  const { code, output } = await runNode(inProject('scripts', 'package.mjs'))
  if (code !== 0) throw new SetupError(output)
  return inProject('dist', 'linux-unpacked')
}
