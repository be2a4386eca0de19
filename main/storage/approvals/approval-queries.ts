import type { Store } from '#main/storage/store'
import type {
  ApprovalDetail,
  ApprovalFilter,
  ApprovalPage,
  ApprovalPerson,
  ApprovalsSummary,
  ApprovalView,
} from '#shared/contract/approval-views'
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
  /** Everyone who asked for or decided something that has ended. */
  people(): ApprovalPerson[]
}

const WAITING = ['status', 'lapsesAt', 'n', 'makerId']
const SENT = ['makerId', 'requestedAt', 'n', 'status']
const ENDED = ['endedAt', 'n', 'status', 'makerId', 'decidedBy']
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
  const ended = (index: readonly string[], where: readonly Condition[]): Walk => ({
    type: 'approval',
    index,
    by: 'endedAt',
    direction: 'DESC',
    where: [{ sql: `"status" <> 'pending'`, values: [] }, settled(table()), ...where],
  })

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

  const waitingPage = (text: readonly Condition[], window: Window): ApprovalPage => {
    const { count, places } = pages()
    const decided = decidedHere(text)
    const walk = waiting(text)
    const page = mergedPage(decided, (part) => places(walk, part), window)
    return { rows: rows(page.map(({ n }) => n)), total: count(walk) + decided.length }
  }

  const walked = (walk: Walk, window: Window): ApprovalPage => {
    const { count, places } = pages()
    const total = count(walk)
    return { total, rows: window.offset >= total ? [] : rows(places(walk, window).map(({ n }) => n)) }
  }

  return {
    page({ view, text, filter, ...window }) {
      const needle = needleOf(text)
      const found = needle === null ? [] : [contains(needle, store.tables().entity('transfer'))]
      if (view === 'waiting') return waitingPage(found, window)
      const status = equals('status', filter.status)
      if (view === 'sent') return walked(sent([...status, ...within('requestedAt', filter), ...found]), window)
      const index = needle === null ? ENDED : ENDED_WORDS
      return walked(ended(index, [...status, ...within('endedAt', filter), ...byPerson(filter), ...found]), window)
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
      const found = db
        .prepare(
          `SELECT "makerId" AS id FROM ${table()} WHERE "status" <> 'pending'
           UNION SELECT "decidedBy" FROM ${table()} WHERE "decidedBy" IS NOT NULL ORDER BY 1`,
        )
        .all()
        .map((row) => String(row.id))
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
