import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { runNode } from './child.mjs'
import { inProject, readJson } from './project.mjs'

const PROBE_MS = 8_000
/** A real download is 110 MB, which a slow line needs minutes for; the probe is what fails fast. */
const DOWNLOAD_MS = 10 * 60_000
const DEFAULT_MIRROR = 'https://github.com/electron/electron/releases/download/'

const electronPackage = () => inProject('node_modules', 'electron')

/** The version package.json pins, which is what ships. */
export const officialVersion = () => readJson(inProject('package.json')).devDependencies.electron

/** @returns {import('./electron.mjs').ElectronRuntime | undefined} the official runtime when it is unpacked and of the pinned version. */
export function findOfficial() {
  const folder = join(electronPackage(), 'dist')
  try {
    const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
    const executable = join(folder, readFileSync(join(electronPackage(), 'path.txt'), 'utf8').trim())
    if (version !== officialVersion() || !existsSync(executable)) return undefined
    return { folder, executable, version, source: 'official' }
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}

/**
 * Lets the electron package fetch its own binary. Behind a wall that takes it minutes to notice, hence the probe.
 * @returns {Promise<{ runtime?: import('./electron.mjs').ElectronRuntime, reason?: string }>}
 */
export async function downloadOfficial() {
  const unreachable = alreadyDownloaded() || isRerouted() ? undefined : await probe()
  if (unreachable) return { reason: unreachable }
  const { code, output, timedOut } = await runNode(join(electronPackage(), 'install.js'), [], { limitMs: DOWNLOAD_MS })
  if (code === 0) return { runtime: findOfficial() }
  const firstLine = output.split('\n').find((line) => /error/i.test(line)) ?? output.split('\n')[0]
  return { reason: timedOut ? 'the download took more than ten minutes' : firstLine.trim() }
}

const zipName = () => `electron-v${officialVersion()}-${process.platform}-${process.arch}.zip`

/** A zip that an earlier project left in Electron's own cache needs no network. */
function alreadyDownloaded() {
  const cache =
    process.env.electron_config_cache ??
    {
      darwin: join(homedir(), 'Library', 'Caches', 'electron'),
      win32: join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'electron', 'Cache'),
    }[process.platform] ??
    join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'electron')
  if (!existsSync(cache)) return false
  return readdirSync(cache).some((entry) => existsSync(join(cache, entry, zipName())))
}

/** With a mirror or a proxy configured, a direct probe would ask the wrong host. */
function isRerouted() {
  return Object.keys(process.env).some((name) =>
    /^(npm_config_|npm_package_config_)?electron_mirror$|^https?_proxy$|electron_get_use_proxy/i.test(name),
  )
}

/** Asks for the first byte of the very file, through its redirects: a wall may let the first host through and not the second. */
async function probe() {
  try {
    const response = await fetch(`${DEFAULT_MIRROR}v${officialVersion()}/${zipName()}`, {
      headers: { range: 'bytes=0-0' },
      signal: AbortSignal.timeout(PROBE_MS),
    })
    await response.body?.cancel()
    return response.ok ? undefined : `its download site answered ${response.status}`
  } catch (error) {
    if (error.name === 'TimeoutError') return 'its download site does not answer'
    return `its download site cannot be reached: ${error.cause?.code ?? error.message}`
  }
}
