import type { Store } from '#main/storage/store'
import type {
  ApprovalDetail,
  ApprovalFilter,
  ApprovalPage,
  ApprovalPerson,
  ApprovalsSummary,
  ApprovalView,
} from '#shared/contract/approval-views'
import { APPROVAL_STATUSES } from '#shared/domain/documents'
import { parseStoredAs } from '../read-change'
import { type ApprovalQueryPorts, approvalRows, personOf, storedApprovals, userNames } from './approval-rows'
import { equals, needleOf, within } from './conditions'
import { type Condition, createWalkedPages, mergedPage, type Place, type Walk, type Window } from './walked-pages'

export interface ApprovalRequest extends Window {
  /** `waiting`: undecided requests of others, and what this user has decided and the bank has not settled; soonest lapse
   * first. `sent`: own requests, latest first. `ended`: decided or lapsed at the bank, latest first. */
  readonly view: ApprovalView
  readonly text: string
  readonly filter: ApprovalFilter
}

/** What the Approvals screen asks of the local copy. Throws libsql's errors; see `storageProblem`. */
export interface ApprovalQueries {
  page(request: ApprovalRequest): ApprovalPage
  /** Without what the rules say now, which the queue's rules know. Undefined where there is no such approval. */
  get(id: string): Omit<ApprovalDetail, 'outlook'> | undefined
  summary(): ApprovalsSummary
  /** Everyone who asked for or decided something. */
  people(): ApprovalPerson[]
}

const WAITING = ['status', 'lapsesAt', 'n', 'makerId']
const SENT = ['makerId', 'requestedAt', 'n', 'status']
const ENDED = ['endedAt', 'n', 'status', 'makerId', 'decidedBy']
const ENDED_STATUSES = APPROVAL_STATUSES.filter((status) => status !== 'pending')
const ENDED_WORDS = [...ENDED, 'subjectId', 'words']

export function createApprovalQueries(store: Store, ports: ApprovalQueryPorts): ApprovalQueries {
  const { db } = store
  const pages = () => createWalkedPages(db, store.tables())
  const table = () => store.tables().entity('approval')
  const me = () => ports.self().id

  const rows = (numbers: readonly number[]) =>
    approvalRows(db, store.tables(), storedApprovals(db, store.tables(), numbers), ports)

  const waiting = (where: readonly Condition[] = []): Walk => ({
    type: 'approval',
    index: WAITING,
    by: 'lapsesAt',
    direction: 'ASC',
    where: [...equals('status', 'pending'), { sql: '"makerId" <> ?', values: [me()] }, ...where],
  })
  const sent = (where: readonly Condition[] = []): Walk => ({
    type: 'approval',
    index: SENT,
    by: 'requestedAt',
    direction: 'DESC',
    where: [...equals('makerId', me()), ...where],
  })
  const ended = ({ status, ...filter }: ApprovalFilter, found: readonly Condition[]): Walk => {
    const narrowed = [...within('endedAt', filter), ...byPerson(filter), ...found]
    const of = status === undefined || status === 'pending' ? ENDED_STATUSES : [status]
    return {
      type: 'approval',
      index: found.length === 0 ? ENDED : ENDED_WORDS,
      by: 'endedAt',
      direction: 'DESC',
      where: [{ sql: `"status" IN (${of.map(() => '?').join()})`, values: of }, settled(table()), ...narrowed],
      ...(narrowed.length === 0 ? { countBy: WAITING } : {}),
      isSearch: found.length > 0,
    }
  }

  /** What this user has decided and the bank has not settled. */
  const decidedHere = (where: readonly Condition[]): Place[] => {
    const conditions = where.map(({ sql }) => ` AND (${sql})`).join('')
    return db
      .prepare(
        `SELECT n, "lapsesAt" AS at FROM ${table()} INDEXED BY ${table()}_pending
         WHERE base IS NOT NULL AND "status" <> 'pending' AND "makerId" <> ?${conditions} ORDER BY "lapsesAt", n`,
      )
      .all(me(), ...where.flatMap(({ values }) => values))
      .map((row) => ({ n: Number(row.n), at: String(row.at) }))
  }

  /** The values of an index's first column, each found by a step in it: there are few among many rows. */
  const distinct = (column: 'makerId' | 'decidedBy'): string[] =>
    db
      .prepare(
        `WITH RECURSIVE found (id) AS (
           SELECT min("${column}") FROM ${table()}
           UNION ALL SELECT (SELECT min("${column}") FROM ${table()} WHERE "${column}" > found.id) FROM found
           WHERE found.id IS NOT NULL)
         SELECT id FROM found WHERE id IS NOT NULL`,
      )
      .all()
      .map((row) => String(row.id))

  const waitingPage = (text: readonly Condition[], window: Window): ApprovalPage => {
    const { count, places } = pages()
    const decided = decidedHere(text)
    const walk = waiting(text)
    const page = mergedPage(decided, (part) => places(walk, part), window)
    return { rows: rows(page.map(({ n }) => n)), total: count(walk) + decided.length }
  }

  const walked = (walk: Walk, window: Window): ApprovalPage => {
    const { numbers, total } = pages().page(walk, window)
    return { rows: rows(numbers), total }
  }

  return {
    page({ view, text, filter, ...window }) {
      const needle = needleOf(text)
      const found = needle === null ? [] : [contains(needle, store.tables().entity('transfer'))]
      if (view === 'waiting') return waitingPage(found, window)
      if (view === 'ended') return walked(ended(filter, found), window)
      return walked(sent([...equals('status', filter.status), ...within('requestedAt', filter), ...found]), window)
    },

    get(id) {
      const row = db.prepare(`SELECT n FROM ${table()} WHERE id = ?`).get(id)
      if (!row) return undefined
      const stored = storedApprovals(db, store.tables(), [Number(row.n)])
      const [shown] = approvalRows(db, store.tables(), stored, ports)
      return shown && { ...shown, summary: stored[0]?.doc.summary ?? {} }
    },

    summary() {
      const { count } = pages()
      const [company] = db.prepare(`SELECT doc FROM ${store.tables().entity('company')} LIMIT 1`).all()
      return {
        waiting: count(waiting()),
        sent: count(sent(equals('status', 'pending'))),
        transferThreshold: company ? parseStoredAs('company', company.doc).transferApprovalThreshold : null,
      }
    },

    people() {
      const found = [...new Set([...distinct('makerId'), ...distinct('decidedBy')])].sort()
      const names = userNames(db, store.tables(), found)
      return found.map((id) => personOf(id, ports.self(), names))
    },
  }
}

/** What the bank has said; what this user has decided meanwhile stands among what waits. */
function settled(table: string): Condition {
  return { sql: `n NOT IN (SELECT n FROM ${table} WHERE base IS NOT NULL)`, values: [] }
}

function byPerson({ personId }: ApprovalFilter): Condition[] {
  return personId === undefined ? [] : [{ sql: '"makerId" = ? OR "decidedBy" = ?', values: [personId, personId] }]
}

/** In what was asked for, or at the beginning of what the bank calls it. */
function contains(needle: string, transfers: string): Condition {
  const number = needle.toUpperCase()
  return {
    sql: `instr("words", ?) > 0
      OR "subjectId" IN (SELECT id FROM ${transfers} WHERE "number" >= ? AND "number" < ?)`,
    values: [needle, number, `${number}\u{10ffff}`],
  }
}
