import { createHash } from 'node:crypto'

/** Repeatable randomness: the same label gives the same sequence on every machine. For seeds only, never for secrets. */
export interface Randomness {
  /** A whole number from 0 to `below - 1`. */
  whole(below: number): number
  /** True this often, 0 to 1. */
  chance(share: number): boolean
  pick<T>(items: readonly T[]): T
  bytes(count: number): Uint8Array
}

/** Mulberry32: 32 bits of state are plenty for demonstration data, and it is the same everywhere. */
export function randomness(label: string): Randomness {
  let state = createHash('sha256').update(label).digest().readUInt32LE(0)
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const whole = (below: number) => Math.floor((next() / 2 ** 32) * below)
  return {
    whole,
    chance: (share) => next() / 2 ** 32 < share,
    pick(items) {
      const item = items[whole(items.length)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    bytes(count) {
      const bytes = new Uint8Array(count)
      for (let index = 0; index < count; index += 1) bytes[index] = next() >>> 24
      return bytes
    },
  }
}
