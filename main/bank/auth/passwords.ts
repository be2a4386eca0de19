import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** Password hashes: scrypt with its cost in the text, so that the cost can rise without making old hashes unreadable. */

const LOG2_N = 15
const BLOCK_SIZE = 8
const PARALLEL = 1
const SALT_BYTES = 16
const HASH_BYTES = 32
/** Shortest password. Source: docs/domain.md §0 Companies and users. */
export const MIN_PASSWORD_LENGTH = 12

const derive = promisify<string | Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

function cost(log2N: number, blockSize: number, parallel: number): ScryptOptions {
  const N = 2 ** log2N
  // Node refuses more than 32 MiB unless told; scrypt needs 128·N·r bytes.
  return { N, r: blockSize, p: parallel, maxmem: 256 * N * blockSize }
}

/** Hashes a password; takes about 80 ms of one core, off the main thread. */
export async function hashPassword(password: string, randomBytes: (count: number) => Uint8Array): Promise<string> {
  const salt = Buffer.from(randomBytes(SALT_BYTES))
  const hash = await derive(password.normalize('NFKC'), salt, HASH_BYTES, cost(LOG2_N, BLOCK_SIZE, PARALLEL))
  return ['scrypt', LOG2_N, BLOCK_SIZE, PARALLEL, salt.toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether the password made this hash. Always takes the hash's full cost. Throws for a text that is no hash of ours. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const [kind, log2N, blockSize, parallel, salt, hash] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined)
    throw new Error('a stored password hash is damaged')
  const expected = Buffer.from(hash, 'base64url')
  const options = cost(Number(log2N), Number(blockSize), Number(parallel))
  const actual = await derive(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), expected.length, options)
  return timingSafeEqual(actual, expected)
}
