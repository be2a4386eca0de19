import type { SqliteDatabase } from '#main/sqlite/database'
import { reviewAfterRemoval } from '#shared/domain/reconciliation/review'
import { addDays, addMs, BANK_ZONE, epochMs, type Instant, localDateIn, startOfDay } from '#shared/kernel/time'
import { textOf } from '../storage/rows'
import type { Processor } from './processor'
import type { SystemCommand } from './system-command'
import type { TimerHandler } from './timers'

/** How long tombstones stay in the tables. Source: docs/protocol.md Pull. */
const TOMBSTONE_DAYS = 400
/** Calendar days of statement lines in the feed, today included. Source: docs/protocol.md Documents in the feed. */
const FEED_STATEMENT_DAYS = 90
export const HOUSEKEEPING = 'housekeeping'

const DAY_MS = 24 * 60 * 60 * 1000

/** From when on statement lines are in the feed: whole days, so that nothing older than 90 days is ever in it. */
export function feedStatementsFrom(now: Instant): Instant {
  return startOfDay(addDays(localDateIn(BANK_ZONE, now), 1 - FEED_STATEMENT_DAYS), BANK_ZONE)
}

/** The next 00:00 in the bank's zone, strictly after `now`. */
export function nextMidnight(now: Instant): Instant {
  return startOfDay(addDays(localDateIn(BANK_ZONE, now), 1), BANK_ZONE)
}

/** The bank's nightly work: old statement lines leave the feed, old tombstones leave the tables. */
export function housekeeping(db: SqliteDatabase, processor: Processor): TimerHandler {
  return (company, now) => {
    processor.runSystem(company, archiveStatementLines(db, company, feedStatementsFrom(now)))
    pruneTombstones(db, now)
    return nextMidnight(now)
  }
}

/** Takes lines posted before `before` out of the feed; the statement itself keeps them. */
function archiveStatementLines(db: SqliteDatabase, company: number, before: Instant): SystemCommand<null> {
  return {
    type: 'statement.archive',
    args: { before },
    decide(read) {
      const rows = db
        .prepare(
          `SELECT id FROM document WHERE company = ? AND type = 'accountTransaction' AND doc IS NOT NULL
           AND json_extract(doc, '$.postedAt') < ? ORDER BY seq`,
        )
        .all(company, before)
      if (rows.length === 0) return { kind: 'nothing' }
      const removals = rows.map((row) => ({ type: 'accountTransaction' as const, id: textOf(row, 'id') }))
      const puts = reviewAfterRemoval(
        read,
        removals.map(({ id }) => id),
      )
      return { kind: 'accept', subject: null, effects: { puts, postings: [], holds: [], removals }, result: null }
    },
  }
}

/** The row at the head stays whatever its age, or its position would be given out a second time. */
function pruneTombstones(db: SqliteDatabase, now: Instant): void {
  const horizon = addMs(now, -TOMBSTONE_DAYS * DAY_MS)
  db.prepare('DELETE FROM document WHERE deleted_at < ? AND seq < (SELECT max(seq) FROM document)').run(horizon)
}

/** Whether a copy that was whole at `instant` may have missed a tombstone that is gone by now. */
export function isOlderThanTombstones(instant: Instant, now: Instant): boolean {
  return epochMs(now) - epochMs(instant) > TOMBSTONE_DAYS * DAY_MS
}
