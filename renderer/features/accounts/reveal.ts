import type { AccountSort } from '#shared/contract/views'
import { ask } from '../../data/bridge'
import type { ActiveRow } from './accounts-view'
import type { ParentKey } from './tree/layout'
import { type OpenPlaces, pageOf } from './tree/pages'

/** Rows asked for at once while looking for a child; the contract's most. */
const LOOK_AHEAD = 500

/** How to bring an account into sight: what must be open above it, and its place. */
export interface WayTo {
  readonly open: OpenPlaces
  readonly active: ActiveRow
}

/** The way to an account in the tree as it is sorted now; null where it is not in the local copy. */
export async function findWayTo(id: string, sort: AccountSort): Promise<WayTo | null> {
  const account = await ask('accounts.get', { id })
  if (!account.ok) return null
  const path = [...account.value.ancestors.map((ancestor) => ancestor.id), id]
  const open: Record<string, ReturnType<typeof pageOf>> = {}
  let parent: ParentKey = null
  for (const step of path) {
    const index = await indexAmong(parent, step, sort)
    if (index === null) return null
    if (step === id) return { open, active: { parent, index, id } }
    open[step] = pageOf({ parent, index })
    parent = step
  }
  return null
}

async function indexAmong(parentId: ParentKey, id: string, sort: AccountSort): Promise<number | null> {
  for (let offset = 0; ; offset += LOOK_AHEAD) {
    const page = await ask('accounts.children', { parentId, sort, offset, limit: LOOK_AHEAD })
    if (!page.ok) return null
    const at = page.value.rows.findIndex((row) => row.id === id)
    if (at >= 0) return offset + at
    if (page.value.rows.length < LOOK_AHEAD) return null
  }
}
