import type { SessionService } from '#main/session/session-service'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'

export function sessionHandlers(session: SessionService): HandlersOf<'session'> {
  return {
    'session.get': () => ok(session.state()),
    'session.signIn': (user) => session.signIn(user),
    'session.unlock': ({ password }) => session.unlock(password),
    'session.lock': () => session.lock(),
    'session.signOut': () => session.signOut(),
    'session.switchUser': () => session.switchUser(),
    'session.changePassword': ({ current, next }) => session.changePassword(current, next),
    'session.setCopyAside': () => session.setCopyAside(),
    'session.chooseBackend': ({ id }) => session.chooseBackend(id),
    'session.addBackend': ({ url }) => session.addBackend(url),
  }
}
