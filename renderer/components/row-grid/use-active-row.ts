import { useEffect, useRef, useState } from 'react'
import type { Rows } from './use-rows'

/** A change moves a row by a few places; further away it is not followed. */
const FOLLOWED = 100

/** The row that the keys act on: the one in the drawer where the list has it, and after a change the same one again. */
export function useActiveRow<Row extends { readonly id: string }>(
  rows: Rows<Row>,
  selectedId: string | null,
): readonly [number, (index: number) => void] {
  const [active, setActive] = useState({ index: 0, key: rows.key })
  /** The row that is active, and the one that was last taken over from the drawer. */
  const followed = useRef<{ active: string | null; selected: string | null }>({ active: null, selected: null })
  if (active.key !== rows.key) setActive({ index: 0, key: rows.key })
  const index = Math.max(0, Math.min(active.index, rows.total - 1))
  const id = rows.at(index)?.id ?? null
  useEffect(() => {
    if (rows.loading) return
    const last = followed.current
    // Only another drawer moves the active row: while the address follows the keys, it is behind them.
    const wanted = selectedId !== null && selectedId !== last.selected ? selectedId : last.active
    const moved = wanted === null || wanted === id ? undefined : nearby(rows, index, wanted)
    followed.current = { active: moved === undefined ? id : wanted, selected: selectedId }
    if (moved !== undefined) setActive({ index: moved, key: rows.key })
  }, [rows, index, id, selectedId])
  const choose = (next: number) => {
    followed.current = { ...followed.current, active: rows.at(next)?.id ?? null }
    setActive({ index: next, key: rows.key })
  }
  return [index, choose]
}

function nearby<Row extends { readonly id: string }>(rows: Rows<Row>, from: number, id: string): number | undefined {
  for (let away = 0; away <= FOLLOWED; away += 1) {
    if (rows.at(from - away)?.id === id) return from - away
    if (rows.at(from + away)?.id === id) return from + away
  }
  return undefined
}
