import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readCursor, writeCursor } from '#main/bank/http/cursor'
import { Acknowledged } from '#shared/contract/http'
import { expectOk, problemOf, type Session } from '../../support/bank-client'
import { type InProcessBank, startInProcess } from './in-process-bank'

const DAY_S = 86_400

let running: InProcessBank
let session: Session
beforeEach(async () => {
  running = await startInProcess()
  session = await running.client.login('maker')
})
afterEach(() => running.stop())

const verdict = async (cursor: string, user = session) => problemOf(await user.changesReply(cursor)).code

function changed(cursor: string, change: Partial<NonNullable<ReturnType<typeof readCursor>>>): string {
  const known = readCursor(cursor)
  if (!known) throw new Error('not a cursor')
  return writeCursor({ ...known, ...change })
}

describe('a cursor', () => {
  it('of another epoch, from beyond the head, or of nobody is gone', async () => {
    const { cursor } = await session.pullAll()
    expect(await verdict(changed(cursor, { epoch: 'other' }))).toBe('sync.cursor_gone')
    expect(await verdict(changed(cursor, { seq: 10_000_000 }))).toBe('sync.cursor_gone')
    for (const garbled of ['x', `${cursor}x`, cursor.slice(4), Buffer.from('[1,2]').toString('base64url')]) {
      expect(await verdict(garbled)).toBe('sync.cursor_gone')
    }
    expect((await session.changesReply(cursor)).status).toBe(200)
  })

  it('is gone when the role changes, and the feed starts anew with what the new role sees', async () => {
    const { cursor } = await session.pullAll()
    const { database, clock } = running.bank
    const user = database.documents.of(1).find('user', session.opened.user.id)
    if (!user) throw new Error('no user')
    const put = (role: 'warehouse_staff' | 'treasury_maker') =>
      database.transaction(() => database.documents.of(1).put('user', { ...user, role }, clock.now()))
    put('warehouse_staff')
    expect(await verdict(cursor)).toBe('sync.cursor_gone')
    const types = new Set((await session.pullAll()).changes.map(({ type }) => type))
    expect(types).toEqual(new Set(['company', 'companyProfile', 'holiday']))
  })

  it('outlives 400 days without a pull but not 401, when tombstones it never saw are gone', async () => {
    const { cursor } = await session.pullAll()
    await running.client.advance(400 * DAY_S)
    const later = await running.client.login('maker')
    const followed = await later.pullAll({ cursor })
    expect(followed.changes.some(({ doc }) => doc === null)).toBe(true)
    await running.client.advance(DAY_S)
    expect(await verdict(cursor, await running.client.login('maker'))).toBe('sync.cursor_gone')
  })

  it('of a first pull in small pages works through a feed whose old tombstones are gone', async () => {
    await running.client.advance(700 * DAY_S)
    const later = await running.client.login('maker')
    const small = await later.pullAll({ limit: 7 })
    const whole = await later.pullAll()
    expect(small.changes).toEqual(whole.changes)
    // The lines left the feed within 90 days, their tombstones 400 days after that. Only the feed's last row stays.
    const lines = whole.changes.filter(({ type }) => type === 'accountTransaction')
    expect(lines.filter(({ doc }) => doc !== null)).toEqual([])
    expect(lines.length).toBeLessThanOrEqual(1)
  })
})

describe('a password', () => {
  it('change ends the user’s other sessions and leaves this one', async () => {
    const other = await running.client.login('maker')
    const reply = await session.post('/v1/auth/password', { current: 'Bendahara#2026', next: 'Bendahara#2027!' })
    expectOk(reply, Acknowledged)
    expect((await session.changesReply()).status).toBe(200)
    expect(problemOf(await other.changesReply()).code).toBe('auth.required')
  })
})
