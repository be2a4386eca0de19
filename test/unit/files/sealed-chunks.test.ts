import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK_BYTES, contentSize, HEADER_BYTES, openChunks, sealChunks, sealedSize } from '#main/files/sealed-chunks'

const key = randomBytes(32)
const hashOf = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex')

function seal(content: Uint8Array, sha256 = hashOf(content)): Buffer {
  return Buffer.concat([...sealChunks(key, sha256, content)])
}

/** The content of a sealed file, undefined where any part of it does not open. */
function unseal(sealed: Buffer, sha256: string, withKey: Uint8Array = key): Buffer | undefined {
  const opener = openChunks(withKey, sha256, sealed.subarray(0, HEADER_BYTES), sealed.length)
  if (!opener) return undefined
  const chunks: Buffer[] = []
  for (let index = 0; index < opener.chunks; index += 1) {
    const { start, end } = opener.place(index)
    const chunk = opener.open(index, sealed.subarray(start, end))
    if (!chunk) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const sizes = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: -2, max: 2 }).map((near) => CHUNK_BYTES + near),
  fc.integer({ min: -2, max: 2 }).map((near) => 3 * CHUNK_BYTES + near),
)

describe('sealed chunks', () => {
  it('give back what was sealed, and only a size says how long the file is', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const content = randomBytes(size)
        const sealed = seal(content)
        expect(sealed.length).toBe(sealedSize(size))
        expect(contentSize(sealed.length)).toBe(size)
        expect(unseal(sealed, hashOf(content))?.equals(content)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('open no more once any single byte is another', () => {
    const content = randomBytes(90)
    const sealed = seal(content)
    for (let at = 0; at < sealed.length; at += 1) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const spoiled = Buffer.from(sealed)
        spoiled.writeUInt8(spoiled.readUInt8(at) ^ flip, at)
        expect(unseal(spoiled, hashOf(content)), `byte ${at}`).toBeUndefined()
      }
    }
  })

  it('open no more once the file is shorter or longer, wherever it was cut', () => {
    const content = randomBytes(2 * CHUNK_BYTES + 100)
    const sealed = seal(content)
    const step = CHUNK_BYTES + 16
    const ends = [0, 1, HEADER_BYTES, HEADER_BYTES + step, HEADER_BYTES + 2 * step, sealed.length - 1]
    for (const end of ends) expect(unseal(sealed.subarray(0, end), hashOf(content)), `cut at ${end}`).toBeUndefined()
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sealed.length - 1 }), (end) => {
        expect(unseal(sealed.subarray(0, end), hashOf(content))).toBeUndefined()
      }),
    )
    expect(unseal(Buffer.concat([sealed, randomBytes(1)]), hashOf(content))).toBeUndefined()
    expect(unseal(Buffer.concat([sealed, sealed.subarray(HEADER_BYTES)]), hashOf(content))).toBeUndefined()
  })

  it('open in no other order and no other file', () => {
    const content = randomBytes(2 * CHUNK_BYTES)
    const sealed = seal(content)
    const header = sealed.subarray(0, HEADER_BYTES)
    const step = CHUNK_BYTES + 16
    const [first, second] = [sealed.subarray(HEADER_BYTES, HEADER_BYTES + step), sealed.subarray(HEADER_BYTES + step)]
    expect(unseal(Buffer.concat([header, second, first]), hashOf(content))).toBeUndefined()
    expect(unseal(Buffer.concat([header, first, first]), hashOf(content))).toBeUndefined()

    const again = seal(content)
    const foreign = Buffer.concat([header, again.subarray(HEADER_BYTES, HEADER_BYTES + step), second])
    expect(unseal(foreign, hashOf(content)), 'a chunk of the same content, sealed another time').toBeUndefined()
    expect(unseal(sealed, hashOf(randomBytes(4))), 'under the name of other content').toBeUndefined()
    expect(unseal(sealed, hashOf(content), randomBytes(32)), 'with another key').toBeUndefined()
  })

  it('never look the same twice, so nobody sees that two profiles keep one document', () => {
    const content = randomBytes(100)
    expect(seal(content).equals(seal(content))).toBe(false)
    expect(seal(content).includes(content.subarray(0, 16))).toBe(false)
  })
})
