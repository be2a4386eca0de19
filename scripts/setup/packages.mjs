import { existsSync } from 'node:fs'
import { runNpm } from './child.mjs'
import { withLock } from './lock.mjs'
import { inProject, readJson, SetupError, say } from './project.mjs'

/**
 * Installs packages when what is installed differs from package-lock.json. npm writes `node_modules/.package-lock.json` last, so
 * it is the stamp: an interrupted install leaves none, and one done by hand counts.
 */
export async function ensurePackages() {
  if (installedMatchesLock()) return
  await withLock('packages', async () => {
    if (installedMatchesLock()) return
    say('Installing packages (about a minute) …')
    const started = Date.now()
    const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
    if (code !== 0) throw new SetupError(`npm ci failed:\n${output}`)
    say(`Installed packages in ${Math.round((Date.now() - started) / 1000)} s.`)
  })
}

function installedMatchesLock() {
  const wanted = readJson(inProject('package-lock.json'))?.packages
  const installed = readJson(inProject('node_modules', '.package-lock.json'))?.packages
  if (!wanted) throw new SetupError('package-lock.json is missing: this is not a whole clone of the repository.')
  if (!installed || !existsSync(inProject('node_modules', 'electron', 'package.json'))) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    // Binaries for other platforms are in the lock file and rightly not installed.
    if (!found) return Boolean(entry.optional || entry.devOptional || entry.peer)
    return found.version === entry.version && found.integrity === entry.integrity
  })
}
