import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../../../main/sqlite/database'
import { subKeys } from '../../../main/vault/sub-keys'
import { openVault } from '../../../main/vault/vault'

/** The files of the only profile below a user-data folder. */
export function onlyProfile(userDataDir: string) {
  const [profileId, ...others] = readdirSync(join(userDataDir, 'profiles'))
  if (profileId === undefined || others.length > 0) throw new Error('not exactly one profile')
  const folder = join(userDataDir, 'profiles', profileId)
  return {
    profileId,
    folder,
    vault: join(folder, 'vault.json'),
    tries: join(folder, 'tries.json'),
    database: join(folder, 'bendahara.db'),
  }
}
export type ProfileOnDisk = ReturnType<typeof onlyProfile>

/** Raises the version that the encrypted database says it has, as a newer build of the app would. */
export async function asWrittenByNewerBuild(profile: ProfileOnDisk, password: string): Promise<Buffer> {
  await changedOnDisk(profile, password, 'PRAGMA user_version = 9999')
  return readFileSync(profile.database)
}

/** Changes the encrypted database of a closed app as whoever has the key could, or as a disk does by itself. */
export async function changedOnDisk(profile: ProfileOnDisk, password: string, sql: string): Promise<void> {
  const key = await openVault({ files: profile, clock: { uptimeMs: () => 1 } }).unlock(password)
  if (!key.ok) throw new Error(key.error.code)
  const db = openDatabase({ path: profile.database, key: subKeys(key.value).database, exclusive: true })
  db.exec(sql)
  db.close()
}

/** The same bytes with one in every so many turned over. */
export function flipped(bytes: Buffer, every: number): Buffer {
  const damaged = Buffer.from(bytes)
  for (let at = 0; at < damaged.length; at += every) damaged.writeUInt8(damaged.readUInt8(at) ^ 0xff, at)
  return damaged
}
