import { describe, expect, it } from 'vitest'
import {
  currentAccountId,
  goOffline,
  goOnline,
  openAccount,
  rowOf,
  seen,
  settled,
  someAccountId,
  submit,
} from './accounts'
import { type Device, deviceForEachTest, freshId, type SyncWorld } from './sync-world'

let world: SyncWorld
let device: Device
deviceForEachTest((given) => {
  world = given.world
  device = given.device
})

const block = (id: string) => ({ type: 'subAccount.setBlock', args: { id, block: 'debit', reason: 'Audit' } })

/** Empty accounts below each other, on this device only: `a` with `b` and `c` below it, `c` with `d`. */
function family() {
  goOffline(device)
  const a = openAccount(device, { name: 'A' }).id
  const b = openAccount(device, { name: 'B', parentId: a }).id
  const c = openAccount(device, { name: 'C', parentId: a }).id
  const d = openAccount(device, { name: 'D', parentId: c }).id
  return { a, b, c, d }
}

describe('many commands at once', () => {
  it('are queued one by one and in order, and reach the bank as they would alone', async () => {
    goOffline(device)
    const ids = Array.from({ length: 60 }, () => openAccount(device).id)
    const answers = await device.sync.submitMany(ids.map(block))
    const queued = answers.flatMap((answer) => (answer.queued ? [answer.commandId] : []))
    expect(new Set(queued).size).toBe(60)
    const rows = device.sync.outbox().filter(({ type }) => type === 'subAccount.setBlock')
    expect(rows.map((row) => [row.id, row.args.id])).toEqual(queued.map((id, at) => [id, ids[at]]))
    expect(ids.every((id) => seen(device, id)?.block === 'debit')).toBe(true)
    goOnline(device)
    await settled(device, queued.at(-1) ?? '')
    expect(device.sync.refusals()).toEqual([])
    const reader = world.bank.bank.database.documents.of(1)
    expect(ids.every((id) => reader.find('subAccount', id)?.block === 'debit')).toBe(true)
  })

  it('are decided each by itself: what is refused is not queued and stops nobody', async () => {
    const [first, second] = [someAccountId(device), someAccountId(device, 1)]
    const before = device.sync.outbox().length
    const answers = await device.sync.submitMany([
      block(first),
      block(freshId()),
      { type: 'subAccount.setBlock', args: { id: second, block: 'debit' } },
      { type: 'moon.eclipse', args: {} },
      block(second),
    ])
    expect(answers).toEqual([
      { queued: true, commandId: expect.any(String) },
      { queued: false, problem: expect.objectContaining({ code: 'not_found' }) },
      { queued: false, problem: expect.objectContaining({ code: 'command.invalid' }) },
      { queued: false, problem: expect.objectContaining({ code: 'command.unknown_type' }) },
      { queued: true, commandId: expect.any(String) },
    ])
    expect(device.sync.outbox()).toHaveLength(before + 2)
  })

  it('go in several requests where one would keep the bank silent for long', async () => {
    goOffline(device)
    const parentId = currentAccountId(device)
    const imported = [0, 1, 2].map((file) => {
      const items = Array.from({ length: 1_000 }, (_, row) => ({
        rowId: `${file}-${row}`,
        id: freshId(),
        parentId,
        name: `Toko ${row} `.padEnd(60, 'x'),
        scheme: 'transfer',
      }))
      return submit(device, 'subAccount.createMany', { items, onFault: 'reject' })
    })
    const small = openAccount(device).commandId
    const before = device.backend.sent.length
    goOnline(device)
    await settled(device, small)
    const requests = device.backend.sent.slice(before)
    expect(requests.flat()).toEqual([...imported, small])
    expect(requests[0]).toEqual(imported.slice(0, 2))
  })

  it('may build upon each other', async () => {
    goOffline(device)
    const [parent, child] = [freshId(), freshId()]
    const create = (id: string, parentId: string) => ({
      type: 'subAccount.create',
      args: { id, parentId, name: 'Kas', scheme: 'transfer' },
    })
    const [made, below] = await device.sync.submitMany([
      create(parent, currentAccountId(device)),
      create(child, parent),
    ])
    expect(below?.queued && rowOf(device, below.commandId)?.dependsOn).toEqual([made?.queued && made.commandId])
  })

  it('end where the profile is closed: the rest is answered so, nothing of it is queued', async () => {
    goOffline(device)
    const ids = Array.from({ length: 120 }, () => openAccount(device).id)
    const submitting = device.sync.submitMany(ids.map(block))
    await device.sync.stop()
    const answers = await submitting
    const queued = answers.filter(({ queued }) => queued).length
    expect(queued).toBeGreaterThan(0)
    expect(queued).toBeLessThan(120)
    expect(answers.slice(queued)).toEqual(
      Array.from({ length: 120 - queued }, () => ({ queued: false, problem: { code: 'session.locked' } })),
    )
    expect(device.sync.outbox().filter(({ type }) => type === 'subAccount.setBlock')).toHaveLength(queued)
    expect(await device.sync.planMany('subAccount.close', ids, { reason: 'x' })).toMatchObject({ ok: false })
  })

  it('let everything else run in between', async () => {
    goOffline(device)
    const ids = Array.from({ length: 100 }, () => openAccount(device).id)
    let turns = 0
    let done = false
    const count = (): void => {
      turns += 1
      if (!done) setImmediate(count)
    }
    setImmediate(count)
    await device.sync.submitMany(ids.map(block))
    done = true
    expect(turns).toBeGreaterThan(3)
  })
})

describe('a plan for many', () => {
  it('says what the rules say, in the order to send in, and writes nothing', async () => {
    const { a, b, c, d } = family()
    const gone = freshId()
    const before = device.sync.outbox().length
    const order = [d, b, c, a, gone]
    const plan = await device.sync.planMany('subAccount.close', order, { reason: 'Cabang tutup' })
    expect(plan).toMatchObject({ ok: true, value: { ready: [d, b, c, a], unchanged: [] } })
    expect(plan.ok && [...plan.value.refused]).toEqual([[gone, expect.objectContaining({ code: 'not_found' })]])
    expect(device.sync.outbox()).toHaveLength(before)
    expect(seen(device, a)?.status).toBe('open')
    const answers = await device.sync.submitMany(
      [d, b, c, a].map((id) => ({ type: 'subAccount.close', args: { id, reason: 'Cabang tutup' } })),
    )
    expect(answers.every(({ queued }) => queued)).toBe(true)
  })

  it('does not close a parent whose child stays open', async () => {
    const { a, b, c, d } = family()
    submit(device, 'subAccount.close', { id: b, reason: 'x' })
    const plan = await device.sync.planMany('subAccount.close', [b, c, a], { reason: 'x' })
    expect(plan.ok && plan.value.ready).toEqual([])
    expect(plan.ok && [...plan.value.refused].map(([id, { code }]) => [id, code])).toEqual([
      [b, 'account.closed'],
      [c, 'account.has_children'],
      [a, 'account.has_children'],
    ])
    expect(plan.ok && plan.value.refused.get(c)?.params).toMatchObject({ childId: d })
  })

  it('leaves out what is already so; another reason alone is no change', async () => {
    const { a, b } = family()
    submit(device, 'subAccount.setBlock', { id: a, block: 'debit', reason: 'Audit' })
    const blocks = await device.sync.planMany('subAccount.setBlock', [a, b], { block: 'debit', reason: 'Other' })
    expect(blocks).toMatchObject({ ok: true, value: { ready: [b], unchanged: [a] } })
    submit(device, 'subAccount.setLimits', { id: a, debit: { daily: '5.00' } })
    const limits = await device.sync.planMany('subAccount.setLimits', [a, b], { debit: { daily: '5.00' } })
    expect(limits).toMatchObject({ ok: true, value: { ready: [b], unchanged: [a] } })
    const removed = await device.sync.planMany('subAccount.setLimits', [a, b], { debit: { daily: null } })
    expect(removed).toMatchObject({ ok: true, value: { ready: [a], unchanged: [b] } })
  })
})
