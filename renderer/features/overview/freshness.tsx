import { FreshnessLine } from '../../components'
import { useSyncStatusQuery } from '../../data/api'

/** As of when the figures are, and how many commands in them the bank has not yet. */
export function Freshness() {
  const { data: status } = useSyncStatusQuery()
  return <FreshnessLine asOf={status?.lastSyncedAt ?? null} pending={status?.waiting ?? 0} />
}
