import { overviewTable } from '#main/reports/overview/overview-table'
import { type ReportPorts, saveReport } from '#main/reports/save-report'
import { tableBytes } from '#main/reports/table-report'
import type { LiveSession } from '#main/session/live-session'
import type { SessionService } from '#main/session/session-service'
import { createOverviewQueries, type OverviewQueries } from '#main/storage/overview/overview-queries'
import { err, ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'
import { onOpenSession } from './open-session'

type OverviewPorts = Pick<ReportPorts, 'language' | 'chooseFile' | 'write' | 'notSaved'>

function queriesOf({ store, sync }: LiveSession): OverviewQueries {
  return createOverviewQueries(store, {
    pendingOf: (ids) => sync.pendingMarks(ids),
    asOf: () => sync.status().lastSyncedAt,
  })
}

export function overviewHandlers(session: SessionService, ports: OverviewPorts): HandlersOf<'overview'> {
  return {
    'overview.get': (range) => onOpenSession(session, (live) => ok(queriesOf(live).view(range))),
    'overview.lines': (request) => onOpenSession(session, (live) => ok(queriesOf(live).lines(request))),
    'overview.accounts': (request) => onOpenSession(session, (live) => ok(queriesOf(live).accounts(request))),

    'overview.saveTable': ({ currency, range: wanted, table }) =>
      onOpenSession(session, (live) => {
        // Gathered before anyone is asked anything: what is saved is what was on the screen.
        const view = queriesOf(live).view(wanted)
        const sums = view.currencies.find((one) => one.currency === currency)
        if (sums === undefined || view.range === null) return err({ code: 'not_found' })
        const { from, to } = view.range
        const language = ports.language()
        return saveReport(ports, {
          suggestedName: `overview-${table}-${fileWord(currency)}-${from}-${to}.csv`,
          content: () => tableBytes(overviewTable(view, sums, table, language), 'csv', language),
        })
      }),

    'overview.savePicture': ({ currency, from, to, png }) =>
      onOpenSession(session, () =>
        saveReport(ports, {
          suggestedName: `overview-${fileWord(currency)}-${from}-${to}.png`,
          content: async function* () {
            yield png
          },
        }),
      ),
  }
}

/** A currency's code comes from the bank; in a file's name it is letters and digits. */
function fileWord(text: string): string {
  return text.replace(/[^A-Za-z0-9]/g, '')
}
