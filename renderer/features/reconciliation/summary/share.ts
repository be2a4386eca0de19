/**
 * How much of the whole a part is, in whole percent of amounts of one currency. A part that is there is never 0 %, and one
 * that is not the whole never 100 %, so that nobody takes nearly all for all.
 */
export function sharePercent(part: string, whole: string): number {
  const minor = (text: string) => BigInt(text.replace('.', ''))
  const [of, all] = [minor(part), minor(whole)]
  if (all <= 0n) return 0
  const rounded = Number((of * 200n + all) / (all * 2n))
  if (of > 0n && rounded === 0) return 1
  return of < all && rounded === 100 ? 99 : rounded
}
