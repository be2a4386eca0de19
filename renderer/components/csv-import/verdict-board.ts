import type { AppProblem } from '#shared/contract/views'
import type { Result } from '#shared/kernel/result'
import type { CsvFault, CsvLinks, CsvRow, CsvSurroundings, CsvUnique, CsvValues, CsvVerdict } from './csv-types'
import { createRowLinks } from './row-links'

/** Rows that are judged at a time; the main process has other work in between. */
export const JUDGED_AT_ONCE = 100

/** How often, in the whole of a large file, the counts are made and told. */
const TOLD_TIMES = 50

/** Asks the rule about rows: one verdict for each. */
export type Judge<Key extends string, Item> = (
  rows: readonly CsvRow<Key>[],
  around: CsvSurroundings<Key>,
) => Promise<Result<readonly CsvVerdict<Key, Item>[], AppProblem>>

export interface BoardCounts {
  readonly rows: number
  readonly judged: number
  readonly faulty: number
}

interface BoardOptions<Key extends string, Item> {
  readonly rowCount: number
  readonly rowAt: (index: number) => CsvRow<Key>
  readonly unique: readonly CsvUnique<Key>[]
  readonly links?: CsvLinks<Key> | undefined
  readonly judge: Judge<Key, Item>
  readonly onProgress: (counts: BoardCounts) => void
}

/**
 * The verdicts of all rows of a file. Rows are judged in pieces, changed ones first; which rows agree in what may not agree
 * is known of those that were looked at.
 */
export interface VerdictBoard<Key extends string, Item> {
  /** Judges what is not judged; ends when all is, when stopped, or with why the rule could not be asked. */
  run(): Promise<AppProblem | null>
  /** The row was typed into: its verdict counts no more. */
  changed(index: number): void
  stop(): void
  counts(): BoardCounts
  /** Undefined while it is not judged. */
  faultsOf(index: number): readonly CsvFault<Key>[] | undefined
  notesOf(index: number): CsvVerdict<Key, Item>['notes']
  /** Rows with faults, in the order of the file. */
  faulty(): number[]
  /** What can be sent, in the order of the file; a row that stands under another one after it. */
  ready(): { readonly index: number; readonly item: Item }[]
}

export function createVerdictBoard<Key extends string, Item>(
  options: BoardOptions<Key, Item>,
): VerdictBoard<Key, Item> {
  const { rowCount, rowAt, judge } = options
  const verdicts: (CsvVerdict<Key, Item> | undefined)[] = new Array(rowCount)
  const agreements = options.unique.map((unique) => agreementOn(unique))
  const linked = createRowLinks({ rowCount, rowAt, links: options.links ?? NO_LINKS })
  const toldEvery = Math.ceil(rowCount / JUDGED_AT_ONCE / TOLD_TIMES)
  let next = 0
  let running = false
  let stopped = false
  let pieces = 0
  const again = new Set<number>()
  let underWay: ReadonlySet<number> = NOTHING

  const faultsOf = (index: number): readonly CsvFault<Key>[] | undefined => {
    const verdict = verdicts[index]
    if (!verdict || again.has(index) || underWay.has(index)) return undefined
    const repeated = agreements.flatMap((agreement) => agreement.faultOf(index) ?? [])
    return repeated.length === 0 ? verdict.faults : [...verdict.faults, ...repeated]
  }
  const faulty = () => {
    const found: number[] = []
    for (let index = 0; index < rowCount; index += 1) if ((faultsOf(index)?.length ?? 0) > 0) found.push(index)
    return found
  }
  const takePiece = (): number[] => {
    const piece = [...again].slice(0, JUDGED_AT_ONCE)
    for (const index of piece) again.delete(index)
    while (piece.length < JUDGED_AT_ONCE && next < rowCount) piece.push(next++)
    underWay = new Set(piece)
    return piece
  }
  const counts = (): BoardCounts => ({
    rows: rowCount,
    judged: next - new Set([...again, ...underWay]).size,
    faulty: faulty().length,
  })

  const judgePiece = async (piece: readonly number[]): Promise<AppProblem | null> => {
    const rows = piece.map((index) => ({ index, row: rowAt(index) }))
    const placeOf = new Map(rows.map(({ index, row }) => [row.rowId, index]))
    const answer = await judge(
      rows.map(({ row }) => row),
      {
        above: ({ rowId }) => linked.above(placeOf.get(rowId) ?? -1),
        isCircular: ({ rowId }) => linked.isCircular(placeOf.get(rowId) ?? -1),
      },
    )
    underWay = NOTHING
    if (stopped) return null
    if (!answer.ok) {
      for (const index of piece) again.add(index)
      return answer.error
    }
    const said = new Map(answer.value.map((verdict) => [verdict.rowId, verdict]))
    for (const { index, row } of rows) {
      verdicts[index] = said.get(row.rowId)
      for (const agreement of agreements) agreement.see(index, row)
    }
    return null
  }

  return {
    async run() {
      if (running) return null
      running = true
      try {
        if (options.links) await linked.prepare()
        for (let piece = takePiece(); piece.length > 0 && !stopped; piece = takePiece()) {
          const problem = await judgePiece(piece)
          if (problem) return problem
          pieces += 1
          const isLast = next === rowCount && again.size === 0
          if (!stopped && (isLast || pieces % toldEvery === 0)) options.onProgress(counts())
        }
        return null
      } finally {
        running = false
        underWay = NOTHING
      }
    },
    changed(index) {
      // What is being asked at this moment was asked with the old text.
      for (const each of [index, ...linked.changed(index)])
        if (verdicts[each] !== undefined || underWay.has(each)) again.add(each)
    },
    stop() {
      stopped = true
    },
    counts,
    faultsOf,
    notesOf: (index) => verdicts[index]?.notes,
    faulty,
    ready() {
      const sound = new Map<number, Item>()
      for (const [index, verdict] of verdicts.entries())
        if (verdict && verdict.item !== null && faultsOf(index)?.length === 0) sound.set(index, verdict.item)
      return linked.arranged([...sound.keys()]).flatMap((index) => {
        const item = sound.get(index)
        return item === undefined ? [] : [{ index, item }]
      })
    },
  }
}

const NOTHING: ReadonlySet<number> = new Set()
const NO_LINKS: CsvLinks<string> = { nameOf: () => null, refersTo: () => null }

/** Which rows agree in one thing. */
function agreementOn<Key extends string>({ keyOf, path, code }: CsvUnique<Key>) {
  const keys = new Map<number, string>()
  const agreeing = new Map<string, { first: number; readonly rowIds: Map<number, string> }>()
  const forget = (index: number) => {
    const key = keys.get(index)
    const group = key === undefined ? undefined : agreeing.get(key)
    keys.delete(index)
    if (!group) return
    group.rowIds.delete(index)
    if (group.first === index) group.first = firstOf(group.rowIds.keys())
  }
  return {
    see(index: number, { rowId, values }: { readonly rowId: string; readonly values: CsvValues<Key> }) {
      forget(index)
      const key = keyOf(values)
      if (key === null) return
      keys.set(index, key)
      const group = agreeing.get(key) ?? { first: index, rowIds: new Map<number, string>() }
      group.first = Math.min(group.first, index)
      group.rowIds.set(index, rowId)
      agreeing.set(key, group)
    },
    faultOf(index: number): CsvFault<Key> | null {
      const key = keys.get(index)
      const group = key === undefined ? undefined : agreeing.get(key)
      if (!group || group.first === index) return null
      return { path, code, params: { rowId: group.rowIds.get(group.first) ?? '' } }
    },
  }
}

function firstOf(indexes: Iterable<number>): number {
  let first = Number.POSITIVE_INFINITY
  for (const index of indexes) first = Math.min(first, index)
  return first
}
