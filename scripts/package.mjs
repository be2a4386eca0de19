import { ensureBuilt } from './setup/build.mjs'
import { runNode } from './setup/child.mjs'
import { inProject, runCommand, SetupError, say } from './setup/project.mjs'
import { ensureSetUp } from './setup/setup.mjs'

// Makes the unpacked Linux app in dist/. Other targets of electron-builder.yml are built on their own systems, by naming them
// after `--`: `npm run package -- --win`.
await runCommand(async () => {
  const electron = await ensureSetUp()
  await ensureBuilt()
  const targets = process.argv.slice(2)
  const { code, output } = await runNode(inProject('node_modules', 'electron-builder', 'cli.js'), [
    ...(targets.length > 0 ? targets : ['--linux', 'dir']),
    '--publish=never',
    // The runtime at hand is for this platform; for another one electron-builder fetches its own.
    ...(targets.length > 0 ? [] : [`-c.electronDist=${electron.folder}`, `-c.electronVersion=${electron.version}`]),
  ])
  if (code !== 0) throw new SetupError(`The packaging failed:\n${output}`)
  say(
    targets.length > 0
      ? 'Packaged the app in dist/.'
      : `Packaged the app in dist/linux-unpacked, with Electron ${electron.version}.`,
  )
})
