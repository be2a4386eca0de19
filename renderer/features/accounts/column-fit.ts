import { SORT_KEYS } from '#shared/contract/views'

/** Which columns a width can carry, and how wide they are. Amounts and states are never cut; the name takes what is left. */

/** Every column can be sorted by, and what can be sorted by is a column. */
export const COLUMN_IDS = SORT_KEYS
export type ColumnId = (typeof COLUMN_IDS)[number]

/** Columns of sums of money. */
export const AMOUNT_IDS = ['balance', 'held', 'available', 'rollup'] as const
export type AmountId = (typeof AMOUNT_IDS)[number]

export function isAmountColumn(id: ColumnId): id is AmountId {
  return AMOUNT_IDS.some((amount) => amount === id)
}

/** Pixels by column. */
export type ColumnWidths = Readonly<Record<ColumnId, number>>

/** The name is never narrower than this; it is cut with an ellipsis and told whole on hover. */
export const MIN_NAME = 170

/** In the tree the name is never wider than this, so that the eye does not lose the row on its way to the figures. */
export const MAX_NAME = 560

/**
 * Columns that give way when room is short, the first one first. The name, the number and the state stay; of the sums the
 * one with everything below stays longest, as for an account with nothing below it is its own balance.
 */
const GIVE_WAY: readonly ColumnId[] = ['reference', 'scheme', 'held', 'limitUse', 'available', 'balance', 'rollup']

/**
 * The widths of those of the chosen columns that fit `available` pixels, in their order; what the name may not take goes to
 * the last one, at the edge. Source of the wanted widths: measured words, or the user's hand.
 */
export function fitColumns(
  available: number,
  wanted: ColumnWidths,
  chosen: readonly ColumnId[],
  maxName = Number.POSITIVE_INFINITY,
): ReadonlyMap<ColumnId, number> {
  const hidden = new Set<ColumnId>()
  const shown = () => chosen.filter((id) => !hidden.has(id))
  const others = () => shown().reduce((sum, id) => sum + (id === 'name' ? 0 : wanted[id]), 0)
  for (const id of GIVE_WAY) {
    if (others() + MIN_NAME <= available) break
    hidden.add(id)
  }
  const left = available - others()
  const name = Math.max(MIN_NAME, Math.min(maxName, left))
  const spare = Math.max(0, left - name)
  const last = shown().at(-1)
  return new Map(shown().map((id) => [id, (id === 'name' ? name : wanted[id]) + (id === last ? spare : 0)]))
}

/** Average pixels of a tabular digit or separator at the table's type size, measured in Inter 13.5 px. */
const DIGIT_PX = 7.7
const CELL_PADDING_PX = 22

/** The same of a letter of a column's head, Inter 12 px, and of the arrow that may stand beside it. */
const HEAD_LETTER_PX = 6.4
const HEAD_ARROW_PX = 15

/** How wide an amount column must be for its longest text and for its head. */
export function amountWidth(longestText: number, headLetters: number): number {
  const text = Math.ceil(longestText * DIGIT_PX)
  const head = Math.ceil(headLetters * HEAD_LETTER_PX) + HEAD_ARROW_PX
  return Math.max(100, text, head) + CELL_PADDING_PX
}

/** Letters that a wire amount takes when shown: digits, a sign for each three, decimals only where there are any. */
export function shownLength(wire: string): number {
  const [whole = '', fraction = ''] = wire.split('.')
  const digits = whole.replace('-', '').length
  const decimals = /[1-9]/.test(fraction) ? fraction.length + 1 : 0
  return whole.length + Math.floor((digits - 1) / 3) + decimals
}
