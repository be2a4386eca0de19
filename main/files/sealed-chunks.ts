import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/**
 * How a file's bytes stand on disk: a header, then chunks that are encrypted one by one, so that a part can be read without
 * the rest (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, as Tink's AES-GCM-HKDF has it).
 *
 *   header  magic and version (5) | salt (16) | nonce prefix (7)
 *   chunk   AES-256-GCM of up to 64 KiB, then its tag (16)
 *   key     HKDF-SHA-256 of the store's key with the file's own salt
 *   nonce   prefix (7) | chunk number (4, big endian) | 1 for the last chunk, else 0
 *   bound   header, SHA-256 of the whole content, chunk size
 *
 * A chunk therefore opens in its own place of its own file only: one that was changed, moved, repeated, left out or brought
 * from elsewhere does not, and neither does a file that was cut off or continued.
 */
export const CHUNK_BYTES = 64 * 1024
const TAG_BYTES = 16
const MAGIC = Buffer.from('BNDF\u0001', 'latin1')
const SALT_BYTES = 16
const PREFIX_BYTES = 7
export const HEADER_BYTES = MAGIC.length + SALT_BYTES + PREFIX_BYTES

/** Bytes on disk of content of this size. */
export function sealedSize(size: number): number {
  return HEADER_BYTES + size + chunksOf(size) * TAG_BYTES
}

/** The content's size from that of its file; undefined where no content makes such a file. */
export function contentSize(sealed: number): number | undefined {
  const body = sealed - HEADER_BYTES
  const chunks = Math.max(1, Math.ceil(body / (CHUNK_BYTES + TAG_BYTES)))
  const size = body - chunks * TAG_BYTES
  return size >= 0 && sealedSize(size) === sealed ? size : undefined
}

/** An empty file has one chunk too: otherwise nothing would say that it is meant to be empty. */
function chunksOf(size: number): number {
  return Math.max(1, Math.ceil(size / CHUNK_BYTES))
}

/** The pieces of the file that keeps `content`, whose SHA-256 in hex is `sha256`. */
export function* sealChunks(key: Uint8Array, sha256: string, content: Uint8Array): Generator<Buffer, void> {
  const header = Buffer.concat([MAGIC, randomBytes(SALT_BYTES + PREFIX_BYTES)])
  yield header
  const fileKey = keyOf(key, header)
  const last = chunksOf(content.length) - 1
  for (let index = 0; index <= last; index += 1) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(header, index, index === last))
    cipher.setAAD(boundTo(header, sha256))
    const chunk = content.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
    yield Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
  }
  fileKey.fill(0)
}

/** Opens the chunks of one file. */
export interface ChunkOpener {
  /** Bytes of the content. */
  readonly size: number
  readonly chunks: number
  /** Where a chunk stands in the file, in bytes; `end` is the first byte after it. */
  place(index: number): { readonly start: number; readonly end: number }
  /** The chunk's content; undefined where these are not its bytes. */
  open(index: number, sealed: Uint8Array): Buffer | undefined
}

/** `sealed`: bytes of the whole file. Undefined where header or size are not those of such a file. */
export function openChunks(
  key: Uint8Array,
  sha256: string,
  header: Uint8Array,
  sealed: number,
): ChunkOpener | undefined {
  const size = contentSize(sealed)
  if (size === undefined || header.length !== HEADER_BYTES || !MAGIC.equals(header.subarray(0, MAGIC.length)))
    return undefined
  const fileKey = keyOf(key, header)
  const bound = boundTo(header, sha256)
  const chunks = chunksOf(size)
  const step = CHUNK_BYTES + TAG_BYTES
  return {
    size,
    chunks,
    place: (index) => ({
      start: HEADER_BYTES + index * step,
      end: Math.min(HEADER_BYTES + (index + 1) * step, sealed),
    }),
    open(index, bytes) {
      if (bytes.length < TAG_BYTES) return undefined
      const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(header, index, index === chunks - 1))
      decipher.setAAD(bound)
      decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES))
      try {
        return Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - TAG_BYTES)), decipher.final()])
      } catch {
        return undefined
      }
    },
  }
}

/** One key per file: the nonce's seven random bytes alone would not keep many files' nonces apart for ever. */
function keyOf(key: Uint8Array, header: Uint8Array): Buffer {
  const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES)
  return Buffer.from(hkdfSync('sha256', key, salt, 'bendahara/1/file-chunks', 32))
}

function nonceOf(header: Uint8Array, index: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(PREFIX_BYTES + 5)
  nonce.set(header.subarray(HEADER_BYTES - PREFIX_BYTES))
  nonce.writeUInt32BE(index, PREFIX_BYTES)
  nonce.writeUInt8(last ? 1 : 0, PREFIX_BYTES + 4)
  return nonce
}

function boundTo(header: Uint8Array, sha256: string): Buffer {
  const chunkSize = Buffer.alloc(4)
  chunkSize.writeUInt32BE(CHUNK_BYTES)
  return Buffer.concat([header, Buffer.from(sha256, 'hex'), chunkSize])
}
