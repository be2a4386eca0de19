import type { SessionService } from '#main/session/session-service'
import { newId } from '#shared/kernel/ids'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export interface IdPorts {
  nowMs(): number
  randomBytes(n: number): Uint8Array
}

export function commandHandlers(session: SessionService, ids: IdPorts): HandlersOf<'commands'> {
  return {
    'commands.submit': (submission) => onOpenSession(session, ({ sync }) => sync.submit(submission)),
    'commands.submitMany': ({ commands }) =>
      onOpenSession(session, async ({ sync }) => ok(await sync.submitMany(commands))),
    'commands.preview': (command) => onOpenSession(session, ({ sync }) => sync.preview(command)),
    'commands.newId': () => ok({ id: newId({ nowMs: ids.nowMs(), randomBytes: ids.randomBytes }) }),
  }
}
