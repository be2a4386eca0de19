import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Unpacks a zip entry by entry without holding it in memory, keeping Unix permissions.
 * @param {string} zipPath
 * @param {string} folder made when missing
 * @param {(name: string) => string | undefined} target where an entry goes inside `folder`; `undefined` leaves it out
 */
export async function unzip(zipPath, folder, target) {
  const { openPromise } = await import('yauzl')
  const zip = await openPromise(zipPath)
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName.endsWith('/') ? undefined : target(entry.fileName)
      if (path === undefined) continue
      const file = resolve(folder, path)
      if (!file.startsWith(folder + sep)) throw new Error(`The zip holds a path outside its folder: ${entry.fileName}`)
      mkdirSync(dirname(file), { recursive: true })
      const mode = (entry.externalFileAttributes >>> 16) & 0o777
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }))
    }
  } finally {
    zip.close()
  }
}
