import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import {
  createReconciliationQueries,
  type ReconciliationQueries,
} from '#main/storage/reconciliation/reconciliation-queries'
import { err, ok } from '#shared/kernel/result'
import { BANK_ZONE, localDateIn } from '#shared/kernel/time'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function reconciliationHandlers(session: SessionService): HandlersOf<'reconciliation'> {
  return {
    'reconciliation.summary': () => onOpenSession(session, (live) => ok(receipts(live).summary())),
    'reconciliation.list': (request) => onOpenSession(session, (live) => ok(receipts(live).list(request))),
    'reconciliation.get': ({ id }) =>
      onOpenSession(session, (live) => {
        const receipt = receipts(live).get(id)
        if (receipt === undefined) return err({ code: 'not_found' })
        return ok({ ...receipt, commands: live.sync.commandsAbout('reconciliationItem', id) })
      }),
    'reconciliation.credits': (request) =>
      onOpenSession(session, (live) => {
        const credits = receipts(live).credits(request)
        return credits === undefined ? err({ code: 'not_found' }) : ok(credits)
      }),
    'reconciliation.judge': ({ rows }) => onOpenSession(session, (live) => ok(receipts(live).judge(rows))),
  }
}

function receipts({ store, sync }: LiveSession): ReconciliationQueries {
  return createReconciliationQueries(store, {
    pendingOf: (ids) => sync.pendingMarks(ids),
    asOf: () => sync.status().lastSyncedAt,
    today: () => localDateIn(BANK_ZONE, sync.bankTime()),
  })
}
