const WEEK = 7

/** The place of the day that a key leads to, as on a slider; null where the key is not one of its own. */
export function dayAfterKey(key: string, place: number, last: number): number | null {
  const next = {
    ArrowLeft: place - 1,
    ArrowDown: place - 1,
    ArrowRight: place + 1,
    ArrowUp: place + 1,
    PageDown: place - WEEK,
    PageUp: place + WEEK,
    Home: 0,
    End: last,
  }[key]
  return next === undefined ? null : Math.max(0, Math.min(last, next))
}

/** The place of the day whose column is at `x` of `width` pixels. */
export function dayAtPoint(x: number, width: number, days: number): number {
  const place = width > 0 ? Math.floor((x / width) * days) : 0
  return Math.max(0, Math.min(days - 1, place))
}
