/** Exact arithmetic on wire sums of one currency; they may have more digits than a number holds. */

const minor = (wire: string): bigint => BigInt(wire.replace('.', ''))

/** `part` of `whole` in whole percent, rounded down; null where there is no whole to be part of. */
export function percentOf(part: string, whole: string): number | null {
  const all = minor(whole)
  return all > 0n && minor(part) >= 0n ? Number((minor(part) * 100n) / all) : null
}

export const isSame = (a: string, b: string): boolean => minor(a) === minor(b)

export const isNothing = (wire: string): boolean => minor(wire) === 0n

/** Where a sum lies in a chart. A coordinate may be off by less than a pixel; words are made from the sum itself. */
export const coordinate = (wire: string): number => Number(wire)
