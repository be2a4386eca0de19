import type { SessionService } from '#main/session/session-service'
import { readStatement } from '#main/session/statement'
import { err, ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function accountHandlers(session: SessionService): HandlersOf<'accounts'> {
  return {
    'accounts.summary': () => onOpenSession(session, ({ accounts }) => ok(accounts.summary())),
    'accounts.children': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.children(request))),
    'accounts.search': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.search(request))),
    'accounts.get': ({ id }) =>
      onOpenSession(session, ({ accounts, sync }) => {
        const detail = accounts.get(id)
        if (detail === undefined) return err({ code: 'not_found' })
        const type = detail.kind === 'sub' ? 'subAccount' : 'currentAccount'
        return ok({ ...detail, commands: sync.commandsAbout(type, id) })
      }),
    'accounts.statement': (request) => onOpenSession(session, (live) => readStatement(live, request)),
    'accounts.history': ({ accountId }) => onOpenSession(session, ({ accounts }) => ok(accounts.history(accountId))),
  }
}
