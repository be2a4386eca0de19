import { describe, expect, it } from 'vitest'
import { commandOf } from '#shared/domain/commands'
import { completeAmount } from '#shared/domain/reconciliation/expected-receipt'
import { IDR, parseCurrency } from '#shared/kernel/money'
import { giro, subAccount, uuid } from '../../../support/accounts-world'
import type { MemoryDocuments } from '../../../support/memory-documents'
import {
  credit,
  decide,
  done,
  item,
  putCredit,
  putItem,
  receiptsWorld,
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
    const accountNumber = giro().number
    expect(faultsOf(world, [row({ accountNumber })])).toEqual([
      {
        rowId: '0',
        faults: [{ code: 'money.invalid', path: 'amount', params: { reason: 'decimals', currency: 'JPY', digits: 0 } }],
      },
    ])
    const rows = [row({ accountNumber, amount: '1500' })]
    expect(done(world, importRows(world, rows))).toMatchObject([{ accountNumber, amount: '1500' }])
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
        faults: [wrong('accountNumber', 'account.number_unknown', { number: '8812300000099999' })],
      },
      {
        rowId: 'closed',
        faults: [
          wrong('accountNumber', 'account.closed', { id: uuid(11), name: 'Tutup' }),
          wrong('amount', 'money.invalid', { reason: 'not_positive', currency: 'IDR' }),
        ],
      },
      {
        rowId: 'letters',
        faults: [wrong('reference', 'field.too_long'), wrong('accountNumber', 'field.account_number')],
      },
      {
        rowId: 'decimals',
        faults: [wrong('amount', 'money.invalid', { reason: 'decimals', currency: 'IDR', digits: 2 })],
      },
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
