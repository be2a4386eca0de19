import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './child.mjs'
import { isHeadless } from './display.mjs'
import { SetupError, say } from './project.mjs'

/** What Electron links to or opens, by Debian's names; Ubuntu 24.04 calls some of them `…t64`. */
const ELECTRON_PACKAGES = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6', 'fonts-liberation']

/**
 * Installs the system libraries that Electron needs and lacks on Linux, and Xvfb where there is no display, when apt-get is
 * there and may be used; else says which command does it.
 */
export async function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return
  const missing = findMissing(executable)
  if (missing.names.length === 0) return
  await install(missing)
  const still = findMissing(executable)
  if (still.names.length > 0) throw new SetupError(`Still missing after the installation: ${still.names.join(', ')}`)
}

/** @returns {{ names: string[], packages: string[] }} what is missing, and the packages that bring it */
function findMissing(executable) {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' })
  const libraries = [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
  const display = isHeadless() && !onPath('Xvfb') ? ['Xvfb'] : []
  return {
    names: [...libraries, ...display],
    packages: [...(libraries.length > 0 ? ELECTRON_PACKAGES : []), ...(display.length > 0 ? ['xvfb'] : [])],
  }
}

const onPath = (program) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))

async function install({ names, packages }) {
  if (!onPath('apt-get')) {
    throw new SetupError(
      `Missing on this system: ${names.join(', ')}. Install them with your package manager (on Debian: ${packages.join(' ')}).`,
    )
  }
  if (process.getuid?.() !== 0) {
    throw new SetupError(
      `Missing on this system: ${names.join(', ')}. Run this once, then start again:\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${realNames(packages).join(' ')}`,
    )
  }
  say(`Installing system libraries with apt-get (missing: ${names.join(', ')}) …`)
  // The lists of a fresh container are empty or name versions that are gone; without them no install works.
  const update = await apt('update')
  const { code, output } = await apt('install', '-y', '--no-install-recommends', ...realNames(packages))
  if (code !== 0)
    throw new SetupError(
      `apt-get could not install ${packages.join(' ')}:\n${update.code ? update.output : ''}${output}`,
    )
  say(`Installed ${packages.join(', ')}.`)
}

const apt = (...args) =>
  run('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })

function realNames(packages) {
  const exists = (name) => spawnSync('apt-cache', ['show', '--no-all-versions', name]).status === 0
  return packages.map((name) => (!exists(name) && exists(`${name}t64`) ? `${name}t64` : name))
}
