import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import canonicalize from 'canonicalize'
import type { JsonValue } from './json'

/** What a command's payload hash covers; nothing else of the envelope may change it. */
export type HashedPayload = { readonly type: string; readonly version: number; readonly args: JsonValue }

/**
 * RFC 8785 canonical JSON: keys sorted by UTF-16 code unit, no blanks, numbers as ECMAScript writes them. Throws for NaN
 * and infinities, which are not JSON.
 */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value)
  if (text === undefined) throw new TypeError('not a JSON value')
  return text
}

/** SHA-256 of the text's UTF-8 bytes, as lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/**
 * The hash that ties a command id to its content: lower-case hex SHA-256 of the canonical JSON of exactly `type`,
 * `version` and `args`, so that the bank can tell a repeat from another command under the same id.
 */
export function payloadHash({ type, version, args }: HashedPayload): string {
  return sha256Hex(canonicalJson({ type, version, args }))
}
