import { readCursor } from '#main/bank/http/cursor'
import { visibleTypes } from '#main/bank/storage/feed'
import type { SqliteDatabase } from '#main/sqlite/database'
import type { Role } from '#shared/kernel/permissions'

/** One version of a document as the bank committed it. `doc` null: deleted. */
export interface Version {
  readonly seq: number
  readonly type: string
  readonly id: string
  readonly version: number
  readonly doc: string | null
}

/** Everything the bank's feed has ever said, where the bank itself keeps only the latest. */
export interface Truth {
  /** Reads what was committed since; answers it. */
  observe(db: SqliteDatabase): readonly Version[]
  head(): number
  documents(): ReadonlyMap<string, readonly Version[]>
}

export const keyOf = (type: string, id: string): string => `${type}:${id}`

export function createTruth(): Truth {
  const documents = new Map<string, Version[]>()
  let head = 0
  return {
    observe(db) {
      const rows = db
        .prepare('SELECT seq, type, id, version, doc FROM document WHERE seq > ? ORDER BY seq')
        .all(head)
        .map((row): Version => {
          const doc = row.doc === null ? null : String(row.doc)
          return { seq: Number(row.seq), type: String(row.type), id: String(row.id), version: Number(row.version), doc }
        })
      for (const row of rows) {
        const key = keyOf(row.type, row.id)
        const known = documents.get(key)
        if (known) known.push(row)
        else documents.set(key, [row])
      }
      head = rows.at(-1)?.seq ?? head
      return rows
    },
    head: () => head,
    documents: () => documents,
  }
}

/** The version that held at a point of the feed, undefined where the document did not exist yet. */
export function versionAt(versions: readonly Version[], seq: number): Version | undefined {
  for (let index = versions.length - 1; index >= 0; index -= 1) {
    const version = versions[index]
    if (version && version.seq <= seq) return version
  }
  return undefined
}

/** How far a cursor has read the feed. */
export function reachOf(cursor: string): number {
  const read = readCursor(cursor)
  if (!read) throw new Error('a cursor that the bank never gave')
  return read.seq
}

export function typesOf(role: Role): ReadonlySet<string> {
  return new Set<string>(visibleTypes(role))
}
