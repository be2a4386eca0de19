import type { SessionService } from '#main/session/session-service'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function syncHandlers(session: SessionService): HandlersOf<'sync'> {
  return {
    'sync.status': () => onOpenSession(session, ({ sync }) => ok(sync.status())),
    'sync.outbox': () => onOpenSession(session, ({ sync }) => ok(sync.outbox())),
    'sync.uploads': () => onOpenSession(session, ({ sync }) => ok(sync.uploads())),
    'sync.refusals': () => onOpenSession(session, ({ sync }) => ok(sync.refusals())),
    'sync.history': () => onOpenSession(session, ({ sync }) => ok(sync.history())),
    'sync.sendNow': () =>
      onOpenSession(session, ({ sync }) => {
        sync.sendNow()
        return ok(sync.status())
      }),
    'sync.cancel': ({ commandId }) => onOpenSession(session, ({ sync }) => sync.cancel(commandId)),
    'sync.dismiss': ({ commandId }) => onOpenSession(session, ({ sync }) => sync.dismiss(commandId)),
  }
}
