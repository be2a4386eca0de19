// Stands in for Electron's default app in the registry runtime: opens the app folder named on the command line, as
// `electron <folder>` does everywhere.
const { app } = require('electron')
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { join, resolve } = require('node:path')

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (named === undefined) {
  process.stderr.write('usage: electron <app folder> [arguments]\n')
  process.exit(1)
}

const folder = resolve(named)
const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
process.defaultApp = true
app.setName(manifest.productName ?? manifest.name)
app.setVersion(manifest.version ?? '0.0.0')
app.setDesktopName(manifest.desktopName ?? `${manifest.name}.desktop`)
app.setAppPath(folder)

// `require`, not `import`: what the app must do before `ready` (its schemes, the sandbox) has to run in this very turn.
createRequire(join(folder, 'package.json'))(`./${manifest.main ?? 'index.js'}`)
