import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FILE_PURPOSES, FILE_RULES } from '#shared/domain/files'
import { detectMediaType } from '#shared/domain/media-type'
import { IMPOSTORS, SAMPLES } from '../../support/sample-files'

describe('the media type of bytes', () => {
  it.each(Object.entries(SAMPLES))('is told: %s', async (mediaType, bytes) => {
    expect(await detectMediaType(bytes)).toBe(mediaType)
  })

  it('has a sample of every type that any purpose takes', () => {
    const taken = FILE_PURPOSES.flatMap((purpose) => FILE_RULES[purpose].mediaTypes)
    expect([...new Set(taken)].sort()).toEqual(Object.keys(SAMPLES).sort())
  })

  it.each(Object.entries(IMPOSTORS))('is not one that the bank takes: %s', async (_name, bytes) => {
    expect(Object.keys(SAMPLES)).not.toContain(await detectMediaType(bytes))
  })

  it('is that of the first of two files in one', async () => {
    const pdf = SAMPLES['application/pdf'] ?? new Uint8Array()
    const jpeg = SAMPLES['image/jpeg'] ?? new Uint8Array()
    expect(await detectMediaType(new Uint8Array([...jpeg, ...pdf]))).toBe('image/jpeg')
  })

  it('never throws, whatever the bytes', async () => {
    const starts = Object.values(SAMPLES).map((bytes) => fc.constant(bytes.slice(0, 24)))
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(...starts, fc.constant(new Uint8Array())),
        fc.uint8Array({ maxLength: 200 }),
        async (start, rest) => {
          const found = await detectMediaType(new Uint8Array([...start, ...rest]))
          expect(found === undefined || /^[a-z]+\/[a-z0-9.+-]+$/.test(found)).toBe(true)
        },
      ),
    )
  })
})
