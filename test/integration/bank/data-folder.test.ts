import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBank } from '#main/bank/bank'
import { frozenClock } from '#main/bank/clock'
import { openDatabase } from '#main/sqlite/database'
import { DEMO_CLOCK } from '../../support/bank-process'
import { instant, startInProcess } from './in-process-bank'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bank-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const seed = { kind: 'scale', accounts: 40 } as const
const clockAt = (text: string) => frozenClock(instant(text))

async function faultOf(data: string): Promise<string> {
  const clock = clockAt(DEMO_CLOCK)
  const started = await createBank({ port: 0, data, seed, simulation: false, clock })
  if (!started.ok) return started.error.code
  await started.value.stop()
  return 'started'
}

describe('a data folder', () => {
  it('keeps its feed over a restart, whatever seed and clock the next start names', async () => {
    const first = await startInProcess({ data: folder, seed })
    const before = await (await first.client.login('maker')).pullAll()
    await first.stop()
    const clock = clockAt('2026-07-10T02:00:00.000Z')
    const second = await startInProcess({ data: folder, seed: { kind: 'empty' }, clock })
    const session = await second.client.login('maker')
    const after = await session.pullAll()
    expect([after.epoch, after.changes]).toEqual([before.epoch, before.changes])
    // What a copy pulled before goes on from where it was.
    expect((await session.pullAll({ cursor: before.cursor })).changes).toEqual([])
    await second.stop()
  })

  it('belongs to one bank at a time', async () => {
    const first = await startInProcess({ data: folder, seed })
    expect(await faultOf(folder)).toBe('data.in_use')
    await first.stop()
    expect(await faultOf(folder)).toBe('started')
  })

  it('written by a newer build is refused', async () => {
    await (await startInProcess({ data: folder, seed })).stop()
    const db = openDatabase({ path: join(folder, 'bank.db'), exclusive: true })
    db.exec('PRAGMA user_version = 99')
    db.close()
    expect(await faultOf(folder)).toBe('data.newer')
  })

  it('is made with the folders above it, and refused where there can be none', async () => {
    expect(await faultOf(join(folder, 'a', 'b'))).toBe('started')
    expect(await faultOf(join(folder, 'a', 'b', 'bank.db', 'c'))).toBe('data.unwritable')
    expect(await faultOf(join(folder, 'a', 'b', 'bank.db'))).toBe('data.unwritable')
  })

  it('does on the next start what was due while the bank was off', async () => {
    await (await startInProcess({ data: folder, seed })).stop()
    const clock = clockAt('2026-08-20T01:00:00.000Z')
    const later = await startInProcess({ data: folder, clock })
    const feed = await (await later.client.login('maker')).pullAll()
    const lines = feed.changes.filter(({ type, doc }) => type === 'accountTransaction' && doc !== null)
    expect(lines.length).toBeGreaterThan(0)
    // 90 calendar days in Jakarta, 20 August included.
    expect(lines.filter(({ doc }) => String(doc?.postedAt) < '2026-05-22T17:00:00.000Z')).toEqual([])
    await later.stop()
  })
})
