import { useState } from 'react'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { isTickable } from './use-receipt-columns'

/** Suggestions that are ticked, each with the credit that was seen when it was. */
export interface Ticks {
  readonly ids: ReadonlySet<string>
  readonly chosen: ReadonlyMap<string, string>
  toggle(row: ReceiptRow): void
  add(rows: readonly ReceiptRow[]): void
  clear(): void
}

const NOTHING: ReadonlyMap<string, string> = new Map()

/** Ticks of one list: another search or filter begins with none, as what is not in sight shall not be confirmed. */
export function useTicks(listKey: string): Ticks {
  const [kept, setKept] = useState({ listKey, chosen: NOTHING })
  const chosen = kept.listKey === listKey ? kept.chosen : NOTHING
  const set = (change: (next: Map<string, string>) => void) => {
    const next = new Map(chosen)
    change(next)
    setKept({ listKey, chosen: next })
  }
  const put = (next: Map<string, string>, { id, transactionId }: ReceiptRow) => {
    if (transactionId !== null) next.set(id, transactionId)
  }
  return {
    ids: new Set(chosen.keys()),
    chosen,
    toggle(row) {
      set((next) => {
        if (!next.delete(row.id) && isTickable(row)) put(next, row)
      })
    },
    add(rows) {
      set((next) => {
        for (const row of rows.filter(isTickable)) put(next, row)
      })
    },
    clear: () => setKept({ listKey, chosen: NOTHING }),
  }
}
