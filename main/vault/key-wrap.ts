import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '#shared/kernel/canonical-json'
import { type DeriveKey, KEY_BYTES } from './derive-key'

const SALT_BYTES = 16
const NONCE_BYTES = 12

/** How hard a guess is. The bounds keep a tampered file from making guesses cheap, or from taking all memory. */
export const Argon2Parameters = z.strictObject({
  name: z.literal('argon2id'),
  memoryKiB: z
    .int()
    .min(19 * 1024)
    .max(1024 * 1024),
  passes: z.int().min(2).max(20),
  lanes: z.int().min(1).max(4),
})
export type Argon2Parameters = z.infer<typeof Argon2Parameters>

/** Above OWASP's minimum (19 MiB, 2 passes, 1 lane); see docs for what it takes on an office computer. */
export const DEFAULT_ARGON2: Argon2Parameters = { name: 'argon2id', memoryKiB: 64 * 1024, passes: 3, lanes: 1 }

const Bytes = (length: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/)
    .refine((text) => Buffer.from(text, 'base64').length === length)

export const WrappedKey = z.strictObject({
  format: z.literal('bendahara-vault'),
  version: z.literal(1),
  profileId: z.string().regex(/^[0-9a-f]{32}$/),
  kdf: Argon2Parameters.extend({ salt: Bytes(SALT_BYTES) }),
  /** AES-256-GCM. */
  wrap: z.strictObject({ nonce: Bytes(NONCE_BYTES), ciphertext: Bytes(KEY_BYTES), tag: Bytes(16) }),
  /** Tells whether a key is this vault's, without telling anything about it. */
  keyCheck: Bytes(16),
  /** SHA-256 of the rest: tells a damaged file from a wrong password. No protection, whoever edits can compute it. */
  checksum: z.string().regex(/^[0-9a-f]{64}$/),
})
export type WrappedKey = z.infer<typeof WrappedKey>

/** Wraps a data key with a password. Takes as long as the parameters ask for, a good part of a second. */
export async function wrapKey(
  key: Uint8Array,
  password: string,
  profileId: string,
  parameters: Argon2Parameters,
  derive: DeriveKey,
): Promise<WrappedKey> {
  const kdf = { ...parameters, salt: randomBytes(SALT_BYTES).toString('base64') }
  const nonce = randomBytes(NONCE_BYTES)
  const wrappingKey = await derive(password, kdf)
  try {
    const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce)
    cipher.setAAD(boundTo(profileId, kdf))
    const ciphertext = Buffer.concat([cipher.update(key), cipher.final()]).toString('base64')
    const wrap = { nonce: nonce.toString('base64'), ciphertext, tag: cipher.getAuthTag().toString('base64') }
    const head = { format: 'bendahara-vault', version: 1, profileId, kdf, wrap, keyCheck: keyCheck(key) } as const
    return { ...head, checksum: checksumOf(head) }
  } finally {
    wrappingKey.fill(0)
  }
}

/** The data key, or undefined where the password, or anything it was bound to, is not what it was. */
export async function unwrapKey(wrapped: WrappedKey, password: string, derive: DeriveKey): Promise<Buffer | undefined> {
  const { kdf, wrap, profileId } = wrapped
  const wrappingKey = await derive(password, kdf)
  try {
    const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(wrap.nonce, 'base64'))
    decipher.setAAD(boundTo(profileId, kdf))
    decipher.setAuthTag(Buffer.from(wrap.tag, 'base64'))
    const key = Buffer.concat([decipher.update(Buffer.from(wrap.ciphertext, 'base64')), decipher.final()])
    return isKeyOf(wrapped, key) ? key : undefined
  } catch {
    return undefined
  } finally {
    wrappingKey.fill(0)
  }
}

export function isKeyOf({ keyCheck: expected }: WrappedKey, key: Uint8Array): boolean {
  return keyCheck(key) === expected
}

/** Reads a vault file's text; undefined where it is not what was written. */
export function parseWrappedKey(text: string, profileId: string): WrappedKey | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = WrappedKey.safeParse(json)
  if (!parsed.success) return undefined
  const { checksum, ...head } = parsed.data
  return checksum === checksumOf(head) && head.profileId === profileId ? parsed.data : undefined
}

function checksumOf(head: Omit<WrappedKey, 'checksum'>): string {
  return createHash('sha256').update(canonicalJson(head)).digest('hex')
}

function keyCheck(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'bendahara/1/key-check', 16)).toString('base64')
}

function boundTo(profileId: string, kdf: WrappedKey['kdf']): Buffer {
  return Buffer.from(canonicalJson({ profileId, kdf }), 'utf8')
}
