import type { SyncStatus } from '#shared/contract/views'

/** How the bank is reached as people see it: a connection that was never there is not lost, it is being made. */
export type Reach = SyncStatus['connection'] | 'connecting'

export function reachOf({ connection, offlineSince }: Pick<SyncStatus, 'connection' | 'offlineSince'>): Reach {
  return connection === 'offline' && offlineSince === null ? 'connecting' : connection
}
