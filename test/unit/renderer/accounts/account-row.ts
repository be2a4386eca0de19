import type { AccountRow } from '#shared/contract/views'

/** An account row for tests; only what a test is about needs to be said. */
export function accountRow(part: Partial<AccountRow> & Pick<AccountRow, 'id'>): AccountRow {
  return {
    kind: 'sub',
    parentId: null,
    currentAccountId: 'c',
    number: null,
    name: part.id,
    currency: 'IDR',
    scheme: 'operational',
    status: 'open',
    block: 'none',
    balance: '0.00',
    held: '0.00',
    available: '0.00',
    rollup: '0.00',
    childCount: 0,
    descendantCount: 0,
    externalRef: null,
    limitUse: null,
    pending: null,
    ...part,
  }
}
