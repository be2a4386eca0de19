/** Widths in points at a font size of one. */
export interface ColumnNeed {
  /** So that no word and no figure looked at is broken. */
  readonly least: number
  /** So that nothing looked at is broken into lines. */
  readonly whole: number
}

export interface Paper {
  readonly size: 'A4' | 'A3'
  readonly fontSize: number
  /** Between the margins, in points. */
  readonly width: number
}

export interface FittedColumns {
  readonly paper: Paper
  /** In points, the gap to the next column included. */
  readonly widths: readonly number[]
}

export const MARGIN = 30
export const GAP = 7
/** Beyond what it needs a column gets no more than this, or the eye would lose the line. */
const MOST_SPARE = 48

/** Long sides lie across. The first on which no figure and no word is broken is taken. */
const PAPERS: readonly Paper[] = [
  { size: 'A4', fontSize: 8, width: 841.89 - 2 * MARGIN },
  { size: 'A4', fontSize: 7, width: 841.89 - 2 * MARGIN },
  { size: 'A3', fontSize: 7, width: 1190.55 - 2 * MARGIN },
]
const LAST_RESORT: Paper = { size: 'A3', fontSize: 5.5, width: 1190.55 - 2 * MARGIN }

/** Chooses the paper and shares its width out: to each the least, what is left by what they need beyond that. */
export function fitColumns(needs: readonly ColumnNeed[]): FittedColumns {
  const paper = PAPERS.find((one) => sum(needs.map((need) => inPoints(need.least, one))) <= one.width) ?? LAST_RESORT
  const leasts = needs.map((need) => inPoints(need.least, paper))
  const wanted = needs.map((need, index) => Math.max(leasts[index] ?? 0, inPoints(need.whole, paper)))
  const over = paper.width - sum(leasts)
  // Not even their longest words fit: every column gives way in proportion, and words are broken.
  if (over < 0) return { paper, widths: leasts.map((width) => (width * paper.width) / sum(leasts)) }
  const lacking = wanted.map((width, index) => width - (leasts[index] ?? 0))
  const share = Math.min(1, sum(lacking) === 0 ? 1 : over / sum(lacking))
  const spare = Math.min(MOST_SPARE, Math.max(0, over - sum(lacking)) / needs.length)
  return { paper, widths: leasts.map((width, index) => width + (lacking[index] ?? 0) * share + spare) }
}

function inPoints(width: number, { fontSize }: Paper): number {
  return width * fontSize + GAP
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
