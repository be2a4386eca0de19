import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import type { AccountSpan } from '#shared/contract/account-views'
import { ask } from '../../../data/bridge'
import type { ParentKey } from './layout'
import { rowAt } from './pages'
import { questions, spansOf } from './spans'
import type { TreeRows } from './use-tree-rows'

/** Sub-accounts that are selected to do something with, whether or not they are in sight, or loaded. */
export interface Selection extends SelectionActions {
  readonly ids: ReadonlySet<string>
  /** Rows that are not loaded are being asked for. */
  readonly busy: boolean
}

export interface SelectionActions {
  /** What is extended next begins at this row; what is selected stays. */
  begin(row: number): void
  /** Selects the account at this row, or no longer; what is extended later begins here. */
  toggle(row: number): void
  /** Everything from where it began to this row, in the place of what was extended before. */
  extendTo(row: number): void
  /** Every account of the list as it stands. */
  all(): void
  clear(): void
}

interface State {
  /** What was selected one by one. */
  readonly single: ReadonlySet<string>
  /** What was extended to last. */
  readonly range: ReadonlySet<string>
}

const NOTHING: ReadonlySet<string> = new Set()
const NONE: State = { single: NOTHING, range: NOTHING }

export function useSelection(rows: TreeRows): Selection {
  const [state, setState] = useState(NONE)
  const [busy, setBusy] = useState(false)
  const latest = useRef(rows)
  useEffect(() => {
    latest.current = rows
  })
  const actions = useMemo(() => actionsOn(latest, setState, setBusy), [])
  const ids = useMemo(() => union(state.single, state.range), [state])
  return { ids, busy, ...actions }
}

type Latest = RefObject<TreeRows>
type SetState = (change: State | ((before: State) => State)) => void

function actionsOn(latest: Latest, setState: SetState, setBusy: (busy: boolean) => void): SelectionActions {
  /** The place that a range begins at; by its place, as it need not be loaded. */
  let anchor: { readonly list: string; readonly parent: ParentKey; readonly index: number } | undefined
  /** Which question is the last one: the answer to any other comes too late. */
  let asked = 0

  const beginAt = (row: number): void => {
    const { layout, listKey } = latest.current
    const slot = layout.slotAt(row)
    anchor = slot && { list: listKey, parent: slot.parent, index: slot.index }
  }
  const anchorRow = (): number => {
    const { layout, listKey, activeRow } = latest.current
    const row = anchor?.list === listKey ? layout.rowOf(anchor.parent, anchor.index) : undefined
    if (row === undefined) beginAt(activeRow)
    return row ?? activeRow
  }
  const select = async (first: number, last: number) => {
    const mine = ++asked
    const rows = latest.current
    const loaded = loadedIds(rows, first, last)
    if (loaded) return setState(({ single }) => ({ single, range: loaded }))
    setBusy(true)
    const ids = await idsIn(spansOf(rows.layout, rows.source, first, last), () => mine === asked)
    if (mine !== asked) return
    setBusy(false)
    if (ids) setState(({ single }) => ({ single, range: ids }))
  }
  const settle = () => {
    asked += 1
    setBusy(false)
  }

  return {
    begin(row) {
      settle()
      beginAt(row)
      setState((before) =>
        before.range.size === 0 ? before : { single: union(before.single, before.range), range: NOTHING },
      )
    },
    toggle(row) {
      const { layout, pages } = latest.current
      const slot = layout.slotAt(row)
      const account = slot && rowAt(pages, slot)
      if (account?.kind !== 'sub') return
      settle()
      beginAt(row)
      setState(({ single, range }) => {
        const ids = new Set(union(single, range))
        if (!ids.delete(account.id)) ids.add(account.id)
        return { single: ids, range: NOTHING }
      })
    },
    extendTo(row) {
      const from = anchorRow()
      void select(Math.min(from, row), Math.max(from, row))
    },
    all: () => void select(0, latest.current.layout.size - 1),
    clear() {
      settle()
      anchor = undefined
      setState(NONE)
    },
  }
}

/** As many rows as are looked through at once, if they are loaded. */
const FEW = 2_000

function loadedIds({ layout, pages }: TreeRows, first: number, last: number): ReadonlySet<string> | undefined {
  if (last - first >= FEW) return undefined
  const ids = new Set<string>()
  for (let row = first; row <= last; row += 1) {
    const slot = layout.slotAt(row)
    const account = slot && rowAt(pages, slot)
    if (!account) return undefined
    if (account.kind === 'sub') ids.add(account.id)
  }
  return ids
}

/** Undefined where the answer is no longer wanted, or main cannot give it. */
async function idsIn(spans: readonly AccountSpan[], isWanted: () => boolean): Promise<ReadonlySet<string> | undefined> {
  const ids = new Set<string>()
  for (const question of questions(spans)) {
    const answer = await ask('accounts.ids', { spans: question })
    if (!answer.ok || !isWanted()) return undefined
    for (const id of answer.value.ids) ids.add(id)
  }
  return ids
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (a.size === 0 || b.size === 0) return a.size === 0 ? b : a
  return new Set([...a, ...b])
}
