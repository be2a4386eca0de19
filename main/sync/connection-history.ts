import type { SqliteDatabase } from '#main/sqlite/database'
import { ConnectionEvent } from '#shared/contract/views'
import type { JsonObject } from '#shared/kernel/json'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { Clock } from './ports'

/** So many events are kept; older ones go. */
const KEPT = 500

export interface ConnectionHistory {
  add(kind: ConnectionEvent['kind'], detail?: JsonObject): void
  /** Latest first. */
  latest(): ConnectionEvent[]
}

/** What happened between this computer and the bank, for the Sync screen and for diagnosis. It holds no account data. */
export function createConnectionHistory(db: SqliteDatabase, clock: Clock): ConnectionHistory {
  return {
    add(kind, detail = {}) {
      const at = instantFromEpochMs(clock.nowMs())
      db.prepare('INSERT INTO connection_event (at, kind, detail) VALUES (?, ?, ?)').run(
        at,
        kind,
        JSON.stringify(detail),
      )
      db.prepare('DELETE FROM connection_event WHERE position <= (SELECT max(position) FROM connection_event) - ?').run(
        KEPT,
      )
    },
    latest: () =>
      db
        .prepare('SELECT at, kind, detail FROM connection_event ORDER BY position DESC')
        .all()
        .flatMap(({ at, kind, detail }) => {
          const event = ConnectionEvent.safeParse({ at, kind, detail: JSON.parse(String(detail)) })
          return event.success ? [event.data] : []
        }),
  }
}
