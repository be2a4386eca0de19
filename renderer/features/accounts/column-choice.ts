import { COLUMN_IDS, type ColumnId } from './column-fit'

/** Which columns a user wants to see, and in which order. The name is always the first one. */
export interface ColumnChoice {
  /** Every column, each once. */
  readonly order: readonly ColumnId[]
  readonly hidden: readonly ColumnId[]
}

export const FIRST_CHOICE: ColumnChoice = {
  order: COLUMN_IDS,
  hidden: ['reference', 'held', 'available', 'limitUse'],
}

/** The columns that can be chosen and moved, in the user's order. */
export function choosable({ order }: ColumnChoice): readonly ColumnId[] {
  return order.filter((id) => id !== 'name')
}

export function chosenColumns({ order, hidden }: ColumnChoice): readonly ColumnId[] {
  return ['name', ...order.filter((id) => id !== 'name' && !hidden.includes(id))]
}

/** Shown where it was hidden, hidden where it was shown. */
export function toggled(choice: ColumnChoice, id: ColumnId): ColumnChoice {
  const { hidden } = choice
  return { ...choice, hidden: hidden.includes(id) ? hidden.filter((other) => other !== id) : [...hidden, id] }
}

/** One place further to the left (-1) or to the right (1); as it was at the end of the line. */
export function shifted(choice: ColumnChoice, id: ColumnId, by: -1 | 1): ColumnChoice {
  const line = [...choosable(choice)]
  const at = line.indexOf(id)
  const other = line[at + by]
  if (at < 0 || other === undefined) return choice
  line[at] = other
  line[at + by] = id
  return { ...choice, order: ['name', ...line] }
}

/** A choice that was saved, by this build or another: columns that are new since come at the end, hidden; unknown ones go. */
export function knownChoice(order: readonly string[], hidden: readonly string[]): ColumnChoice {
  const known = COLUMN_IDS.filter((id) => order.includes(id)).sort((a, b) => order.indexOf(a) - order.indexOf(b))
  const added = COLUMN_IDS.filter((id) => !order.includes(id))
  return {
    order: [...known, ...added],
    hidden: COLUMN_IDS.filter((id) => id !== 'name' && (hidden.includes(id) || added.includes(id))),
  }
}
