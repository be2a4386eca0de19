import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Whose copy: one user of one company at one backend, on this device. */
export interface ProfileKey {
  readonly backendId: string
  readonly companyId: string
  readonly userId: string
}

/** Where a profile lives. */
export interface ProfileFiles {
  /** First 32 hex digits of SHA-256 over the three ids; names nobody to who looks at the disk. */
  readonly profileId: string
  readonly folder: string
  /** The wrapped data key. */
  readonly vault: string
  /** How many wrong passwords in a row, and how long to wait. */
  readonly tries: string
  /** The encrypted database. */
  readonly database: string
}

/** Only the owner may read, where the platform has such modes; Windows protects the user's own folder itself. */
export const PRIVATE_FILE = 0o600
const PRIVATE_FOLDER = 0o700

export function profileFiles(userData: string, { backendId, companyId, userId }: ProfileKey): ProfileFiles {
  // Escaped, so that no other three ids give the same text.
  const text = [backendId, companyId, userId].map(encodeURIComponent).join('|')
  const profileId = createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32)
  const folder = join(userData, 'profiles', profileId)
  return {
    profileId,
    folder,
    vault: join(folder, 'vault.json'),
    tries: join(folder, 'tries.json'),
    database: join(folder, 'bendahara.db'),
  }
}

/** Makes the profile's folder, for its owner only. Throws file system errors. */
export function makeProfileFolder({ folder }: ProfileFiles): void {
  mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER })
  if (process.platform !== 'win32') chmodSync(folder, PRIVATE_FOLDER)
}

/** Takes from other users of the computer what the database library created with the usual mode. */
export function protectDatabase({ database }: ProfileFiles): void {
  if (process.platform === 'win32') return
  for (const path of [database, `${database}-wal`, `${database}-shm`])
    if (existsSync(path)) chmodSync(path, PRIVATE_FILE)
}

/**
 * Renames a profile's folder so that a new one can take its place; answers the new name. The first free number is taken,
 * as a clock may say the same twice. Throws file system errors.
 */
export function setProfileAside({ folder }: ProfileFiles): string {
  let number = 1
  while (existsSync(`${folder}.aside-${number}`)) number += 1
  const aside = `${folder}.aside-${number}`
  renameSync(folder, aside)
  return basename(aside)
}
