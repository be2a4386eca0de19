/** A repeatable source of chance: the same seed and name give the same draws, whatever other sources are asked. */
export interface Chance {
  /** Evenly from 0 (included) to 1 (not). */
  fraction(): number
  /** A whole number from 0 to `n` - 1. */
  below(n: number): number
  /** True with this probability. */
  hits(probability: number): boolean
  /** One of a list that is not empty. Throws RangeError for an empty one. */
  pick<T>(list: readonly T[]): T
  /** One of the keys, each as likely as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
  bytes(n: number): Uint8Array
  /** The same in another order, each order as likely as the others. */
  shuffled<T>(list: readonly T[]): T[]
}

export function chance(seed: number, name: string): Chance {
  let state = seed | 0
  for (const character of name) state = Math.imul(state ^ character.charCodeAt(0), 0x9e3779b1) ^ (state >>> 13)

  // mulberry32
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n: number): number => Math.floor(fraction() * n)

  return {
    fraction,
    below,
    hits: (probability) => fraction() < probability,
    pick(list) {
      const index = below(list.length)
      if (index >= list.length) throw new RangeError('nothing to pick from')
      return list[index] as (typeof list)[number]
    },
    weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
      const entries = Object.entries(weights) as [K, number][]
      let left = fraction() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) {
        left -= weight
        if (left < 0) return key
      }
      throw new RangeError('no weights')
    },
    bytes: (n) => Uint8Array.from({ length: n }, () => below(256)),
    shuffled<T>(list: readonly T[]) {
      const left = [...list]
      return list.map(() => left.splice(below(left.length), 1)[0] as T)
    },
  }
}
