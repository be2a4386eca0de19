import { type RefObject, useEffect, useMemo, useRef } from 'react'
import type { AccountRow } from '#shared/contract/views'
import type { MenuPoint } from '../../../components'
import type { UpdateView } from '../view-memory'
import { pageOf, rowAt } from './pages'
import type { TreeRows } from './use-tree-rows'

/** What can be done with a row, by its place. The object stays the same, so that rows are not drawn anew for it. */
export interface TreeActions {
  goTo(row: number): void
  toggle(row: number): void
  /** Makes the row active and shows its details. */
  choose(row: number): void
  openMenu(row: number, at: MenuPoint): void
}

interface ActionNeeds {
  readonly rows: TreeRows
  readonly update: UpdateView
  readonly scrollTo: (row: number) => void
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
    choose(row) {
      goTo(row)
      const account = at(row)?.account
      if (account) latest.current.onDetails(account)
    },
    openMenu(row, point) {
      goTo(row)
      const account = at(row)?.account
      if (account) latest.current.onMenu(account, point)
    },
  }
}
