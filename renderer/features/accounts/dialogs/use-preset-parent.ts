import { skipToken } from '@reduxjs/toolkit/query'
import type { AccountRow } from '#shared/contract/views'
import { useAccountChildrenQuery, useAccountQuery } from '../../../data/api'

/** The account a new one stands under unless another is chosen: the given one while it is open, else the first current account. */
export function usePresetParent(under: string | null): AccountRow | null {
  const { currentData: given } = useAccountQuery(under === null ? skipToken : { id: under })
  const sort = { key: 'name', direction: 'asc' } as const
  const { data: top } = useAccountChildrenQuery({ parentId: null, sort, offset: 0, limit: 20 })
  if (given && given.status !== 'closed') return given
  return top?.rows.find((row) => row.status !== 'closed') ?? null
}
