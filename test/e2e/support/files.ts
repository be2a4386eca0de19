import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every file below a folder with its bytes, for looking for what must not be there. */
export function readEveryFile(folder: string): { readonly path: string; readonly bytes: Buffer }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return { path, bytes: readFileSync(path) }
    })
}

/** What the app itself called a bug in its log, which it makes with the first line; foreseen trouble is logged as less. */
export function bugsLogged(userDataDir: string): string[] {
  const path = join(userDataDir, 'logs', 'main.log')
  const log = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return log.split('\n').filter((line) => line.includes('[error]'))
}
