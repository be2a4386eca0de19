const PAGE = 8

/** The row that a key leads to from row `at` of `count`; null where the key or the place is none of the list's. */
export function focusAfterKey(key: string, at: number, count: number): number | null {
  if (at < 0) return null
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - PAGE,
    PageDown: at + PAGE,
    Home: 0,
    End: count - 1,
  }
  const next = steps[key]
  return next === undefined ? null : Math.max(0, Math.min(count - 1, next))
}
