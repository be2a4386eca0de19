import { describe, expect, it } from 'vitest'
import type { Decision, DocumentPut } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import type { DocumentType, SubAccount } from '#shared/domain/documents'
import { permissionsOf } from '#shared/kernel/permissions'
import { accountsWorld, context, GIRO, giro, NOW, subAccount, uuid } from '../../support/accounts-world'
import type { MemoryDocuments } from '../../support/memory-documents'

const A = uuid(20)
const B = uuid(21)
const RICH = { balance: '500000000.00', available: '500000000.00' }
const LIMIT = (daily: string | null, perTransaction: string | null = null) => ({ perTransaction, daily })
const NONE = LIMIT(null)

function world(a: Partial<SubAccount> = {}, b: Partial<SubAccount> = {}): MemoryDocuments {
  return accountsWorld(subAccount(20, { ...RICH, name: 'Kas A', ...a }), subAccount(21, { name: 'Kas B', ...b }))
}

function decide(
  read: MemoryDocuments,
  type: string,
  args: object,
  now = NOW,
  user: { userId?: string } = {},
): Decision {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed) throw new Error(`no command ${type}`)
  if (!parsed.ok) return { kind: 'invalid', errors: parsed.errors }
  const made = context('bank', now)
  return parsed.command.decide(read, { ...made, actor: { ...made.actor, ...user } })
}

const transfer = (change: object = {}) => ({
  id: uuid(40),
  fromAccountId: A,
  toAccountId: B,
  amount: '1000000.00',
  reference: 'GAJI-07',
  ...change,
})
const BIG = { amount: '100000000.01' }
const APPROVER = { userId: uuid(99), permissions: permissionsOf('treasury_approver') }

function accepted(decision: Decision) {
  if (decision.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(decision)}`)
  return decision
}

function docs(puts: readonly DocumentPut[], type: DocumentType): object[] {
  return puts.filter((put) => put.type === type).map(({ doc }) => doc)
}

function one(puts: readonly DocumentPut[], type: DocumentType, id?: string) {
  const found = puts.find((put) => put.type === type && (id === undefined || put.doc.id === id))
  if (!found) throw new Error(`no ${type} ${id}`)
  return found.doc
}

function applied(read: MemoryDocuments, decision: Decision): MemoryDocuments {
  for (const put of accepted(decision).puts) read.put(put)
  return read
}

describe('transfer.create up to the threshold', () => {
  it('moves the money at once: both balances, a line on each statement, one posting, a number', () => {
    const { puts, postings, holds } = accepted(decide(world(), 'transfer.create', transfer()))
    expect(one(puts, 'subAccount', A)).toMatchObject({ balance: '499000000.00', available: '499000000.00' })
    expect(one(puts, 'subAccount', B)).toMatchObject({ balance: '1000000.00', available: '1000000.00' })
    expect(one(puts, 'transfer')).toMatchObject({
      status: 'posted',
      postedAt: NOW,
      number: 'TRF-2026-001204',
      makerId: uuid(9),
    })
    const [debit, credit] = docs(puts, 'accountTransaction')
    const both = { channel: 'internal', reference: 'GAJI-07', amount: '1000000.00', postedAt: NOW }
    expect(debit).toMatchObject({
      ...both,
      accountId: A,
      direction: 'debit',
      balanceAfter: '499000000.00',
      counterparty: 'Kas B',
    })
    expect(credit).toMatchObject({
      ...both,
      accountId: B,
      direction: 'credit',
      balanceAfter: '1000000.00',
      counterparty: 'Kas A',
    })
    expect(postings).toEqual([
      expect.objectContaining({
        currency: 'IDR',
        entries: [
          { accountId: A, amount: -100000000n },
          { accountId: B, amount: 100000000n },
        ],
      }),
    ])
    expect(holds).toEqual([])
    // Inside one current account nothing comes in or goes out of its statement.
    expect(docs(puts, 'currentAccount')).toEqual([])
  })

  it('counts the day’s use on both sides and on what is above them', () => {
    const read = world({ parentId: uuid(30) }).put({ type: 'subAccount', doc: subAccount(30) })
    const { puts } = accepted(decide(read, 'transfer.create', transfer()))
    expect(one(puts, 'subAccount', A)).toMatchObject({ usedToday: { debit: '1000000.00', credit: '0.00' } })
    expect(one(puts, 'subAccount', uuid(30))).toMatchObject({ usedToday: { debit: '1000000.00', credit: '0.00' } })
    expect(one(puts, 'subAccount', B)).toMatchObject({ usedToday: { debit: '0.00', credit: '1000000.00' } })
  })

  it('takes what is not allocated out of a current account: its own balance falls, its rollup stays', () => {
    const { puts } = accepted(decide(world(), 'transfer.create', transfer({ fromAccountId: GIRO })))
    expect(one(puts, 'currentAccount', GIRO)).toMatchObject({
      balance: '4999000000.00',
      available: '4999000000.00',
      rollup: '5000000000.00',
    })
  })

  it('moves rollups between two current accounts', () => {
    const other = giro({ id: uuid(5), number: '1370009988776', rollup: '0.00', balance: '0.00', available: '0.00' })
    const read = world().put({ type: 'currentAccount', doc: other })
    const { puts } = accepted(decide(read, 'transfer.create', transfer({ toAccountId: uuid(5) })))
    expect(one(puts, 'currentAccount', GIRO)).toMatchObject({ rollup: '4999000000.00', balance: '5000000000.00' })
    expect(one(puts, 'currentAccount', uuid(5))).toMatchObject({ rollup: '1000000.00', balance: '1000000.00' })
  })

  it('leaves the number to the bank in the app', () => {
    const parsed = commandOf('transfer.create', 1)?.parse(transfer())
    if (!parsed?.ok) throw new Error('not parsed')
    const decision = accepted(parsed.command.decide(world(), context('app')))
    expect(one(decision.puts, 'transfer')).toMatchObject({ number: null, status: 'posted' })
  })

  it('is exactly the threshold: still at once', () => {
    const { puts } = accepted(decide(world(), 'transfer.create', transfer({ amount: '100000000.00' })))
    expect(one(puts, 'transfer')).toMatchObject({ status: 'posted' })
  })

  it('matches an expected receipt that its credit settles', () => {
    const read = world({}, { number: '8812300000012042' }).put({
      type: 'reconciliationItem',
      doc: {
        id: uuid(70),
        reference: 'GAJI-07',
        accountNumber: '8812300000012042',
        amount: '1000000.00',
        dueDate: '2026-07-10',
        status: 'unmatched',
      },
    })
    const { puts } = accepted(decide(read, 'transfer.create', transfer()))
    const credit = docs(puts, 'accountTransaction')[1]
    expect(one(puts, 'reconciliationItem')).toMatchObject({
      status: 'matched',
      transactionId: new Map(Object.entries(credit ?? {})).get('id'),
    })
  })
})

describe('transfer.create refuses', () => {
  const refusals: readonly [string, MemoryDocuments, object, string, object][] = [
    ['the same account', world(), { toAccountId: A }, 'transfer.same_account', { accountId: A }],
    ['an unknown source', world(), { fromAccountId: uuid(66) }, 'not_found', { id: uuid(66) }],
    ['an unknown target', world(), { toAccountId: uuid(66) }, 'not_found', { id: uuid(66) }],
    [
      'a blocked source',
      world({ block: 'debit' }),
      {},
      'account.debit_blocked',
      { side: 'from', accountName: 'Kas A' },
    ],
    [
      'a blocked target',
      world({}, { block: 'all' }),
      {},
      'account.credit_blocked',
      { side: 'to', accountName: 'Kas B' },
    ],
    ['a closed target', world({}, { status: 'closed' }), {}, 'account.closed', { side: 'to' }],
    [
      'more than one transaction may take',
      world({ limits: { debit: LIMIT(null, '999999.99'), credit: NONE } }),
      {},
      'account.limit_per_transaction',
      { side: 'from' },
    ],
    [
      'more than the day allows',
      world({}, { limits: { debit: NONE, credit: LIMIT('999999.99') } }),
      {},
      'account.limit_daily',
      { side: 'to', remainingToday: '999999.99' },
    ],
    [
      'money that is not there',
      world({ available: '1.00', held: '499999999.00' }),
      {},
      'account.insufficient_funds',
      { side: 'from', available: '1.00' },
    ],
    [
      'money that is not there, above the threshold',
      world(),
      { amount: '500000000.01' },
      'account.insufficient_funds',
      {},
    ],
    ['a blocked target, above the threshold', world({}, { block: 'credit' }), BIG, 'account.credit_blocked', {}],
  ]
  for (const [name, read, change, code, params] of refusals) {
    it(name, () => {
      expect(decide(read, 'transfer.create', transfer(change))).toEqual({
        kind: 'reject',
        code,
        params: expect.objectContaining(params),
      })
    })
  }

  it('another currency', () => {
    const dollars = giro({ id: uuid(5), currency: 'USD' })
    const read = world().put({ type: 'currentAccount', doc: dollars })
    expect(decide(read, 'transfer.create', transfer({ toAccountId: uuid(5) }))).toMatchObject({
      code: 'transfer.currency',
      params: { from: 'IDR', to: 'USD' },
    })
  })

  it('a reference that was used, whatever became of it', () => {
    const read = applied(world(), decide(world(), 'transfer.create', transfer()))
    expect(decide(read, 'transfer.create', transfer({ id: uuid(41) }))).toMatchObject({
      code: 'transfer.duplicate_reference',
      params: { reference: 'GAJI-07', number: 'TRF-2026-001204' },
    })
    expect(decide(read, 'transfer.create', transfer({ reference: 'GAJI-08' }))).toMatchObject({
      code: 'document.exists',
    })
  })

  it('amounts that are none', () => {
    for (const amount of ['0.00', '5', '1.234']) {
      expect(decide(world(), 'transfer.create', transfer({ amount }))).toMatchObject({
        kind: 'invalid',
        errors: [expect.objectContaining({ path: 'amount', code: 'money.invalid' })],
      })
    }
    expect(decide(world(), 'transfer.create', transfer({ amount: '-1.00' }))).toMatchObject({ kind: 'invalid' })
  })
})

describe('transfer.create above the threshold', () => {
  it('sets the money aside and asks a second person, with all that will happen', () => {
    const { puts, postings, holds } = accepted(decide(world(), 'transfer.create', transfer(BIG)))
    expect(one(puts, 'subAccount', A)).toMatchObject({
      balance: '500000000.00',
      held: '100000000.01',
      available: '399999999.99',
      usedToday: { debit: '0.00' },
    })
    expect(docs(puts, 'accountTransaction')).toEqual([])
    expect(postings).toEqual([])
    const approval = one(puts, 'approval')
    expect(approval).toMatchObject({
      subjectType: 'transfer',
      subjectId: uuid(40),
      makerId: uuid(9),
      status: 'pending',
      requestedAt: NOW,
      lapsesAt: '2026-07-13T01:00:00.000Z',
      summary: {
        amount: '100000000.01',
        currency: 'IDR',
        reference: 'GAJI-07',
        from: { id: A, name: 'Kas A' },
        to: { id: B, name: 'Kas B' },
      },
    })
    const kept = one(puts, 'transfer')
    expect(kept).toMatchObject({ status: 'awaiting_approval', approvalId: approval.id })
    expect(holds).toEqual([expect.objectContaining({ kind: 'open', accountId: A, amount: 10000000001n })])
  })

  it('always asks for another currency, as no rate says what it is worth', () => {
    const dollars = giro({ id: uuid(5), currency: 'USD' })
    const read = world()
      .put({ type: 'currentAccount', doc: dollars })
      .put({ type: 'currentAccount', doc: { ...dollars, id: uuid(6) } })
    const args = transfer({ fromAccountId: uuid(5), toAccountId: uuid(6), amount: '1.00' })
    expect(one(accepted(decide(read, 'transfer.create', args)).puts, 'transfer')).toMatchObject({
      status: 'awaiting_approval',
    })
  })
})

describe('approval.decide', () => {
  const waiting = (a: Partial<SubAccount> = {}, b: Partial<SubAccount> = {}) => {
    const read = applied(world(a, b), decide(world(a, b), 'transfer.create', transfer(BIG)))
    const [approval] = read.findWhere('approval', 'status', 'pending')
    if (!approval) throw new Error('nothing waits')
    return { read, approvalId: approval.id }
  }

  it('approved: the held money moves, exactly once', () => {
    const { read, approvalId } = waiting()
    const decision = accepted(decide(read, 'approval.decide', { approvalId, decision: 'approve' }, NOW, APPROVER))
    expect(one(decision.puts, 'subAccount', A)).toMatchObject({
      balance: '399999999.99',
      held: '0.00',
      available: '399999999.99',
      usedToday: { debit: '100000000.01' },
    })
    expect(one(decision.puts, 'subAccount', B)).toMatchObject({ balance: '100000000.01' })
    expect(one(decision.puts, 'transfer')).toMatchObject({ status: 'posted', postedAt: NOW, number: 'TRF-2026-001204' })
    expect(one(decision.puts, 'approval')).toMatchObject({ status: 'approved', decidedBy: uuid(99), decidedAt: NOW })
    expect(decision.holds).toEqual([{ kind: 'capture', id: read.find('transfer', uuid(40))?.holdId }])
    expect(decision.postings).toHaveLength(1)
    applied(read, decision)
    expect(decide(read, 'approval.decide', { approvalId, decision: 'approve' }, NOW, APPROVER)).toMatchObject({
      code: 'approval.already_decided',
      params: { status: 'approved' },
    })
  })

  it('rejected: the money is free again, with the reason kept', () => {
    const { read, approvalId } = waiting()
    const args = { approvalId, decision: 'reject', reason: 'Salah rekening' }
    const decision = accepted(decide(read, 'approval.decide', args, NOW, APPROVER))
    expect(one(decision.puts, 'subAccount', A)).toMatchObject({ held: '0.00', available: '500000000.00' })
    expect(one(decision.puts, 'transfer')).toMatchObject({ status: 'rejected' })
    expect(one(decision.puts, 'approval')).toMatchObject({ status: 'rejected', reason: 'Salah rekening' })
    expect(decision.holds).toEqual([{ kind: 'release', id: read.find('transfer', uuid(40))?.holdId }])
    expect(decision.postings).toEqual([])
  })

  it('is never the maker’s', () => {
    const { read, approvalId } = waiting()
    expect(decide(read, 'approval.decide', { approvalId, decision: 'approve' })).toMatchObject({
      code: 'approval.self',
    })
    expect(decide(read, 'approval.decide', { approvalId, decision: 'reject' })).toMatchObject({ code: 'approval.self' })
  })

  it('in time at the deadline, lapsed just after it, whether the bank has done it yet or not', () => {
    const { read, approvalId } = waiting()
    const approve = { approvalId, decision: 'approve' }
    expect(decide(read, 'approval.decide', approve, '2026-07-13T01:00:00.000Z', APPROVER).kind).toBe('accept')
    expect(decide(read, 'approval.decide', approve, '2026-07-13T01:00:00.001Z', APPROVER)).toMatchObject({
      code: 'approval.lapsed',
      params: { lapsesAt: '2026-07-13T01:00:00.000Z' },
    })
  })

  it('asks the rules again: what has been blocked or limited meanwhile does not move, and still waits', () => {
    const change = (of: Partial<SubAccount>) => {
      const { read, approvalId } = waiting()
      const a = read.find('subAccount', A)
      if (!a) throw new Error('no account')
      read.put({ type: 'subAccount', doc: { ...a, ...of } })
      return decide(read, 'approval.decide', { approvalId, decision: 'approve' }, NOW, APPROVER)
    }
    expect(change({ block: 'debit' })).toMatchObject({ kind: 'reject', code: 'account.debit_blocked' })
    expect(change({ limits: { debit: LIMIT('100000000.00'), credit: NONE } })).toMatchObject({
      code: 'account.limit_daily',
    })
  })

  it('lets a blocked account’s hold go when it is refused', () => {
    const { read, approvalId } = waiting()
    const a = read.find('subAccount', A)
    if (!a) throw new Error('no account')
    read.put({ type: 'subAccount', doc: { ...a, block: 'all' } })
    const decision = decide(read, 'approval.decide', { approvalId, decision: 'reject' }, NOW, APPROVER)
    expect(one(accepted(decision).puts, 'subAccount', A)).toMatchObject({ held: '0.00', block: 'all' })
  })

  it('needs the approval to be there', () => {
    expect(
      decide(world(), 'approval.decide', { approvalId: uuid(3), decision: 'approve' }, NOW, APPROVER),
    ).toMatchObject({
      code: 'not_found',
    })
  })
})
