import type { ContentFacts } from '#main/files/content-store'
import type { SqliteDatabase } from '#main/sqlite/database'

export type ContentIndex = ReturnType<typeof createContentIndex>

/**
 * Which content is kept here and when it was last used. Pinned is what the bank may not have or a command still speaks of;
 * it is never removed to make room.
 */
export function createContentIndex(db: SqliteDatabase) {
  // Facts that are damaged say nothing: NULL among these counts as every content, so that none is removed.
  const PINNED = `SELECT CASE WHEN json_valid(u.facts) THEN json_extract(u.facts, '$.sha256') END FROM file_upload AS u
    WHERE u.closed_at IS NULL OR EXISTS (SELECT 1 FROM outbox_file AS f JOIN outbox AS o ON o.id = f.command_id
      WHERE f.file_id = u.file_id AND o.closed_at IS NULL)`
  return {
    keep({ sha256, size }: ContentFacts, nowMs: number): void {
      db.prepare(
        `INSERT INTO file_content (sha256, size, used_at) VALUES (?, ?, ?)
         ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, used_at = max(used_at, excluded.used_at)`,
      ).run(sha256, size, nowMs)
    },
    used(sha256: string, nowMs: number): void {
      db.prepare('UPDATE file_content SET used_at = max(used_at, ?) WHERE sha256 = ?').run(nowMs, sha256)
    },
    forget(sha256: string): void {
      db.prepare('DELETE FROM file_content WHERE sha256 = ?').run(sha256)
    },
    all: (): string[] =>
      db
        .prepare('SELECT sha256 FROM file_content')
        .all()
        .map((row) => String(row.sha256)),
    /** Whether an upload on its way or an open command needs this content. */
    isPinned: (sha256: string): boolean =>
      db.prepare(`SELECT 1 AS one WHERE coalesce(? IN (${PINNED}), 1)`).get(sha256) !== undefined,
    /** Content that must go so that the rest fits into `limit` bytes: what was longest not used, never what is pinned. */
    beyond(limit: number): string[] {
      let bytes = this.usage().bytes
      const gone: string[] = []
      const rows = db
        .prepare(`SELECT sha256, size FROM file_content WHERE sha256 NOT IN (${PINNED}) ORDER BY used_at, sha256`)
        .all()
      for (const { sha256, size } of rows) {
        if (bytes <= limit) break
        gone.push(String(sha256))
        bytes -= Number(size)
      }
      return gone
    },
    /** In bytes of content; `pinned` is part of `bytes`. */
    usage(): { readonly files: number; readonly bytes: number; readonly pinned: number } {
      const row = db
        .prepare(
          `SELECT count(*) AS files, coalesce(sum(size), 0) AS bytes,
             coalesce(sum(CASE WHEN sha256 IN (${PINNED}) THEN size ELSE 0 END), 0) AS pinned FROM file_content`,
        )
        .get()
      return { files: Number(row?.files ?? 0), bytes: Number(row?.bytes ?? 0), pinned: Number(row?.pinned ?? 0) }
    },
  }
}
