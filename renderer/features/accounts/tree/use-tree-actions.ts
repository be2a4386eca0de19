import { type MouseEvent, type RefObject, useEffect, useMemo, useRef } from 'react'
import type { AccountRow } from '#shared/contract/views'
import type { MenuPoint } from '../../../components'
import type { UpdateView } from '../accounts-view'
import { pageOf, rowAt } from './pages'
import type { SelectionActions } from './use-selection'
import type { TreeRows } from './use-tree-rows'

/** What can be done with a row, by its place. The object stays the same, so that rows are not drawn anew for it. */
export interface TreeActions {
  goTo(row: number): void
  toggle(row: number): void
  /** Opens a node that is closed, and leaves everything else where it is. */
  expand(row: number): void
  /** Makes the row active and shows its details. */
  choose(row: number): void
  /** The same, or with Ctrl/Cmd or Shift what these do in lists: one more selected, or all up to this one. */
  click(row: number, keys: ModifierKeys): void
  /** Selects the row or no longer; with Shift all up to it. */
  tick(row: number, keys: ModifierKeys & { stopPropagation(): void }): void
  openMenu(row: number, at: MenuPoint): void
}

type ModifierKeys = Pick<MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>

interface ActionNeeds {
  readonly rows: TreeRows
  readonly update: UpdateView
  readonly scrollTo: (row: number) => void
  readonly selection: SelectionActions
  readonly onDetails: (account: AccountRow) => void
  readonly onMenu: (account: AccountRow, at: MenuPoint) => void
}

export function useTreeActions(needs: ActionNeeds): TreeActions {
  const latest = useRef(needs)
  useEffect(() => {
    latest.current = needs
  })
  return useMemo(() => actionsOn(latest), [])
}

function actionsOn(latest: RefObject<ActionNeeds>): TreeActions {
  const at = (row: number) => {
    const { layout, pages } = latest.current.rows
    const slot = layout.slotAt(row)
    return slot && { slot, account: rowAt(pages, slot) }
  }
  const goTo = (row: number) => {
    const found = at(row)
    if (!found) return
    const { slot, account } = found
    latest.current.update({ active: { parent: slot.parent, index: slot.index, id: account?.id ?? null } })
    latest.current.scrollTo(row)
  }
  const choose = (row: number) => {
    goTo(row)
    const account = at(row)?.account
    if (account) latest.current.onDetails(account)
  }
  return {
    goTo,
    toggle(row) {
      const found = at(row)
      const { rows, update } = latest.current
      if (!found?.account || found.account.childCount === 0 || rows.flat) return
      const { slot, account } = found
      update(({ open: { [account.id]: wasOpen, ...others } }) => ({
        open: wasOpen ? others : { ...others, [account.id]: pageOf(slot) },
        active: { parent: slot.parent, index: slot.index, id: account.id },
      }))
    },
    expand(row) {
      const found = at(row)
      const { rows, update } = latest.current
      if (!found?.account || found.account.childCount === 0 || rows.flat) return
      const { id } = found.account
      const place = pageOf(found.slot)
      update(({ open }) => (Object.hasOwn(open, id) ? {} : { open: { ...open, [id]: place } }))
    },
    choose,
    click(row, { ctrlKey, metaKey, shiftKey }) {
      const { selection } = latest.current
      if (shiftKey) selection.extendTo(row)
      else if (ctrlKey || metaKey) selection.toggle(row)
      else selection.begin(row)
      if (shiftKey || ctrlKey || metaKey) goTo(row)
      else choose(row)
    },
    tick(row, event) {
      event.stopPropagation()
      const { selection } = latest.current
      if (event.shiftKey) selection.extendTo(row)
      else selection.toggle(row)
      goTo(row)
    },
    openMenu(row, point) {
      goTo(row)
      const account = at(row)?.account
      if (account) latest.current.onMenu(account, point)
    },
  }
}
