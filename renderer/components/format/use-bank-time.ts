import { BANK_ZONE, instantFromEpochMs, type LocalDate, localDateIn } from '#shared/kernel/time'
import { useSyncStatusQuery } from '../../data/api'
import { useNow } from './use-now'

/** The bank's time as far as this computer can tell, in milliseconds, renewed every `everyMs`; only the bank's own decides. */
export function useBankTime(everyMs: number): number {
  // The rest of the status changes with every page that is pulled, which is no reason to draw a list anew.
  const { offsetMs } = useSyncStatusQuery(undefined, {
    selectFromResult: ({ data }) => ({ offsetMs: data?.clockOffsetMs ?? 0 }),
  })
  return useNow(everyMs) + offsetMs
}

/** Today where the bank is. */
export function useBankDate(everyMs: number): LocalDate {
  return localDateIn(BANK_ZONE, instantFromEpochMs(useBankTime(everyMs)))
}
