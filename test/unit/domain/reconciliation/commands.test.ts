import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandOf } from '#shared/domain/commands'
import type { ReconciliationItem } from '#shared/domain/documents'
import { completeAmount } from '#shared/domain/reconciliation/expected-receipt'
import { reviewAfterCredit } from '#shared/domain/reconciliation/review'
import { IDR, parseCurrency } from '#shared/kernel/money'
import { context, GIRO, giro, NOW, subAccount, uuid } from '../../../support/accounts-world'
import type { MemoryDocuments } from '../../../support/memory-documents'
import {
  credit,
  decide,
  done,
  item,
  putCredit,
  putItem,
  receiptsWorld,
  STALL,
  STALL_NUMBER,
} from '../../../support/receipts-world'

const BATCH = uuid(900)
const row = (change: object = {}) => ({
  reference: 'INV-1',
  accountNumber: STALL_NUMBER,
  amount: '1500000.00',
  dueDate: '2026-07-31',
  ...change,
})
const importRows = (world: MemoryDocuments, rows: readonly object[], batchId = BATCH) =>
  decide(world, 'reconciliation.import', { batchId, rows })
const rejection = (code: string, params: object = {}) => ({
  kind: 'reject',
  code,
  params: expect.objectContaining(params),
})
const faultsOf = (world: MemoryDocuments, rows: readonly object[]) => {
  const decision = importRows(world, rows)
  if (decision.kind !== 'reject' || decision.code !== 'reconciliation.rows_faulty')
    throw new Error(JSON.stringify(decision))
  return decision.params.rows
}

describe('reconciliation.import', () => {
  it('writes one item for each row, under ids that follow from the command, and matches them at once', () => {
    const world = receiptsWorld(
      putCredit(credit(50, { reference: 'inv-1' })),
      putCredit(credit(51, { amount: '250000.00' })),
    )
    const rows = [row(), row({ reference: 'INV-2', amount: '250000.00' }), row({ reference: 'INV-3', amount: '7.00' })]
    expect(done(world, importRows(world, rows))).toEqual([
      item(1001, { ...row(), batchId: BATCH, status: 'matched', transactionId: uuid(50) }),
      item(1002, { ...row(rows[1]), batchId: BATCH, status: 'suggested', transactionId: uuid(51) }),
      item(1003, { ...row(rows[2]), batchId: BATCH, status: 'unmatched' }),
    ])
  })

  it('expects receipts on current accounts as well, in their currency', () => {
    const world = receiptsWorld({ type: 'currentAccount', doc: giro({ currency: 'JPY' }) })
    const rows = [row({ accountNumber: giro().number, amount: '1500' })]
    expect(done(world, importRows(world, rows))).toMatchObject([{ accountNumber: giro().number, amount: '1500' }])
    expect(faultsOf(world, [row({ accountNumber: giro().number, reference: 'x' })])).toEqual([
      { rowId: '0', faults: [{ code: 'money.invalid', path: 'amount', params: { currency: 'JPY', digits: 0 } }] },
    ])
  })

  it('moves the suggestions of what was open on the account', () => {
    const world = receiptsWorld(
      putCredit(credit(50, { reference: 'INV-9' })),
      putItem(item(1, { status: 'suggested', transactionId: uuid(50) })),
    )
    const written = done(world, importRows(world, [row({ reference: 'INV-9' })]))
    expect(written.map(({ id, status }) => [id, status])).toEqual([
      [uuid(1001), 'matched'],
      [uuid(1), 'unmatched'],
    ])
  })

  it('names every fault of every row and imports nothing', () => {
    const world = receiptsWorld(putItem(item(1)), putItem(item(2, { status: 'matched' })), {
      type: 'subAccount',
      doc: subAccount(11, { number: '8812300000012059', name: 'Tutup', status: 'closed' }),
    })
    const rows = [
      row({ rowId: 'sound' }),
      row({ rowId: 'empty', reference: '  ', amount: 'dua', dueDate: '2026-02-30' }),
      row({ rowId: 'nobody', accountNumber: '8812300000099999' }),
      row({ rowId: 'closed', accountNumber: '8812300000012059', amount: '0.00' }),
      row({ rowId: 'letters', accountNumber: 'Kas', reference: 'x'.repeat(65) }),
      row({ rowId: 'decimals', amount: '1500000' }),
      row({ rowId: 'negative', amount: '-5.00' }),
      { rowId: 'bare' },
      { rowId: 'nonsense', reference: 7, accountNumber: null, amount: {}, dueDate: [] },
      row({ rowId: 'again', reference: ' inv-1 ' }),
      row({ rowId: 'expected', reference: 'INV-1', dueDate: '2026-07-10' }),
      row({ rowId: 'had', reference: 'INV-2', dueDate: '2026-07-10' }),
    ]
    const wrong = (path: string, code: string, params?: object) => ({ path, code, ...(params ? { params } : {}) })
    expect(faultsOf(world, rows)).toEqual([
      {
        rowId: 'empty',
        faults: [wrong('reference', 'field.empty'), wrong('amount', 'field.money'), wrong('dueDate', 'field.date')],
      },
      {
        rowId: 'nobody',
        faults: [wrong('accountNumber', 'not_found', { type: 'account', number: '8812300000099999' })],
      },
      {
        rowId: 'closed',
        faults: [
          wrong('accountNumber', 'account.closed', { id: uuid(11), name: 'Tutup' }),
          wrong('amount', 'money.invalid', { currency: 'IDR', positive: true }),
        ],
      },
      {
        rowId: 'letters',
        faults: [wrong('reference', 'field.too_long'), wrong('accountNumber', 'field.account_number')],
      },
      { rowId: 'decimals', faults: [wrong('amount', 'money.invalid', { currency: 'IDR', digits: 2 })] },
      { rowId: 'negative', faults: [wrong('amount', 'field.money')] },
      {
        rowId: 'bare',
        faults: ['reference', 'accountNumber', 'amount', 'dueDate'].map((path) => wrong(path, 'field.invalid_type')),
      },
      {
        rowId: 'nonsense',
        faults: ['reference', 'accountNumber', 'amount', 'dueDate'].map((path) => wrong(path, 'field.invalid_type')),
      },
      { rowId: 'again', faults: [{ code: 'reconciliation.row_repeated', params: { rowId: 'sound' } }] },
      {
        rowId: 'expected',
        faults: [{ code: 'reconciliation.already_expected', params: { itemId: uuid(1), status: 'unmatched' } }],
      },
      {
        rowId: 'had',
        faults: [{ code: 'reconciliation.already_expected', params: { itemId: uuid(2), status: 'matched' } }],
      },
    ])
  })

  it('names all 37 faulty rows of 1,000', () => {
    const rows = Array.from({ length: 1_000 }, (_, n) =>
      row({ reference: `INV-${n}`, ...(n % 27 === 5 ? { amount: '0.00' } : {}) }),
    )
    expect(faultsOf(receiptsWorld(), rows)).toHaveLength(37)
  })

  it('takes again what was excluded, and a batch only once', () => {
    const world = receiptsWorld(putItem(item(1, { status: 'excluded' })))
    expect(done(world, importRows(world, [row({ dueDate: '2026-07-10' })]))).toHaveLength(1)
    expect(importRows(world, [row()])).toEqual(rejection('document.exists', { type: 'reconciliationBatch', id: BATCH }))
    expect(importRows(world, [row()], uuid(901)).kind).toBe('accept')
  })

  it('wants rows, at most 1,000, each with a name of its own', () => {
    const parse = (rows: unknown) => commandOf('reconciliation.import', 1)?.parse({ batchId: BATCH, rows })
    expect(parse([])).toMatchObject({ ok: false, errors: [{ path: 'rows' }] })
    expect(parse(Array(1_001).fill(row()))).toMatchObject({ ok: false, errors: [{ path: 'rows' }] })
    expect(parse([row({ rowId: '1' }), row()])).toMatchObject({
      ok: false,
      errors: [{ path: 'rows.1.rowId', code: 'field.repeated' }],
    })
    expect(parse(Array(1_000).fill({}))).toMatchObject({ ok: true })
  })
})

describe('reconciliation.decide', () => {
  const say = (world: MemoryDocuments, action: string, change: object = {}) =>
    decide(world, 'reconciliation.decide', { itemId: uuid(1), action, ...change })
  const suggested = item(1, { status: 'suggested', transactionId: uuid(50) })

  it('confirm takes the suggested credit, and others lose it', () => {
    const world = receiptsWorld(putCredit(credit(50)), putItem(suggested), putItem({ ...suggested, id: uuid(2) }))
    expect(done(world, say(world, 'confirm'))).toMatchObject([
      { id: uuid(1), status: 'matched', transactionId: uuid(50) },
      { id: uuid(2), status: 'unmatched' },
    ])
    expect(world.find('reconciliationItem', uuid(2))).not.toHaveProperty('transactionId')
  })

  it('several receipts split one credit, as long as enough of it is left', () => {
    const world = receiptsWorld(putCredit(credit(50)))
    for (const [n, amount] of ['700000.00', '800000.00', '0.01'].entries()) world.put(putItem(item(n + 1, { amount })))
    const confirm = (n: number) => say(world, 'confirm', { itemId: uuid(n), transactionId: uuid(50) })
    done(world, confirm(1))
    done(world, confirm(2))
    expect(confirm(3)).toEqual(
      rejection('reconciliation.already_matched', {
        transactionId: uuid(50),
        amount: '0.01',
        left: '0.00',
        references: 'INV-1, INV-2',
        items: [
          { id: uuid(1), reference: 'INV-1', amount: '700000.00' },
          { id: uuid(2), reference: 'INV-2', amount: '800000.00' },
        ],
      }),
    )
  })

  it('a credit that nothing is matched to may still be too small', () => {
    const world = receiptsWorld(putCredit(credit(50, { amount: '1499999.99' })), putItem(item(1)))
    expect(say(world, 'confirm', { transactionId: uuid(50) })).toEqual(
      rejection('reconciliation.credit_too_small', { amount: '1500000.00', left: '1499999.99' }),
    )
  })

  it('confirm wants a credit of that account', () => {
    const elsewhere = receiptsWorld(putCredit(credit(50, { accountId: GIRO })), putItem(suggested))
    expect(say(elsewhere, 'confirm')).toEqual(rejection('not_found', { type: 'accountTransaction', id: uuid(50) }))
    const debit = receiptsWorld(putCredit(credit(50, { direction: 'debit' })), putItem(suggested))
    expect(say(debit, 'confirm')).toEqual(rejection('not_found'))
    expect(say(receiptsWorld(putItem(suggested)), 'confirm')).toEqual(rejection('not_found'))
    expect(say(receiptsWorld(putItem(item(1))), 'confirm')).toEqual(rejection('reconciliation.nothing_suggested'))
    expect(say(receiptsWorld(), 'confirm')).toEqual(rejection('not_found', { type: 'reconciliationItem' }))
  })

  it('what is matched is neither confirmed nor excluded again', () => {
    const matched = item(1, { status: 'matched', transactionId: uuid(50) })
    const world = receiptsWorld(putCredit(credit(50)), putItem(matched))
    for (const action of ['confirm', 'exclude']) {
      expect(say(world, action)).toEqual(
        rejection('reconciliation.already_matched', { itemId: uuid(1), transactionId: uuid(50), references: 'INV-1' }),
      )
    }
  })

  it('exclude takes it out, and its credit is free for others', () => {
    const other = item(2, { dueDate: '2026-07-11' })
    const world = receiptsWorld(putCredit(credit(50)), putItem(suggested), putItem(other))
    const written = done(world, say(world, 'exclude'))
    expect(written).toMatchObject([
      { id: uuid(1), status: 'excluded' },
      { id: uuid(2), status: 'suggested', transactionId: uuid(50) },
    ])
    expect(written[0]).not.toHaveProperty('transactionId')
    for (const action of ['exclude', 'confirm'])
      expect(say(world, action)).toEqual(rejection('reconciliation.wrong_state', { status: 'excluded', action }))
  })

  it('reopen opens what was decided; from then on it is at most suggested', () => {
    for (const status of ['matched', 'excluded'] as const) {
      const before: ReconciliationItem = item(1, { status, transactionId: uuid(50) })
      const world = receiptsWorld(putCredit(credit(50, { reference: 'INV-1' })), putItem(before))
      expect(done(world, say(world, 'reopen'))).toEqual([
        item(1, { status: 'suggested', transactionId: uuid(50), reopened: true, version: 2 }),
      ])
      expect(say(world, 'reopen')).toEqual(rejection('reconciliation.wrong_state', { status: 'suggested' }))
    }
  })
})

describe('amounts as files have them', () => {
  it('are completed to the decimals of the currency, and nothing else about them is changed', () => {
    const jpy = parseCurrency('JPY')
    if (!jpy.ok) throw new Error('no yen')
    expect(completeAmount('1500000', IDR)).toBe('1500000.00')
    expect(completeAmount('1500000.5', IDR)).toBe('1500000.50')
    expect(completeAmount('-5', IDR)).toBe('-5.00')
    expect(completeAmount('1500', jpy.value)).toBe('1500')
    for (const text of ['', '1.234', '1,5', 'Rp 5', '12345678901234567890'])
      expect(completeAmount(text, IDR)).toBe(text)
    expect(completeAmount('1500.0', jpy.value)).toBe('1500.0')
  })
})

const amount = fc.constantFrom('100.00', '200.00', '300.00')
const step = fc.oneof(
  fc.record({
    do: fc.constant('import' as const),
    reference: fc.constantFrom('A', 'B', 'C'),
    amount,
    due: fc.integer({ min: 1, max: 28 }),
  }),
  fc.record({ do: fc.constant('credit' as const), reference: fc.constantFrom('A', 'b', 'x'), amount }),
  fc.record({
    do: fc.constant('decide' as const),
    action: fc.constantFrom('confirm', 'exclude', 'reopen'),
    item: fc.nat(30),
    credit: fc.option(fc.nat(12), { nil: undefined }),
  }),
)

describe('any sequence of imports, credits and decisions', () => {
  it('never matches more to a credit than it is, and leaves nothing that another review would change', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = receiptsWorld()
        const credits: string[] = []
        for (const [index, each] of steps.entries()) play(world, credits, each, index)
        const items = world.findWhere('reconciliationItem', 'accountNumber', STALL_NUMBER)
        for (const id of credits) {
          const line = world.find('accountTransaction', id)
          const matched = items.filter((one) => one.status === 'matched' && one.transactionId === id)
          const sum = matched.reduce((total, one) => total + Number(one.amount), 0)
          expect(sum).toBeLessThanOrEqual(Number(line?.amount))
        }
        for (const one of items)
          expect(one.transactionId !== undefined).toBe(['matched', 'suggested'].includes(one.status))
      }),
      { numRuns: 300 },
    )
  })
})

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function play(world: MemoryDocuments, credits: string[], each: Step, index: number): void {
  if (each.do === 'credit') {
    const line = credit(5_000 + index, { accountId: STALL, amount: each.amount, reference: each.reference })
    credits.push(line.id)
    const puts = reviewAfterCredit(world, { number: STALL_NUMBER }, { type: 'accountTransaction', doc: line })
    world.put(putCredit(line))
    for (const put of puts) world.put(put)
    return
  }
  const items = world.findWhere('reconciliationItem', 'accountNumber', STALL_NUMBER)
  const decision =
    each.do === 'import'
      ? decideStep(world, index, 'reconciliation.import', {
          batchId: uuid(9_000 + index),
          rows: [
            row({
              reference: each.reference,
              amount: each.amount,
              dueDate: `2026-07-${String(each.due).padStart(2, '0')}`,
            }),
          ],
        })
      : decideStep(world, index, 'reconciliation.decide', {
          itemId: items[each.item % Math.max(1, items.length)]?.id ?? uuid(77),
          action: each.action,
          ...(each.credit === undefined
            ? {}
            : { transactionId: credits[each.credit % Math.max(1, credits.length)] ?? uuid(78) }),
        })
  if (decision.kind === 'accept') for (const put of decision.puts) world.put(put)
}

/** Each command makes ids of its own. */
function decideStep(world: MemoryDocuments, index: number, type: string, args: Record<string, unknown>) {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed?.ok) throw new Error(`${type} does not parse`)
  return parsed.command.decide(world, { ...context('bank', NOW), newId: () => uuid(100_000 + index) })
}
