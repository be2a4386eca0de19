import type { SessionService } from '#main/session/session-service'
import { createSavedViews } from '#main/storage/saved-views'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function viewHandlers(session: SessionService): HandlersOf<'views'> {
  return {
    'views.load': ({ name }) =>
      onOpenSession(session, ({ store }) => ok({ view: createSavedViews(store.meta).load(name) })),
    'views.save': ({ name, view }) =>
      onOpenSession(session, ({ store }) => {
        const saved = createSavedViews(store.meta).save(name, view)
        return saved.ok ? ok({ saved: true }) : saved
      }),
  }
}
