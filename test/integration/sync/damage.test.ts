import { describe, expect, it } from 'vitest'
import {
  goOffline,
  goOnline,
  guesses,
  openAccount,
  rowOf,
  seen,
  settled,
  someAccountId,
  stored,
  submit,
} from './accounts'
import { type Device, deviceForEachTest, until } from './sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

const FLIPS = [
  ['the envelope', `UPDATE outbox SET envelope = replace(envelope, 'Rusak', 'Rusuk') WHERE id = ?`],
  ['the seal', `UPDATE outbox SET seal = '0' || substr(seal, 2) || 'f' WHERE id = ?`],
  ['the state', `UPDATE outbox SET state = 'qveued' WHERE id = ?`],
  ['the stream', `UPDATE outbox SET stream = 'subAccount:other' WHERE id = ?`],
] as const

describe('a byte flipped on disk', () => {
  it.each(FLIPS)('in %s of a queued command is caught before sending, and the row is shown', async (_what, sql) => {
    goOffline(device)
    const damaged = openAccount(device, { name: 'Rusak' })
    const child = openAccount(device, { name: 'Anak', parentId: damaged.id })
    const whole = openAccount(device, { name: 'Utuh' })
    await device.crash()
    device.tamper(({ db }) => db.prepare(sql).run(damaged.commandId))
    device.reopen()
    expect(rowOf(device, damaged.commandId)).toMatchObject({
      state: 'quarantined',
      problem: { code: 'outbox.damaged' },
    })
    device.backend.online = true
    device.sync.start()
    await settled(device, whole.commandId)
    expect([seen(device, damaged.id), seen(device, child.id), guesses(device)]).toEqual([undefined, undefined, 0])
    expect(device.sync.status()).toMatchObject({ pill: 'attention', attention: 2 })
    expect(device.sync.refusals().map(({ id, state }) => [id, state])).toEqual([
      [damaged.commandId, 'quarantined'],
      [child.commandId, 'blocked'],
    ])
    expect(device.sync.dismiss(damaged.commandId)).toMatchObject({ ok: true })
  })

  it('while the app runs is caught as well', async () => {
    goOffline(device)
    const damaged = submit(device, 'subAccount.update', { id: someAccountId(device), name: 'Rusak' })
    device.store.db.prepare(FLIPS[0][1]).run(damaged)
    goOnline(device)
    await until('caught', () => stored(device, damaged).state === 'quarantined')
    expect(guesses(device)).toBe(0)
    expect(device.backend.calls).not.toContain('sendCommands')
  })
})

describe('a full disk', () => {
  it('refuses the command whole, and everything goes on once there is room', async () => {
    goOffline(device)
    const { db } = device.store
    const pages = Number(db.prepare('PRAGMA page_count').get()?.page_count)
    db.exec(`PRAGMA max_page_count = ${pages}`)
    const id = someAccountId(device)
    // Pages that are free inside the file are used up first, however many those are.
    const tags = Array.from({ length: 20 }, (_, n) => `${n}`.padEnd(40, 'penuh'))
    const submitted = (n: number) => device.sync.submit({ type: 'subAccount.update', args: { id, name: `${n}`, tags } })
    const answers = [submitted(0)]
    while (answers.length < 3_000 && answers.at(-1)?.ok) answers.push(submitted(answers.length))
    for (let more = 0; more < 20; more += 1) answers.push(submitted(answers.length))
    const refused = answers.filter((answer) => !answer.ok)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({ ok: false, error: { code: 'storage.disk_full' } })
    const accepted = answers.filter((answer) => answer.ok)
    expect(device.sync.outbox()).toHaveLength(accepted.length)
    db.exec('PRAGMA max_page_count = 1073741823')
    goOnline(device)
    for (const answer of accepted) if (answer.ok) await settled(device, answer.value.commandId)
    expect(guesses(device)).toBe(0)
  })
})

describe('a copy that differs from the bank', () => {
  it('is noticed, made anew and proven', async () => {
    const id = someAccountId(device)
    const table = device.store.tables().entity('subAccount')
    device.store.db.prepare(`UPDATE ${table} SET version = version + 7 WHERE id = ?`).run(id)
    device.sync.sendNow()
    await until('made anew', () => device.sync.history().some(({ kind }) => kind === 'snapshot'))
    await until('proven', () => device.sync.status().integrity?.matches === true)
    expect(
      device.sync
        .history()
        .filter(({ kind }) => kind === 'integrity')
        .map(({ detail }) => detail),
    ).toEqual([
      { matches: true, types: [] },
      { matches: false, types: ['subAccount'] },
      { matches: true, types: [] },
    ])
  })
})
