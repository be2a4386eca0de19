import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { createBank, type RunningBank } from '#main/bank/bank'
import { frozenClock } from '#main/bank/clock'
import { reportHandlers } from '#main/ipc/handlers/reports'
import type { ReportPorts } from '#main/reports/save-report'
import type { LiveSession } from '#main/session/live-session'
import { writeFileAtomic } from '#main/vault/atomic-file'
import type { AccountTransaction } from '#shared/domain/documents'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'
import { type Device, device, maker, temporaryFolder } from '../session/session-world'

export const NOW = instant('2026-07-10T01:00:00.000Z')

export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

/** The demo company at its bank, and a maker's computer that has all of it; the clock stands still. */
export async function createReportsWorld() {
  const clock = frozenClock(NOW)
  const made = await createBank({
    port: 0,
    data: ':memory:',
    seed: { kind: 'demo' },
    simulation: true,
    clock,
    ports: { log: () => {} },
  })
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  const bank = made.value
  const folder = temporaryFolder()
  const desk = device(folder.path, bank.url)
  await desk.session.signIn(maker())
  await vi.waitFor(() => expect(open(desk).sync.status().pill).toBe('up_to_date'), { timeout: 60_000 })
  return {
    bank,
    desk,
    folder: folder.path,
    live: () => open(desk),
    advance: (milliseconds: number) => clock.moveTo(addMs(clock.now(), milliseconds)),
    exporter: (answer: DialogAnswer) => exporter(desk, folder.path, answer),
    async end() {
      await desk.quit()
      await bank.stop()
      folder.remove()
    },
  }
}
export type ReportsWorld = Awaited<ReturnType<typeof createReportsWorld>>

/** Where the user says; null: they would rather not. May do something first, as time passes in a dialog. */
type DialogAnswer = (suggestedName: string) => string | null | Promise<string | null>

function exporter(desk: Device, folder: string, answer: DialogAnswer) {
  const asked: string[] = []
  const faults: unknown[] = []
  let language: ReturnType<ReportPorts['language']> = 'en'
  const handlers = reportHandlers(desk.session, {
    nowMs: () => Date.parse(NOW),
    language: () => language,
    async chooseFile(suggestedName) {
      asked.push(suggestedName)
      return answer(suggestedName)
    },
    write: writeFileAtomic,
    notSaved: (error) => faults.push(error),
  })
  return {
    handlers,
    asked,
    faults,
    speak(next: typeof language) {
      language = next
    },
    read: (name: string) => readFileSync(join(folder, name)),
    exists: (name: string) => existsSync(join(folder, name)),
    /** Half-written files that nobody cleared away. */
    leftOver: () => readdirSync(folder).filter((name) => name.endsWith('.tmp')),
  }
}

function open({ session }: Device): LiveSession {
  const live = session.open()
  if (live === null) throw new Error('no session')
  return live
}

/** What the bank itself has posted on an account, oldest first. */
export function linesAtBank(bank: RunningBank, accountId: string): AccountTransaction[] {
  return bank.bank.database.db
    .prepare('SELECT doc FROM statement_line WHERE account_id = ? ORDER BY posted_at, key')
    .all(accountId)
    .map((row) => JSON.parse(String(row.doc)))
}

/** The account on which the bank has posted most. */
export function busiestAccount(bank: RunningBank): string {
  const row = bank.bank.database.db
    .prepare('SELECT account_id, count(*) AS lines FROM statement_line GROUP BY account_id ORDER BY lines DESC LIMIT 1')
    .get()
  return String(row?.account_id)
}
