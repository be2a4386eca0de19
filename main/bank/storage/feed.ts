import { createHash } from 'node:crypto'
import type { SqliteDatabase } from '#main/sqlite/database'
import { DOCUMENT_TYPES, type DocumentType } from '#shared/domain/documents'
import { type VisibleType, visibleOf } from '#shared/domain/visibility'
import { permissionsOf, type Role } from '#shared/kernel/permissions'
import { integerOf, textOf, textOrNull } from './rows'

/** One row of the feed; `json` is the stored document as text, null for a tombstone. */
export interface FeedRow {
  readonly seq: number
  readonly type: string
  readonly id: string
  readonly version: number
  readonly json: string | null
}

export interface FeedPage {
  readonly rows: readonly FeedRow[]
  /** Everything up to here has been looked at, shown or not. */
  readonly throughSeq: number
  readonly hasMore: boolean
}

/** What a role receives. Source: docs/domain.md §0 Documents ("What a role may not see is not sent to it"). */
export function visibleTo(role: Role): VisibleType[] {
  const permissions = permissionsOf(role)
  return DOCUMENT_TYPES.map((type) => visibleOf(permissions, type)).filter((visible) => visible !== undefined)
}

/** The types of which a role receives any document. */
export function visibleTypes(role: Role): DocumentType[] {
  return visibleTo(role).map(({ type }) => type)
}

const quoted = (texts: readonly string[]): string => texts.map((text) => `'${text}'`).join()

/** The documents of the types that are seen whole or in part. A tombstone says nothing but an id, so it passes. */
function condition(visible: readonly VisibleType[]): string {
  const whole = visible.filter(({ only }) => only === null).map(({ type }) => type)
  const partly = visible.map(({ type, only }) =>
    only === null
      ? ''
      : ` OR (+type = '${type}' AND (doc IS NULL OR json_extract(doc, '$.${only.field}') IN (${quoted(only.values)})))`,
  )
  return `(+type IN (${quoted(whole)})${partly.join('')})`
}

/** Rows after `afterSeq` in commit order. All of `visible` comes from our own table, so it may stand in the query's text. */
export function readFeed(
  db: SqliteDatabase,
  {
    company,
    visible,
    afterSeq,
    limit,
    head,
  }: { company: number; visible: readonly VisibleType[]; afterSeq: number; limit: number; head: number },
): FeedPage {
  const rows = db
    .prepare(
      `SELECT seq, type, id, version, doc FROM document
       WHERE seq > ? AND company = ? AND ${condition(visible)} ORDER BY seq LIMIT ?`,
    )
    .all(afterSeq, company, limit + 1)
  const hasMore = rows.length > limit
  const page = rows.slice(0, limit).map((row) => ({
    seq: integerOf(row, 'seq'),
    type: textOf(row, 'type'),
    id: textOf(row, 'id'),
    version: integerOf(row, 'version'),
    json: textOrNull(row, 'doc'),
  }))
  // At the end the whole feed has been looked at, also the rows after the last visible one.
  return { rows: page, hasMore, throughSeq: hasMore ? (page.at(-1)?.seq ?? afterSeq) : Math.max(head, afterSeq) }
}

export interface TypeDigest {
  readonly count: number
  readonly hash: string
}

/** Counts and hashes of a company's documents per type; types without documents are left out. Source: docs/protocol.md Pull. */
export function digestReader(db: SqliteDatabase) {
  const known = new Map<string, { head: number; digest: TypeDigest }>()

  function digestOf(company: number, { type, only }: VisibleType, head: number): TypeDigest {
    const key = `${company}:${type}:${only?.values.join() ?? '*'}`
    const memo = known.get(key)
    if (memo?.head === head) return memo.digest
    const hash = createHash('sha256')
    let count = 0
    const some = only === null ? '' : `AND json_extract(doc, '$.${only.field}') IN (${quoted(only.values)})`
    // Ids are of one length, so the order of ids is the order of the `id:version` lines.
    for (const row of db
      .prepare(
        `SELECT id, version FROM document WHERE company = ? AND type = ? AND doc IS NOT NULL ${some} ORDER BY id`,
      )
      .iterate(company, type)) {
      hash.update(`${count === 0 ? '' : '\n'}${textOf(row, 'id')}:${integerOf(row, 'version')}`)
      count += 1
    }
    const digest = { count, hash: hash.digest('hex') }
    known.set(key, { head, digest })
    return digest
  }

  return (company: number, visible: readonly VisibleType[], head: number): Record<string, TypeDigest> =>
    Object.fromEntries(
      visible.map((each) => [each.type, digestOf(company, each, head)] as const).filter(([, { count }]) => count > 0),
    )
}
