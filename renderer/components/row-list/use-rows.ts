import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useDispatch, useSelector } from 'react-redux'
import type { AppProblem } from '#shared/contract/views'
import { problemOf } from '../../data/api'
import type { Store } from '../../data/store'

/** Rows come from the main process in pages of this many. */
export const PAGE_SIZE = 100

interface Listed {
  readonly id: string
}

interface Answer<Row> {
  readonly data?: { readonly rows: readonly Row[]; readonly total: number } | undefined
  readonly error?: unknown
}

type State = ReturnType<Store['getState']>

/** A long list by the calls that give its pages. */
export interface RowSource<Row extends Listed> {
  /** Another list has another key. */
  readonly key: string
  start(dispatch: Store['dispatch'], offset: number): { unsubscribe(): void }
  select(state: State, offset: number): Answer<Row>
}

export interface Rows<Row extends Listed> {
  /** Whose rows these are: still the list before, while the new one's first page is on its way. */
  readonly key: string
  readonly total: number
  /** Undefined while its page is on its way. */
  at(index: number): Row | undefined
  readonly loading: boolean
  readonly problem: AppProblem | null
  /** Tells which rows are in sight; their pages are kept and fresh. */
  setRange(first: number, last: number): void
}

/** The rows in sight of a list of any length. While another list's first page is on its way, the rows before stand. */
export function useRows<Row extends Listed>(source: RowSource<Row>): Rows<Row> {
  const [range, setRangeState] = useState({ first: 0, last: 0 })
  const setRange = useCallback((first: number, last: number) => setRangeState({ first, last }), [])
  const offsets = useMemo(() => offsetsOf(range.first, range.last), [range])
  useSubscriptions(source, offsets)
  const select = useCallback((state: State) => offsets.map((offset) => source.select(state, offset)), [source, offsets])
  const answers = useSelector(select, sameAnswers)
  const loaded = useMemo(
    () => ({ key: source.key, pages: new Map(offsets.map((offset, at) => [offset, answers[at]?.data])) }),
    [source, offsets, answers],
  )
  const [shown, setShown] = useState(loaded)
  const ready = loaded.pages.get(0) !== undefined
  if (ready && shown !== loaded) setShown(loaded)
  const { key, pages } = ready ? loaded : shown
  const first = pages.get(0)
  const problem = problemOf(answers[0]?.error)
  return {
    key,
    total: first?.total ?? 0,
    at: (index) => pages.get(pageOf(index))?.rows[index % PAGE_SIZE],
    loading: first === undefined && problem === null,
    problem: first === undefined ? problem : null,
    setRange,
  }
}

function pageOf(index: number): number {
  return Math.floor(index / PAGE_SIZE) * PAGE_SIZE
}

/** The first page always, as it tells how many rows there are; then those in sight. */
function offsetsOf(first: number, last: number): number[] {
  const offsets = [0]
  for (let offset = pageOf(Math.max(0, first)); offset <= last; offset += PAGE_SIZE) {
    if (offset > 0) offsets.push(offset)
  }
  return offsets
}

function sameAnswers<Row>(a: readonly Answer<Row>[], b: readonly Answer<Row>[]): boolean {
  return a.length === b.length && a.every(({ data, error }, at) => data === b[at]?.data && error === b[at]?.error)
}

function useSubscriptions<Row extends Listed>(source: RowSource<Row>, offsets: readonly number[]): void {
  const dispatch = useDispatch<Store['dispatch']>()
  const held = useRef(new Map<string, { unsubscribe(): void }>())
  useEffect(() => {
    const wanted = new Set(offsets.map((offset) => `${source.key}#${offset}`))
    for (const offset of offsets) {
      const key = `${source.key}#${offset}`
      if (!held.current.has(key)) held.current.set(key, source.start(dispatch, offset))
    }
    for (const [key, subscription] of held.current) {
      if (wanted.has(key)) continue
      subscription.unsubscribe()
      held.current.delete(key)
    }
  }, [dispatch, source, offsets])
  useEffect(() => {
    const all = held.current
    return () => {
      for (const subscription of all.values()) subscription.unsubscribe()
      all.clear()
    }
  }, [])
}
