import type { AccountPage, AccountRow } from '#shared/contract/views'
import { layOut, type OpenNode, type ParentKey, type TreeLayout, type TreeSlot } from './layout'

/** Children come from the main process in pages of this many rows. */
export const PAGE_SIZE = 200

/** One page of one list of siblings. */
export interface PageRef {
  readonly parent: ParentKey
  /** Zero-based. */
  readonly page: number
}

/** Where an open node was last seen, so that its page is kept while it is open. */
export type OpenPlaces = Readonly<Record<string, PageRef>>

/** A loaded page with the place it was asked for. */
export interface LoadedPage {
  readonly ref: PageRef
  readonly answer: AccountPage
}

/** The loaded pages, by `pageKey`. */
export type LoadedPages = ReadonlyMap<string, LoadedPage>

export function pageKey({ parent, page }: PageRef): string {
  return `${parent ?? ''}#${page}`
}

/** The page that holds a child. */
export function pageOf(slot: Pick<TreeSlot, 'parent' | 'index'>): PageRef {
  return { parent: slot.parent, page: Math.floor(slot.index / PAGE_SIZE) }
}

/** The row at a slot, undefined while its page is on its way. */
export function rowAt(pages: LoadedPages, slot: TreeSlot): AccountRow | undefined {
  return pages.get(pageKey(pageOf(slot)))?.answer.rows[slot.index % PAGE_SIZE]
}

/** Lays out what the loaded pages and the open nodes say; nodes whose page is not loaded yet stand closed until it is. */
export function layOutPages(pages: LoadedPages, open: OpenPlaces): TreeLayout {
  const known = indexPages(pages)
  return layOut({
    childCount: (parent) => known.totals.get(parent) ?? 0,
    openAmong: (parent) => openAmong(known.byParent.get(parent) ?? [], open),
  })
}

interface KnownPages {
  readonly totals: ReadonlyMap<ParentKey, number>
  readonly byParent: ReadonlyMap<ParentKey, readonly LoadedPage[]>
}

function indexPages(pages: LoadedPages): KnownPages {
  const totals = new Map<ParentKey, number>()
  const byParent = new Map<ParentKey, LoadedPage[]>()
  for (const { answer } of pages.values()) for (const row of answer.rows) totals.set(row.id, row.childCount)
  // The list's own total comes from the same read as its rows, so it wins over what the parent's row said.
  for (const page of pages.values()) {
    totals.set(page.ref.parent, page.answer.total)
    const siblings = byParent.get(page.ref.parent)
    if (siblings) siblings.push(page)
    else byParent.set(page.ref.parent, [page])
  }
  for (const siblings of byParent.values()) siblings.sort((a, b) => a.ref.page - b.ref.page)
  return { totals, byParent }
}

function openAmong(siblings: readonly LoadedPage[], open: OpenPlaces): OpenNode[] {
  return siblings.flatMap(({ ref, answer }) =>
    answer.rows.flatMap((row, at) =>
      Object.hasOwn(open, row.id) ? [{ id: row.id, index: ref.page * PAGE_SIZE + at }] : [],
    ),
  )
}

/**
 * The pages to have: the first of the top, those that the rows first…last stand on, and those that hold an open node
 * and are in sight of the open part (without them its rows could not be placed). Each once.
 */
export function neededPages(layout: TreeLayout, first: number, last: number, open: OpenPlaces): PageRef[] {
  const needed = new Map<string, PageRef>()
  const need = (ref: PageRef) => needed.set(pageKey(ref), ref)
  need({ parent: null, page: 0 })
  for (const ref of Object.values(open)) if (layout.rowOf(ref.parent, 0) !== undefined) need(ref)
  for (let row = Math.max(0, first); row <= Math.min(last, layout.size - 1); row += 1) {
    const slot = layout.slotAt(row)
    if (slot) need(pageOf(slot))
  }
  return [...needed.values()]
}

/** Where a loaded node stands now; undefined where none of the pages has it. */
export function placeOf(pages: LoadedPages, id: string): Pick<TreeSlot, 'parent' | 'index'> | undefined {
  for (const { ref, answer } of pages.values()) {
    const at = answer.rows.findIndex((row) => row.id === id)
    if (at >= 0) return { parent: ref.parent, index: ref.page * PAGE_SIZE + at }
  }
  return undefined
}

/** The open nodes whose place is no longer where it was noted, with the new one; undefined where all are right. */
export function movedPlaces(pages: LoadedPages, open: OpenPlaces): OpenPlaces | undefined {
  const moved: Record<string, PageRef> = {}
  for (const { ref, answer } of pages.values()) {
    for (const { id } of answer.rows) {
      const noted = open[id]
      if (noted && (noted.parent !== ref.parent || noted.page !== ref.page)) moved[id] = ref
    }
  }
  return Object.keys(moved).length === 0 ? undefined : moved
}
