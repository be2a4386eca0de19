import { hkdfSync } from 'node:crypto'

/** Keys that follow from a profile's data key, one per purpose, so that no key is used for two things. */
export interface SubKeys {
  /** 32 bytes; encrypts the database. */
  readonly database: Buffer
  /** 32 bytes; seals the rows of the outbox (HMAC). */
  readonly outbox: Buffer
  /** 32 bytes; encrypts and names the files kept beside the database. */
  readonly files: Buffer
  /** Overwrites them. */
  zero(): void
}

/** Derives the sub-keys by HKDF-SHA-256. The purposes are a persisted format: changing one makes old data unreadable. */
export function subKeys(dataKey: Uint8Array): SubKeys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', dataKey, '', `bendahara/1/${purpose}`, 32))
  const database = derive('database')
  const outbox = derive('outbox-hmac')
  const files = derive('files')
  return {
    database,
    outbox,
    files,
    zero() {
      database.fill(0)
      outbox.fill(0)
      files.fill(0)
    },
  }
}
