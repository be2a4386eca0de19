import { createHash, randomBytes } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/** Tiny files of each type that the bank takes, as programs write them, and a few that only look like it. */

type Bytes = Uint8Array<ArrayBuffer>

const fromBase64 = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64'))
const fromText = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'))
const join = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts))
const CHECKSUMS = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** One white dot. */
const JPEG = fromBase64(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z',
)
const WEBP = fromBase64('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA')
const PDF = fromText(
  `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`,
)

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crc >>> 8) ^ (CHECKSUMS[(crc ^ byte) & 0xff] ?? 0)
  return (crc ^ 0xffffffff) >>> 0
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = join(fromText(name), data)
  return join(uint32(data.length), body, uint32(crc32(body)))
}

/** A grey picture; `noise` bytes of random pixels make each one different and as large as a test needs. */
export function png(noise = 16, random: (length: number) => Uint8Array = randomBytes): Bytes {
  const width = Math.min(noise, 4096)
  const height = Math.max(1, Math.ceil(noise / width))
  const header = join(uint32(width), uint32(height), new Uint8Array([8, 0, 0, 0, 0]))
  // A row is one byte that says how it is filtered, and its pixels.
  const rows = random(height * (width + 1))
  for (let row = 0; row < height; row += 1) rows[row * (width + 1)] = 0
  const signature = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(rows, { level: 0 })
  return join(signature, pngChunk('IHDR', header), pngChunk('IDAT', pixels), pngChunk('IEND', new Uint8Array()))
}

/** What an HEIF file begins with; `brand` tells HEIC from its relatives. No picture inside, as no encoder is at hand. */
function heif(brand: string): Bytes {
  const box = (name: string, body: Uint8Array) => join(uint32(body.length + 8), fromText(name), body)
  return join(box('ftyp', join(fromText(brand), uint32(0), fromText('mif1heic'))), box('meta', new Uint8Array(4)))
}

export const SAMPLES: Readonly<Record<string, Bytes>> = {
  'image/jpeg': JPEG,
  'image/png': png(),
  'image/webp': WEBP,
  'image/heic': heif('heic'),
  'image/heif': heif('mif1'),
  'application/pdf': PDF,
}

/** Content that is none of the types that it might be taken for. */
export const IMPOSTORS: Readonly<Record<string, Bytes>> = {
  nothing: new Uint8Array(),
  text: fromText('a delivery note'),
  'the first half of a signature': fromText('%PD'),
  'a picture behind an ID3 tag': join(fromText('ID3'), new Uint8Array(7), JPEG),
  'a document behind a byte order mark': join(new Uint8Array([0xef, 0xbb, 0xbf]), PDF),
  'a page that mentions a document': fromText('<html><script>alert(1)</script>%PDF-1.4'),
  'a picture behind one foreign byte': join(new Uint8Array(1), JPEG),
  'a program': join(fromText('MZ'), new Uint8Array(64)),
}
