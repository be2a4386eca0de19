import { argon2id } from 'hash-wasm'

/** Bytes of a derived key, and of every key it wraps. */
export const KEY_BYTES = 32

/** How hard a guess is: Argon2id's memory, passes over it, and lanes through it. */
export interface Derivation {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
  /** In base64. */
  readonly salt: string
}

/** The key that a password stands for, `KEY_BYTES` long; the caller zeroes it. Takes as long as the parameters ask for. */
export type DeriveKey = (password: string, derivation: Derivation) => Promise<Uint8Array>

/** Argon2id on the calling thread, which does nothing else meanwhile. */
export const deriveKey: DeriveKey = (password, { memoryKiB, passes, lanes, salt }) =>
  argon2id({
    // One person's keyboard may write é in one character, another's in two.
    password: password.normalize('NFC'),
    salt: Buffer.from(salt, 'base64'),
    memorySize: memoryKiB,
    iterations: passes,
    parallelism: lanes,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  })
