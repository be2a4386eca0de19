import type { SqliteDatabase } from '#main/sqlite/database'
import { createMetaStore, META } from './meta'

/**
 * FTS5 writes what one transaction added as a segment of its own and merges segments within later commits, at times many
 * at once. While a copy is filled that would cost more than the rest of it, so segments are left to pile up (searches are
 * complete all the same, only slower) and are merged once the copy is live, a little at a time.
 */

/** Pages of the index merged in one step: a few milliseconds. */
const MERGED_PAGES = 16
/** More segments than a copy of a million accounts makes; FTS5 knows at most 2,000. */
const NO_CRISIS = 1_999
/** What FTS5 does unless told. */
const AUTOMERGE = 4
const CRISIS = 16

function tell(db: SqliteDatabase, search: string, what: 'automerge' | 'crisismerge' | 'merge', value: number): void {
  db.exec(`INSERT INTO ${search} (${search}, rank) VALUES ('${what}', ${value})`)
}

/** From now on segments pile up. */
export function pileUpSegments(db: SqliteDatabase, search: string): void {
  tell(db, search, 'automerge', 0)
  tell(db, search, 'crisismerge', NO_CRISIS)
}

/** Merges the segments of the live copy's search indexes. What is left to do outlives the process. */
export function searchTidying(db: SqliteDatabase, searches: () => readonly string[]) {
  const meta = createMetaStore(db)
  const totalChanges = (): number => Number(db.prepare('SELECT total_changes() AS changes').get()?.changes)
  const mergeSome = (search: string): boolean => {
    const before = totalChanges()
    tell(db, search, 'merge', MERGED_PAGES)
    // Source: SQLite's FTS5 manual, "The merge command": fewer than two changed rows mean that nothing was left.
    return totalChanges() - before >= 2
  }
  return {
    begin: (): void => meta.set(META.unmergedSearch, '1'),
    isDue: (): boolean => meta.get(META.unmergedSearch) !== undefined,
    /** Whether more is left. In the caller's transaction. */
    step(): boolean {
      if (searches().some(mergeSome)) return true
      for (const search of searches()) {
        tell(db, search, 'automerge', AUTOMERGE)
        tell(db, search, 'crisismerge', CRISIS)
      }
      meta.delete(META.unmergedSearch)
      return false
    },
  }
}
