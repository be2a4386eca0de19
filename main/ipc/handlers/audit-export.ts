import { ReportInterrupted, type ReportPorts, saveReport } from '#main/reports/save-report'
import { type ReportRow, tableBytes } from '#main/reports/table-report'
import type { LiveSession } from '#main/session/live-session'
import type { AuditExport, AuditExportPart, BegunAuditExport } from '#shared/contract/audit-views'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { BANK_ZONE, instantFromEpochMs, localDateIn } from '#shared/kernel/time'

/**
 * The trail as a file. Its words are the window's, so the window writes the rows, some hundred at a time, and each call waits
 * until the file has taken what it brought: neither side ever holds them all.
 */
export interface AuditExports {
  /** Asks the user where to. `exportId` is null where they chose no file. Errors: `report.not_saved`. */
  begin(live: LiveSession, table: AuditExport): Promise<Result<BegunAuditExport, AppProblem>>
  /** Errors: `report.not_saved`, `report.interrupted` where another export has begun meanwhile, `session.locked`. */
  take(part: AuditExportPart): Promise<Result<{ saved: boolean }, AppProblem>>
}

interface Running {
  readonly id: string
  readonly rows: RowChannel
  readonly ended: Promise<Result<{ saved: boolean }, AppProblem>>
}

export function createAuditExports(ports: ReportPorts): AuditExports {
  let running: Running | undefined
  let begun = 0

  return {
    async begin(live, { format, title, facts, columns, fileName }) {
      running?.rows.interrupt({ code: 'report.interrupted' })
      const rows = rowChannel()
      live.onClose(() => rows.interrupt({ code: 'session.locked' }))
      const id = String(++begun)
      let chosen = () => {}
      const isChosen = new Promise<true>((resolve) => {
        chosen = () => resolve(true)
      })
      const ended = saveReport(ports, {
        suggestedName: `${fileName}-${localDateIn(BANK_ZONE, instantFromEpochMs(ports.nowMs()))}.${format}`,
        content() {
          chosen()
          return tableBytes({ title, facts, columns, rows: rows.read() }, format, ports.language())
        },
      })
      running = { id, rows, ended }
      const first = await Promise.race([isChosen, ended])
      if (first === true) return ok({ exportId: id })
      return first.ok ? ok({ exportId: null }) : first
    },

    async take({ exportId, rows, next }) {
      if (running?.id !== exportId) return err({ code: 'report.interrupted' })
      const { ended, rows: channel } = running
      if (next === 'cancel') {
        channel.interrupt({ code: 'report.interrupted' })
        return ended
      }
      // A file that cannot be written ends before its rows do.
      const taken = await Promise.race([channel.give(rows), ended])
      if (taken !== undefined) return taken
      if (next === 'more') return ok({ saved: false })
      channel.end()
      return ended
    },
  }
}

/** Rows on their way from one who gives them into a file that reads them. */
interface RowChannel {
  /** Resolves when they have been read. */
  give(rows: readonly ReportRow[]): Promise<undefined>
  end(): void
  /** The reader ends with this problem. */
  interrupt(problem: AppProblem): void
  read(): AsyncIterable<ReportRow>
}

function rowChannel(): RowChannel {
  let waiting: readonly ReportRow[] | undefined
  let over: 'ended' | AppProblem | undefined
  let wake = () => {}
  let taken = () => {}
  const tell = (): void => wake()
  return {
    give(rows) {
      waiting = rows
      tell()
      return new Promise((resolve) => {
        taken = () => resolve(undefined)
      })
    },
    end() {
      over ??= 'ended'
      tell()
    },
    interrupt(problem) {
      over ??= problem
      tell()
    },
    async *read() {
      for (;;) {
        if (over !== undefined && over !== 'ended') throw new ReportInterrupted(over)
        if (waiting !== undefined) {
          yield* waiting
          waiting = undefined
          taken()
        } else if (over === 'ended') return
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    },
  }
}
