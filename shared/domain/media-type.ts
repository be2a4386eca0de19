import { fileTypeFromBuffer } from 'file-type/core'

/** What readers skip before they look: a tag or mark in front makes one file two things at once. */
const SKIPPED_PREFIXES: readonly (readonly number[])[] = [
  [0x49, 0x44, 0x33], // ID3
  [0xef, 0xbb, 0xbf], // UTF-8 byte order mark
]

/**
 * The media type that the bytes themselves show, such as `image/jpeg`; undefined where they show none. Never the name's.
 * Give the whole file, so that app and bank see the same. Runs in Node and in a window alike.
 */
export async function detectMediaType(bytes: Uint8Array): Promise<string | undefined> {
  if (SKIPPED_PREFIXES.some((prefix) => prefix.every((byte, at) => bytes[at] === byte))) return undefined
  try {
    return (await fileTypeFromBuffer(bytes))?.mime
  } catch {
    // The library throws on some content that only begins like a type it knows.
    return undefined
  }
}
