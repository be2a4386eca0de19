import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

declare const idBrand: unique symbol

/** A UUID (RFC 9562) in lower case, made by whoever creates the thing; ours are version 7 (docs/domain.md §0 Ids). */
export type Id = string & { readonly [idBrand]: true }

/** What making an id needs from the outside world. */
export type IdSource = {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly nowMs: number
  /** `n` cryptographically random bytes. */
  readonly randomBytes: (n: number) => Uint8Array
}

// Any version: a bank's own systems may have made older ids, and only what we make is promised to be version 7.
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const MAX_TIMESTAMP = 2 ** 48 - 1

/** Whether `text` is a UUID in lower case. */
export function isId(text: string): text is Id {
  return UUID.test(text)
}

/** Makes a UUIDv7: 48 bits of time, 74 random bits. Throws RangeError for a time that does not fit. */
export function newId({ nowMs, randomBytes }: IdSource): Id {
  if (!Number.isInteger(nowMs) || nowMs < 0 || nowMs > MAX_TIMESTAMP) throw new RangeError(`no id for time ${nowMs}`)
  return assemble(nowMs.toString(16).padStart(12, '0'), bytesToHex(randomBytes(10)))
}

/**
 * The `n`-th id that follows from a command: its 48-bit timestamp, the rest from SHA-256 of `"<commandId>:<n>"`. The app
 * and the bank both derive it, so what a device creates offline keeps its id once the bank has decided.
 * Source: docs/domain.md §0 Ids.
 */
export function deriveId(commandId: string, n: number): Id {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not an id index: ${n}`)
  const timestamp = commandId.slice(0, 8) + commandId.slice(9, 13)
  return assemble(timestamp, bytesToHex(sha256(utf8ToBytes(`${commandId}:${n}`))))
}

/** Lays out 12 hex digits of time and the first 20 of `fill` as UUIDv7, overwriting the version and variant bits. */
function assemble(timestamp: string, fill: string): Id {
  const variant = ((Number.parseInt(fill.slice(4, 5), 16) & 0x3) | 0x8).toString(16)
  const text = [
    timestamp.slice(0, 8),
    timestamp.slice(8, 12),
    `7${fill.slice(1, 4)}`,
    variant + fill.slice(5, 8),
    fill.slice(8, 20),
  ].join('-')
  if (!isId(text)) throw new Error('too few random bytes for an id')
  return text
}
