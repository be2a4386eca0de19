import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cacheFolder, projectRoot } from './project.mjs'

const held = new Set()

/**
 * Lets one process at a time do `work` for this clone: two terminals that start together must not both run `npm ci` or build
 * into the same folder. A lock whose owner is gone is taken over. Re-entrant within a process.
 */
export async function withLock(name, work) {
  if (held.has(name)) return work()
  const clone = createHash('sha256').update(projectRoot).digest('hex').slice(0, 12)
  const file = join(cacheFolder(), 'locks', `${clone}-${name}`)
  mkdirSync(join(file, '..'), { recursive: true })
  while (!take(file)) await sleep(100)
  held.add(name)
  const release = () => rmSync(file, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    held.delete(name)
    process.off('exit', release)
    release()
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!ownerIsAlive(file)) rmSync(file, { force: true })
  return false
}

function ownerIsAlive(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'))
    // An empty file is a lock being written at this moment.
    if (!owner) return true
    process.kill(owner, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
