import { describe, expect, it } from 'vitest'
import { documentsFor } from '#main/sync/rebase'
import type { PreviewChange } from '#shared/contract/preview-views'
import { permissionsOf } from '#shared/kernel/permissions'
import { goOffline, guesses, someAccountId, submit } from './accounts'
import { type Device, deviceForEachTest, freshId, type SyncWorld, synced, until } from './sync-world'

let world: SyncWorld
let maker: Device
deviceForEachTest((given) => {
  world = given.world
  maker = given.device
})

const documents = (device: Device) =>
  documentsFor({
    store: device.store,
    actor: () => ({ userId: '', role: 'manager', permissions: permissionsOf('manager'), deviceId: null }),
  })

function giro(device: Device) {
  const table = device.store.tables().entity('currentAccount')
  const row = device.store.db
    .prepare(`SELECT id FROM ${table} WHERE doc ->> '$.currency' = 'IDR' ORDER BY "balance" DESC LIMIT 1`)
    .get()
  const found = documents(device).find('currentAccount', String(row?.id))
  if (!found) throw new Error('no current account')
  return found
}

let references = 0
function transfer(amount: string, change: object = {}) {
  references += 1
  const fromAccountId = giro(maker).id
  return {
    id: freshId(),
    fromAccountId,
    toAccountId: openAccountId(),
    amount,
    reference: `UJI-${references}`,
    ...change,
  }
}

/** One that takes credits. */
function openAccountId(): string {
  const read = documents(maker)
  for (let skip = 0; ; skip += 1) {
    const id = someAccountId(maker, skip)
    const account = read.find('subAccount', id)
    if (
      account?.block === 'none' &&
      account.limits.credit.daily === null &&
      account.limits.credit.perTransaction === null
    )
      return id
  }
}

function preview(type: string, args: unknown, device = maker) {
  const answer = device.sync.preview({ type, args })
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

function changed(changes: readonly PreviewChange[], type: string, id?: string) {
  const found = changes.find((change) => change.type === type && (id === undefined || change.id === id))
  if (!found) throw new Error(`${type} does not change`)
  return found
}

const SMALL = '1000000.00'
const BIG = '100000000.01'

describe('a preview', () => {
  it('says what the command does when it is given, and does nothing itself', () => {
    goOffline(maker)
    const args = transfer(SMALL)
    const { changes, onApproval } = preview('transfer.create', args)
    expect(onApproval).toBeNull()
    expect(maker.sync.outbox()).toEqual([])
    expect(guesses(maker)).toBe(0)
    expect(documents(maker).find('transfer', args.id)).toBeUndefined()

    submit(maker, 'transfer.create', args)
    for (const id of [args.fromAccountId, args.toAccountId]) {
      const type = id === args.fromAccountId ? 'currentAccount' : 'subAccount'
      const { version, updatedAt, ...now } = documents(maker).find(type, id) ?? { version: 0, updatedAt: '' }
      expect(changed(changes, type, id).after).toMatchObject(now)
      expect(version).toBeGreaterThan(0)
      expect(updatedAt).not.toBe('')
    }
    expect(changed(changes, 'transfer').before).toBeNull()
    expect(changed(changes, 'transfer').after).toMatchObject({
      status: 'posted',
      number: null,
      reference: args.reference,
    })
  })

  it('of a request shows the hold now, and everything once a second person agrees', () => {
    const source = giro(maker)
    const args = transfer(BIG)
    const { changes, onApproval } = preview('transfer.create', args)
    expect(changed(changes, 'currentAccount', source.id)).toMatchObject({
      before: { held: source.held, balance: source.balance },
      after: { balance: source.balance },
    })
    expect(changed(changes, 'approval').after).toMatchObject({ status: 'pending', subjectId: args.id })
    expect(changes.some(({ id }) => id === args.toAccountId)).toBe(false)
    if (!onApproval?.possible) throw new Error('not possible')
    // What is held for it now is not there beforehand, and is gone again afterwards.
    expect(changed(onApproval.changes, 'currentAccount', source.id)).toMatchObject({
      before: { held: source.held, balance: source.balance },
      after: { held: source.held },
    })
    expect(changed(onApproval.changes, 'subAccount', args.toAccountId).before).toMatchObject({ id: args.toAccountId })
    expect(changed(onApproval.changes, 'transfer').after).toMatchObject({ status: 'posted' })
  })

  it('is refused as the command would be', async () => {
    const code = (device: Device, type: string, args: unknown) => {
      const answer = device.sync.preview({ type, args })
      return answer.ok ? undefined : answer.error.code
    }
    expect(code(maker, 'transfer.create', transfer('999999999999999.00'))).toBe('account.insufficient_funds')
    expect(code(maker, 'transfer.create', { ...transfer(SMALL), amount: 'x' })).toBe('command.invalid')
    expect(code(maker, 'moon.eclipse', {})).toBe('command.unknown_type')
    expect(code(maker, 'approval.decide', { approvalId: freshId(), decision: 'approve' })).toBe('auth.forbidden')
    const newcomer = await world.device()
    expect(code(newcomer, 'transfer.create', transfer(SMALL))).toBe('sync.no_copy')
    await newcomer.crash()
  })
})

describe('what a decision would do', () => {
  it('is told to everybody, the maker included, with what stands in the way now', async () => {
    const args = transfer(BIG)
    submit(maker, 'transfer.create', args)
    await until('at the bank', () => maker.sync.status().pill === 'up_to_date')
    const [asked] = documents(maker).findWhere('approval', 'subjectId', args.id)
    if (!asked) throw new Error('nobody was asked')
    const { approve, reject } = maker.sync.decisionsOn(asked.id)
    if (!approve.possible || !reject.possible) throw new Error('not possible')
    expect(changed(approve.changes, 'subAccount', args.toAccountId).before).toMatchObject({
      balance: expect.any(String),
    })
    expect(changed(reject.changes, 'transfer').after).toMatchObject({ status: 'rejected' })

    const approver = await world.device('approver')
    await synced(approver)
    expect(approver.sync.decisionsOn(asked.id)).toMatchObject({ approve: { possible: true } })
    expect(preview('approval.decide', { approvalId: asked.id, decision: 'approve' }, approver).changes).toHaveLength(
      approve.changes.length,
    )

    submit(maker, 'subAccount.setBlock', { id: args.toAccountId, block: 'credit', reason: 'Audit' })
    const blocked = maker.sync.decisionsOn(asked.id)
    expect(blocked.approve).toMatchObject({
      possible: false,
      problem: { code: 'account.credit_blocked', params: { side: 'to' } },
    })
    expect(blocked.reject.possible).toBe(true)
    expect(maker.sync.decisionsOn(freshId()).approve).toMatchObject({ problem: { code: 'not_found' } })
    await approver.crash()
  })
})
