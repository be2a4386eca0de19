import type { SessionService } from '#main/session/session-service'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function fileHandlers(session: SessionService): HandlersOf<'files'> {
  return {
    'files.add': (file) => onOpenSession(session, ({ sync }) => sync.addFile(file)),
    'files.read': ({ id }) => onOpenSession(session, ({ sync }) => sync.openFile(id)),
  }
}
