import type { SessionService } from '#main/session/session-service'
import { readStatement } from '#main/session/statement'
import { documentSchemas } from '#shared/domain/documents'
import { err, ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function accountHandlers(session: SessionService): HandlersOf<'accounts'> {
  return {
    'accounts.summary': () => onOpenSession(session, ({ accounts }) => ok(accounts.summary())),
    'accounts.children': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.children(request))),
    'accounts.search': (request) => onOpenSession(session, ({ accounts }) => ok(accounts.search(request))),
    'accounts.get': ({ id }) =>
      onOpenSession(session, ({ accounts, store, sync }) => {
        const detail = accounts.get(id)
        if (detail === undefined) return err({ code: 'not_found' })
        const type = detail.kind === 'sub' ? 'subAccount' : 'currentAccount'
        const commands = sync.commandsAbout(type, id)
        const bankVersion = detail.pending === null ? undefined : store.documents.bankVersion('subAccount', id)
        const confirmed = documentSchemas.subAccount.safeParse(bankVersion)
        return ok({ ...detail, commands, confirmed: confirmed.success ? confirmed.data : null })
      }),
    'accounts.statement': (request) => onOpenSession(session, (live) => readStatement(live, request)),
    'accounts.history': ({ accountId }) => onOpenSession(session, ({ accounts }) => ok(accounts.history(accountId))),
  }
}
