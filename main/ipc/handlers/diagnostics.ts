import type { SessionService } from '#main/session/session-service'
import { diagnosticsOf, type LogLine, type RuntimeFacts } from '#main/sync/diagnostics'
import { err, ok } from '#shared/kernel/result'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

export interface DiagnosticsPorts {
  readonly runtime: RuntimeFacts
  nowMs(): number
  /** Latest last. */
  recentLog(): readonly LogLine[]
  /** Asks the user where to; null where they would rather not. */
  chooseFile(suggestedName: string): Promise<string | null>
  /** Writes the file whole or not at all. Throws file system errors. */
  write(path: string, text: string): Promise<void>
  /** For the log: why the file could not be written. */
  notSaved(error: unknown): void
}

export function diagnosticsHandlers(session: SessionService, ports: DiagnosticsPorts): HandlersOf<'diagnostics'> {
  return {
    'diagnostics.export': async () => {
      const madeAt = instantFromEpochMs(ports.nowMs())
      // Gathered before anyone is asked anything: the app may lock behind an open dialog.
      const gathered = await onOpenSession(session, ({ sync, store }) =>
        ok(
          diagnosticsOf({
            madeAt,
            runtime: ports.runtime,
            status: sync.status(),
            queue: sync.outbox(),
            uploads: sync.uploads(),
            history: sync.history(),
            documents: store.documents.counts(),
            log: ports.recentLog(),
          }),
        ),
      )
      if (!gathered.ok) return gathered
      const path = await ports.chooseFile(`bendahara-diagnostics-${madeAt.slice(0, 10)}.json`)
      if (path === null) return ok({ saved: false })
      try {
        await ports.write(path, `${JSON.stringify(gathered.value, null, 2)}\n`)
        return ok({ saved: true })
      } catch (error) {
        ports.notSaved(error)
        return err({ code: 'diagnostics.not_saved' })
      }
    },
  }
}
