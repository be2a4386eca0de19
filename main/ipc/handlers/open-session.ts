import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import type { AppProblem } from '#shared/contract/views'
import { err, type Result } from '#shared/kernel/result'

/** Runs `work` on the unlocked profile. Error: `session.locked`. */
export function onOpenSession<T>(
  session: SessionService,
  work: (live: LiveSession) => Result<T, AppProblem> | Promise<Result<T, AppProblem>>,
): Result<T, AppProblem> | Promise<Result<T, AppProblem>> {
  const live = session.open()
  return live === null ? err({ code: 'session.locked' }) : work(live)
}
