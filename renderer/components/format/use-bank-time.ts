import { useSyncStatusQuery } from '../../data/api'
import { useNow } from './use-now'

/** The bank's time as far as this computer can tell, in milliseconds, renewed every `everyMs`; only the bank's own decides. */
export function useBankTime(everyMs: number): number {
  const { data: status } = useSyncStatusQuery()
  return useNow(everyMs) + (status?.clockOffsetMs ?? 0)
}
