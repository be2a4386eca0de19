import type { SqliteDatabase } from '#main/sqlite/database'
import type { MetaStore } from './store'

/** Meta keys that storage itself writes. */
export const META = {
  /** Which copy is live: `a` or `b`. */
  liveCopy: 'storage.live_copy',
  /** Set while the copy that is not live is the one that was live before: nothing staged, only space to free. */
  retiredCopy: 'storage.retired_copy',
  /** Set while the live copy's search index is still in the pieces that it was filled in. */
  unmergedSearch: 'storage.unmerged_search',
  /** SHA-256 of the registry that the tables were made from. */
  registryHash: 'storage.registry_hash',
  /** `1` after the tables were rebuilt: what an older build could not read may be missing, so fetch everything again. */
  resyncNeeded: 'resync_needed',
} as const

export function createMetaStore(db: SqliteDatabase): MetaStore {
  return {
    get(key) {
      const value = db.prepare('SELECT value FROM meta WHERE key = ?').get(key)?.value
      return typeof value === 'string' ? value : undefined
    },
    set(key, value) {
      db.prepare(
        'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      ).run(key, value)
    },
    delete(key) {
      db.prepare('DELETE FROM meta WHERE key = ?').run(key)
    },
  }
}
