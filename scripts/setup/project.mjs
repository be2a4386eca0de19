import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of the repository. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/** A path inside the repository. */
export const inProject = (...parts) => join(projectRoot, ...parts)

/** Reads a JSON file; a missing file is `undefined`, a broken one throws. */
export function readJson(path) {
  let text
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
  return JSON.parse(text)
}

/**
 * The user's cache folder for this product. It lies outside the repository so that a fresh clone, or `git clean`, does not
 * fetch the runtime again.
 */
export function cacheFolder() {
  const local =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
      : (process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'))
  return join(local, 'bendahara')
}

/** Tells the developer one thing that was done. Goes to stderr because stdout of several commands is read by programs. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** An expected obstacle: shown as its message alone, without a stack. */
export class SetupError extends Error {}

/** Runs a command's body; a SetupError becomes its message and exit code 1. */
export async function runCommand(body) {
  try {
    await body()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
