import { inflateRawSync } from 'node:zlib'

/** The files in a zip archive by name, read by its central directory. Source: PKWARE APPNOTE 4.3. */
export function readZip(bytes: Uint8Array): ReadonlyMap<string, string> {
  const file = Buffer.from(bytes)
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  const entries = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let entry = 0; entry < file.readUInt16LE(end + 10); entry += 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset))
    const name = file.toString('utf8', at + 46, at + 46 + (nameLength ?? 0))
    entries.set(
      name,
      contentAt(file, file.readUInt32LE(at + 42), file.readUInt32LE(at + 20), file.readUInt16LE(at + 10)),
    )
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return entries
}

function contentAt(file: Buffer, header: number, packedSize: number, method: number): string {
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  const packed = file.subarray(start, start + packedSize)
  return (method === 8 ? inflateRawSync(packed) : packed).toString('utf8')
}
