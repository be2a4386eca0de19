import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ContentStore, openContentStore } from '#main/files/content-store'
import { CHUNK_BYTES } from '#main/files/sealed-chunks'

let folder: string
let key: Buffer
let content: ContentStore

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'bendahara-content-')), 'files')
  key = randomBytes(32)
  content = openContentStore({ folder, key })
})
afterEach(() => {
  content.close()
  rmSync(join(folder, '..'), { recursive: true, force: true })
})

async function put(bytes: Uint8Array): Promise<string> {
  const kept = await content.put(bytes)
  if (!kept.ok) throw new Error(kept.error.code)
  return kept.value.sha256
}

const only = (): string => {
  const [name, ...more] = readdirSync(folder)
  if (name === undefined || more.length > 0) throw new Error('not one file')
  return join(folder, name)
}

describe('content store', () => {
  it('keeps the same bytes once, under a name that is not their hash, for their owner only', async () => {
    const bytes = randomBytes(70_000)
    const sha256 = await put(bytes)
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const before = readFileSync(only())
    expect(await put(bytes)).toBe(sha256)
    expect(readFileSync(only()).equals(before)).toBe(true)
    expect(only()).not.toContain(sha256)
    expect(before.includes(bytes.subarray(0, 16))).toBe(false)
    if (process.platform !== 'win32') expect(statSync(only()).mode & 0o777).toBe(0o600)
    expect(await content.read(sha256)).toEqual({ ok: true, value: new Uint8Array(bytes) })
    expect(await content.usage()).toEqual({ files: 1, bytes: before.length })
  })

  it('reads any range, across chunks too', async () => {
    const bytes = randomBytes(3 * CHUNK_BYTES + 10)
    const opened = await content.open(await put(bytes))
    if (!opened.ok) throw new Error(opened.error.code)
    const { read, size, close } = opened.value
    expect(size).toBe(bytes.length)
    const edges = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 3 * CHUNK_BYTES, bytes.length]
    for (const start of edges)
      for (const end of edges.filter((each) => each >= start)) {
        const part = await read(start, end)
        expect(part.ok && Buffer.from(part.value).equals(bytes.subarray(start, end)), `${start} to ${end}`).toBe(true)
      }
    await close()
  })

  it('reads a sound part of a file whose other part is damaged, and says which is not', async () => {
    const bytes = randomBytes(2 * CHUNK_BYTES)
    const sha256 = await put(bytes)
    const sealed = readFileSync(only())
    sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1)
    writeFileSync(only(), sealed)
    const opened = await content.open(sha256)
    if (!opened.ok) throw new Error(opened.error.code)
    expect((await opened.value.read(0, CHUNK_BYTES)).ok).toBe(true)
    expect(await opened.value.read(CHUNK_BYTES, bytes.length)).toMatchObject({ error: { code: 'file.damaged' } })
    await opened.value.close()
    expect(await content.read(sha256)).toMatchObject({ error: { code: 'file.damaged' } })
    await put(bytes)
    expect((await content.read(sha256)).ok).toBe(true)
  })

  it('tells a file that is not there, that is empty on disk, and that is of another profile', async () => {
    const sha256 = await put(randomBytes(10))
    const other = openContentStore({ folder, key: randomBytes(32) })
    expect(await other.read(sha256)).toMatchObject({ error: { code: 'file.not_here' } })
    other.close()
    writeFileSync(only(), '')
    expect(await content.read(sha256)).toMatchObject({ error: { code: 'file.damaged' } })
    await content.remove(sha256)
    expect(await content.read(sha256)).toMatchObject({ error: { code: 'file.not_here' } })
  })

  it('sweeps what nobody needs and what a crash left half-written', async () => {
    const kept = await put(randomBytes(10))
    const dropped = await put(randomBytes(10))
    writeFileSync(join(folder, 'abc.123456.tmp'), 'half')
    await content.keepOnly([kept])
    expect(readdirSync(folder)).toHaveLength(1)
    expect((await content.read(kept)).ok).toBe(true)
    expect((await content.read(dropped)).ok).toBe(false)
  })

  it('reads nothing once closed, not even through a reader that was open', async () => {
    const sha256 = await put(randomBytes(10))
    const opened = await content.open(sha256)
    if (!opened.ok) throw new Error(opened.error.code)
    content.close()
    expect(await opened.value.read(0, 10)).toMatchObject({ error: { code: 'session.locked' } })
    expect(await content.read(sha256)).toMatchObject({ error: { code: 'session.locked' } })
    expect(await content.put(randomBytes(5))).toMatchObject({ error: { code: 'session.locked' } })
    await opened.value.close()
    const again = openContentStore({ folder, key })
    expect((await again.read(sha256)).ok).toBe(true)
    again.close()
  })
})
