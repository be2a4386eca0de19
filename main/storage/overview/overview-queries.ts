import type { Store } from '#main/storage/store'
import type {
  OverviewAccountPage,
  OverviewAccountsRequest,
  OverviewLinePage,
  OverviewLinesRequest,
  OverviewRange,
  OverviewView,
} from '#shared/contract/overview-views'
import type { PendingOf } from '../accounts/account-rows'
import { overviewAccounts, overviewLines } from './overview-rows'
import { overviewView } from './overview-view'

export interface OverviewQueryPorts {
  /** What is not yet confirmed about these documents; the queue belongs to synchronisation. */
  readonly pendingOf: PendingOf
  /** The bank's time of the last completed pull, ISO 8601 UTC. */
  readonly asOf: () => string | null
}

/** What the Overview screen asks of the local copy. Throws libsql's errors; see `storageProblem`. */
export interface OverviewQueries {
  view(range: OverviewRange): OverviewView
  lines(request: OverviewLinesRequest): OverviewLinePage
  accounts(request: OverviewAccountsRequest): OverviewAccountPage
}

export function createOverviewQueries(store: Store, { pendingOf, asOf }: OverviewQueryPorts): OverviewQueries {
  return {
    view: (range) => overviewView(store.db, store.tables(), pendingOf, asOf(), range),
    lines: (request) => overviewLines(store.db, store.tables(), request),
    accounts: (request) => overviewAccounts(store.db, store.tables(), pendingOf, request),
  }
}
