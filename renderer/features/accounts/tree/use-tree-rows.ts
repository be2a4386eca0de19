import { useCallback, useEffect, useMemo, useState } from 'react'
import type { AppProblem } from '#shared/contract/views'
import type { AccountsView, ActiveRow, UpdateView } from '../accounts-view'
import { shownLength } from '../column-fit'
import type { TreeLayout } from './layout'
import {
  type LoadedPages,
  layOutPages,
  movedPlaces,
  neededPages,
  type OpenPlaces,
  PAGE_SIZE,
  type PageRef,
  pageKey,
  pageOf,
  placeOf,
  rowAt,
} from './pages'
import { type AccountSource, useAccountPages } from './use-account-pages'

export interface TreeRows {
  readonly layout: TreeLayout
  readonly pages: LoadedPages
  /** A flat list of matches, without carets. */
  readonly flat: boolean
  /** What the rows are of: still the one before, while the first page of another is on its way. */
  readonly source: AccountSource
  /** Changes with what the rows are of; another list starts at its top. */
  readonly listKey: string
  readonly loading: boolean
  readonly problem: AppProblem | null
  readonly activeRow: number
  readonly longestAmount: number
  /** The currency that all loaded rows share; null where they differ, so that each amount says its own. */
  readonly currency: string | null
  /** The rows now in sight; their pages are loaded. */
  readonly setRange: (first: number, last: number) => void
  /** A row to be brought into sight now that it exists. */
  readonly revealed: number | undefined
  readonly onRevealed: () => void
}

const NOTHING_OPEN: OpenPlaces = {}
const FIRST_PAGE: readonly PageRef[] = [{ parent: null, page: 0 }]

/** Rows around those in sight whose pages are loaded ahead. */
const AHEAD = 100
/** Milliseconds a place must stay in sight before its pages are asked for: dragging the scroll bar passes hundreds. */
const SETTLE_MS = 40

interface Wish {
  readonly source: AccountSource
  readonly view: AccountsView
  readonly update: UpdateView
  /** The account to bring into sight once, as after opening a new one. */
  readonly reveal: string | null
  readonly onRevealed: () => void
}

/** Rows of the tree or of the matches: what is loaded, how it is laid out, and which pages to have next. */
export function useTreeRows({ source, view, update, reveal, onRevealed }: Wish): TreeRows {
  const [wanted, setWanted] = useState(FIRST_PAGE)
  const [range, setInSight] = useState({ first: 0, last: 60 })
  const { pages, source: shown, loading, problem } = useAccountPages(source, wanted)
  const flat = shown.kind === 'matches'
  const open = flat ? NOTHING_OPEN : view.open
  const layout = useMemo(() => layOutPages(pages, open), [pages, open])
  const activeRow = useMemo(() => rowOfActive(layout, pages, view.active), [layout, pages, view.active])
  const longestAmount = useMemo(() => longest(pages), [pages])
  const currency = useMemo(() => sharedCurrency(pages), [pages])

  useWantedPages(neededPages(layout, range.first - AHEAD, range.last + AHEAD, open), wanted, setWanted)
  useSeed(flat, pages, view, update)
  useTrueOpenPlaces(flat, pages, view.open, update)

  const setRange = useCallback((first: number, last: number) => {
    setInSight((before) => (before.first === first && before.last === last ? before : { first, last }))
  }, [])
  const isThere = !flat && reveal !== null && view.active.id === reveal && rowIs(layout, pages, activeRow, reveal)
  return {
    layout,
    pages,
    flat,
    source: shown,
    listKey: useMemo(() => JSON.stringify(shown), [shown]),
    loading,
    problem,
    activeRow,
    longestAmount,
    currency,
    setRange,
    revealed: isThere ? activeRow : undefined,
    onRevealed,
  }
}

function useWantedPages(
  needed: readonly PageRef[],
  wanted: readonly PageRef[],
  setWanted: (next: PageRef[]) => void,
): void {
  const key = needed.map(pageKey).join(' ')
  const same = key === wanted.map(pageKey).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the pages
  useEffect(() => {
    if (same) return
    const timer = setTimeout(() => setWanted([...needed]), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [key, same, setWanted])
}

/** Each current account is open when first seen, also where it comes, or gets its children, while the first copy is made. */
function useSeed(flat: boolean, pages: LoadedPages, view: AccountsView, update: UpdateView): void {
  const top = flat ? undefined : pages.get(pageKey({ parent: null, page: 0 }))
  const unseen = top?.answer.rows.filter((row) => !view.seeded.includes(row.id)) ?? []
  useEffect(() => {
    if (!top || unseen.length === 0) return
    const ids = unseen.map((row) => row.id)
    const opened = Object.fromEntries(ids.map((id) => [id, top.ref] as const))
    update(({ open, seeded }) => ({ seeded: [...seeded, ...ids], open: { ...opened, ...open } }))
  })
}

/** A changed list may have put an open node on another page; its new place is noted, or it would be lost from sight. */
function useTrueOpenPlaces(flat: boolean, pages: LoadedPages, open: OpenPlaces, update: UpdateView): void {
  const moved = useMemo(() => (flat ? undefined : movedPlaces(pages, open)), [flat, pages, open])
  useEffect(() => {
    if (moved) update((before) => ({ open: { ...before.open, ...moved } }))
  })
}

function rowIs(layout: TreeLayout, pages: LoadedPages, row: number, id: string): boolean {
  const slot = layout.slotAt(row)
  return slot !== undefined && rowAt(pages, slot)?.id === id
}

/** Where the active account stands now: changes may have moved it; the first row where it is gone. */
function rowOfActive(layout: TreeLayout, pages: LoadedPages, active: ActiveRow): number {
  const noted = layout.rowOf(active.parent, active.index)
  if (noted !== undefined && (active.id === null || standsThere(pages, active))) return noted
  const place = active.id === null ? undefined : placeOf(pages, active.id)
  const found = place && layout.rowOf(place.parent, place.index)
  return found ?? noted ?? 0
}

function standsThere(pages: LoadedPages, active: ActiveRow): boolean {
  const page = pages.get(pageKey(pageOf(active)))
  return page === undefined || page.answer.rows[active.index % PAGE_SIZE]?.id === active.id
}

function longest(pages: LoadedPages): number {
  let most = 0
  for (const { answer } of pages.values()) {
    for (const { balance, rollup } of answer.rows) most = Math.max(most, shownLength(balance), shownLength(rollup))
  }
  return most
}

function sharedCurrency(pages: LoadedPages): string | null {
  const found = new Set([...pages.values()].flatMap(({ answer }) => answer.rows.map((row) => row.currency)))
  const [only] = found
  return only !== undefined && found.size === 1 ? only : null
}
