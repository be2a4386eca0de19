import type { SessionService } from '#main/session/session-service'
import { createOpeningQueries } from '#main/storage/openings/opening-queries'
import type { AppProblem } from '#shared/contract/views'
import type { DomainError, Result } from '#shared/kernel/result'
import { err, ok } from '#shared/kernel/result'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export function openingHandlers(session: SessionService, nowMs: () => number): HandlersOf<'openings'> {
  return {
    'openings.previewNumbers': (request) =>
      onOpenSession(session, ({ store }) => toldBy(createOpeningQueries(store).previewNumbers(request))),
    'openings.checkRows': ({ items }) =>
      onOpenSession(session, ({ store }) =>
        ok(createOpeningQueries(store).checkRows(items, localDateIn(BANK_ZONE, instantFromEpochMs(nowMs())))),
      ),
    'openings.findParents': ({ texts }) =>
      onOpenSession(session, ({ store }) => ok(createOpeningQueries(store).findParents(texts))),
  }
}

function toldBy<T>(answer: Result<T, DomainError>): Result<T, AppProblem> {
  if (answer.ok) return answer
  const { code, params } = answer.error
  return err({ code, ...(params === undefined ? {} : { params: { ...params } }) })
}
