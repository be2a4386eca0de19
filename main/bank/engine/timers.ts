import type { SqliteDatabase } from '#main/sqlite/database'
import type { Instant } from '#shared/kernel/time'
import { parseInstant } from '#shared/kernel/time'
import type { BankClock } from '../clock'
import { integerOf, textOf } from '../storage/rows'

/** What the bank does by itself at set moments. Persisted, so that a restart loses none. */
export interface Timers {
  /** Sets a company's timer of this kind, once. Needs an open transaction, or makes its own commit. */
  schedule(company: number, kind: string, dueAt: Instant): void
  /** Fires all timers due by now. */
  fireDue(): void
  /** Fires those due up to `target` in time order, each at its own moment, and leaves the clock at `target`. */
  advanceTo(target: Instant): void
  nextDue(): Instant | undefined
}

/** Does a timer's work and answers when it is due again, or null when it is done. */
export type TimerHandler = (company: number, now: Instant) => Instant | null

interface DueTimer {
  readonly key: number
  readonly company: number
  readonly kind: string
  readonly dueAt: Instant
}

/** Sets a company's timer of this kind where it has none. */
export function scheduleTimer(db: SqliteDatabase, company: number, kind: string, dueAt: Instant): void {
  db.prepare('INSERT INTO timer (company, kind, due_at) VALUES (?, ?, ?) ON CONFLICT (company, kind) DO NOTHING').run(
    company,
    kind,
    dueAt,
  )
}

/** Sets a company's timer of this kind, or lets the one it has fire earlier. */
export function bringTimerForward(db: SqliteDatabase, company: number, kind: string, dueAt: Instant): void {
  db.prepare(
    `INSERT INTO timer (company, kind, due_at) VALUES (?, ?, ?)
     ON CONFLICT (company, kind) DO UPDATE SET due_at = min(due_at, excluded.due_at)`,
  ).run(company, kind, dueAt)
}

export function timers(db: SqliteDatabase, clock: BankClock, handlers: ReadonlyMap<string, TimerHandler>): Timers {
  function first(): DueTimer | undefined {
    const row = db.prepare('SELECT key, company, kind, due_at FROM timer ORDER BY due_at, key LIMIT 1').get()
    if (!row) return undefined
    const dueAt = parseInstant(textOf(row, 'due_at'))
    if (!dueAt.ok) throw new Error('a timer has no due time')
    return {
      key: integerOf(row, 'key'),
      company: integerOf(row, 'company'),
      kind: textOf(row, 'kind'),
      dueAt: dueAt.value,
    }
  }

  function fire(timer: DueTimer): void {
    const handler = handlers.get(timer.kind)
    if (!handler) throw new Error(`no handler for timers of kind ${timer.kind}`)
    const again = handler(timer.company, clock.now())
    // The work is its own commit and safe to repeat, so a crash in between only repeats it.
    if (again === null) db.prepare('DELETE FROM timer WHERE key = ?').run(timer.key)
    else db.prepare('UPDATE timer SET due_at = ? WHERE key = ?').run(again, timer.key)
  }

  function fireUpTo(limit: () => Instant, beforeEach: (timer: DueTimer) => void): void {
    for (let timer = first(); timer && timer.dueAt <= limit(); timer = first()) {
      beforeEach(timer)
      fire(timer)
    }
  }

  return {
    schedule: (company, kind, dueAt) => scheduleTimer(db, company, kind, dueAt),
    fireDue: () =>
      fireUpTo(
        () => clock.now(),
        () => {},
      ),
    advanceTo(target) {
      fireUpTo(
        () => target,
        (timer) => {
          if (timer.dueAt > clock.now()) clock.moveTo(timer.dueAt)
        },
      )
      if (target > clock.now()) clock.moveTo(target)
    },
    nextDue: () => first()?.dueAt,
  }
}
