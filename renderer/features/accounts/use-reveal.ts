import { useState } from 'react'
import type { AccountsView, UpdateView } from './accounts-view'
import { findWayTo } from './reveal'

export interface Reveal {
  /** The account on its way into sight. */
  readonly wanted: string | null
  /** Leaves any search, opens what stands above the account and scrolls to it. */
  show(id: string): void
  done(): void
}

export function useReveal(view: Pick<AccountsView, 'sort'>, update: UpdateView): Reveal {
  const [wanted, setWanted] = useState<string | null>(null)
  const show = async (id: string) => {
    const way = await findWayTo(id, view.sort)
    if (!way) return
    update(({ open }) => ({ text: '', filter: {}, open: { ...open, ...way.open }, active: way.active }))
    setWanted(id)
  }
  return { wanted, show: (id) => void show(id), done: () => setWanted(null) }
}
