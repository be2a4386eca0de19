import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confirmedCreditReceipts } from '#main/storage/reconciliation/credit-receipts'
import type { AccountTransaction } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import { BANK_ZONE, localDateIn } from '#shared/kernel/time'
import { BankClient, freshId } from '../../support/bank-client'
import { readMt940 } from '../../unit/reports/mt940-reader'
import { readPdf } from '../../unit/reports/pdf-reader'
import { readXlsx } from '../../unit/reports/xlsx-reader'
import { eventually } from '../session/session-world'
import { busiestAccount, createReportsWorld, instant, linesAtBank, type ReportsWorld } from './reports-world'

const JUNE = { from: '2026-06-01', to: '2026-06-30' }
/** The feed has lines from 12 April on; the history of the demo company begins in March. */
const SPRING = { from: '2026-03-01', to: '2026-06-30' }

describe('a statement', () => {
  let world: ReportsWorld
  let accountId: string
  beforeAll(async () => {
    world = await createReportsWorld()
    accountId = busiestAccount(world.bank)
  }, 120_000)
  afterAll(() => world.end())

  const exporter = () => world.exporter((name) => join(world.folder, name))
  const minor = (amount: string) => BigInt(amount.replace('.', ''))
  const signed = ({ direction, amount }: AccountTransaction) =>
    direction === 'credit' ? minor(amount) : -minor(amount)
  const linesOf = ({ from, to }: typeof JUNE) =>
    linesAtBank(world.bank, accountId).filter(({ postedAt }) => {
      const date = localDateIn(BANK_ZONE, instant(postedAt))
      return date >= from && date <= to
    })
  const save = async (format: 'csv' | 'xlsx' | 'pdf' | 'mt940' | 'camt053', period = JUNE) => {
    const { handlers, asked, read } = exporter()
    const answer = await handlers['reports.statement']({ accountId, ...period, format })
    expect(answer).toEqual({ ok: true, value: { saved: true } })
    return { name: asked[0] ?? '', bytes: read(asked[0] ?? '') }
  }

  it('as CSV has what the bank has posted, in its order, between two balances', async () => {
    const { name, bytes } = await save('csv')
    const { data } = Papa.parse<Record<string, string>>(bytes.toString('utf8').slice(1), {
      header: true,
      skipEmptyLines: true,
    })
    const lines = linesOf(JUNE)
    expect(lines.length).toBeGreaterThan(5)
    expect(name).toMatch(/^statement-\d+-2026-06-01-2026-06-30\.csv$/)
    expect(
      data.slice(1, -1).map((row) => [row.Reference, row['Debit (IDR)'], row['Credit (IDR)'], row['Balance (IDR)']]),
    ).toEqual(
      lines.map((line) => [
        line.reference,
        line.direction === 'debit' ? line.amount : '',
        line.direction === 'credit' ? line.amount : '',
        line.balanceAfter,
      ]),
    )
    const [opening] = data
    const closing = data.at(-1)
    const [first] = lines
    expect(opening?.Description).toBe('Opening balance')
    expect(minor(opening?.['Balance (IDR)'] ?? '')).toBe(first ? minor(first.balanceAfter) - signed(first) : null)
    expect([closing?.Description, closing?.['Balance (IDR)']]).toEqual(['Closing balance', lines.at(-1)?.balanceAfter])
  })

  it('as CSV says which expected receipts a line stands for', async () => {
    const [credit] = linesOf(JUNE).filter(({ direction }) => direction === 'credit')
    if (!credit) throw new Error('no credit')
    const accountNumber = world.live().accounts.get(accountId)?.number ?? ''
    const client = await new BankClient(world.bank.url).login('maker')
    const row = { accountNumber, amount: credit.amount, dueDate: '2026-06-20', reference: credit.reference }
    const rows = [row, { ...row, reference: 'INV/ELSE' }]
    expect(await client.submit('reconciliation.import', { batchId: freshId(), rows })).toMatchObject({
      status: 'accepted',
    })
    await eventually(() => {
      const marks = confirmedCreditReceipts(world.live().store, [credit.id])
      expect(marks[credit.id]).toContainEqual({ reference: credit.reference, status: 'matched', pending: false })
    })
    const { bytes } = await save('csv')
    const { data } = Papa.parse<Record<string, string>>(bytes.toString('utf8').slice(1), { header: true })
    const marked = data.filter(({ Reconciliation }) => Reconciliation)
    expect(marked.map((line) => [line.Reference, line.Reconciliation])).toContainEqual([
      credit.reference,
      `matched: ${credit.reference}`,
    ])
  })

  it('as MT940 and camt.053 has the same lines and balances', async () => {
    const lines = linesOf(JUNE)
    const mt = readMt940((await save('mt940')).bytes.toString('utf8'))
    expect(mt.lines.map((line) => line.minor)).toEqual(lines.map(signed))
    expect(mt.closing.minor).toBe(minor(lines.at(-1)?.balanceAfter ?? ''))
    expect(mt.opening.minor + mt.lines.reduce((sum, line) => sum + line.minor, 0n)).toBe(mt.closing.minor)
    const { name, bytes } = await save('camt053')
    const xml = bytes.toString('utf8')
    expect(name).toMatch(/\.xml$/)
    expect(
      [...xml.matchAll(/<Ntry><NtryRef>[^<]*<\/NtryRef><Amt Ccy="IDR">([^<]*)<\/Amt><CdtDbtInd>(\w+)/g)].map(
        ([, amount = '', side]) => (side === 'CRDT' ? minor(amount) : -minor(amount)),
      ),
    ).toEqual(lines.map(signed))
    expect(xml).toContain('<Ownr><Nm>PT Nusantara Ritel</Nm></Ownr>')
  })

  it('as workbook and on paper has the same lines', async () => {
    const lines = linesOf(JUNE)
    const { rows, frozenRows } = readXlsx((await save('xlsx')).bytes)
    const table = [...rows].filter(([row]) => row > frozenRows).map(([, cells]) => cells)
    expect(table).toHaveLength(lines.length + 2)
    expect(table.slice(1, -1).map((cells) => Number(cells.at(-1)?.value))).toEqual(
      lines.map((line) => Number(line.balanceAfter)),
    )
    const { texts } = readPdf((await save('pdf')).bytes)
    const written = texts.map(({ text }) => text)
    for (const { reference } of lines) expect(written).toContain(reference)
  })

  it('that begins before what the copy has is asked of the bank, whole', async () => {
    const inCopy = world.live().accounts.statement({ accountId, limit: 500 }).transactions.length
    const lines = linesOf(SPRING)
    const mt = readMt940((await save('mt940', SPRING)).bytes.toString('utf8'))
    expect(mt.lines.map((line) => line.minor)).toEqual(lines.map(signed))
    expect(linesAtBank(world.bank, accountId).length).toBeGreaterThan(inCopy)
    expect(mt.lines[0]?.entryDate.slice(0, 2)).toBe('03')
  })

  it('up to today has what is available, as the account does', async () => {
    const today = { from: '2026-07-01', to: '2026-07-31' }
    const mt = readMt940((await save('mt940', today)).bytes.toString('utf8'))
    const account = world.live().accounts.get(accountId)
    expect(mt.available?.minor).toBe(minor(account?.available ?? ''))
    expect(mt.closing).toEqual({ minor: minor(account?.balance ?? ''), date: '260710', currency: 'IDR' })
  })

  it('does not know what this computer only guesses', async () => {
    const { store } = world.live()
    const before = (await save('csv', { from: '2026-07-01', to: '2026-07-31' })).bytes
    const [sample] = linesAtBank(world.bank, accountId)
    if (sample === undefined) throw new Error('no line')
    const id = newId({ nowMs: Date.now(), randomBytes: (length) => new Uint8Array(length).fill(3) })
    const doc = { ...sample, id, postedAt: '2026-07-10T00:30:00.000Z', amount: '1.00', balanceAfter: '1.00' }
    store.transaction(() => store.documents.writeGuess({ type: 'accountTransaction', doc }, '2026-07-10T00:30:00.000Z'))
    expect(world.live().accounts.statement({ accountId, limit: 1 }).transactions[0]?.id).toBe(id)
    expect((await save('csv', { from: '2026-07-01', to: '2026-07-31' })).bytes.equals(before)).toBe(true)
    store.transaction(() => store.documents.restoreBases())
  })

  it('of a period that is none, or of an account that the bank does not know, is refused with a code', async () => {
    const { handlers, asked } = exporter()
    const ask = async (change: object) => {
      const answer = await handlers['reports.statement']({ accountId, ...JUNE, format: 'csv', ...change })
      return answer.ok ? answer.value : answer.error.code
    }
    expect(await ask({ from: '2026-07-01' })).toBe('statement.period_reversed')
    expect(await ask({ from: '2026-07-11', to: '2026-07-12' })).toBe('statement.period_ahead')
    expect(await ask({ accountId: newId({ nowMs: 1, randomBytes: (length) => new Uint8Array(length) }) })).toBe(
      'not_found',
    )
    expect(asked).toEqual([])
  })

  it('is not written where the user chooses no file, nor where it cannot be', async () => {
    const none = world.exporter(() => null)
    expect(await none.handlers['reports.statement']({ accountId, ...JUNE, format: 'pdf' })).toEqual({
      ok: true,
      value: { saved: false },
    })
    const nowhere = world.exporter(() => join(world.folder, 'no such folder', 'x.pdf'))
    expect(await nowhere.handlers['reports.statement']({ accountId, ...JUNE, format: 'pdf' })).toEqual({
      ok: false,
      error: { code: 'report.not_saved' },
    })
    expect(nowhere.faults).toHaveLength(1)
  })

  it('whose line is missing from the copy is refused, never written with a gap', async () => {
    const { store } = world.live()
    const [, second] = linesOf(JUNE)
    const table = store.tables().entity('accountTransaction')
    const kept = store.db.prepare(`SELECT * FROM ${table} WHERE id = ?`).get(second?.id ?? '')
    expect(kept).toBeDefined()
    store.db.exec('BEGIN')
    store.db.prepare(`DELETE FROM ${table} WHERE id = ?`).run(second?.id ?? '')
    const { handlers, asked } = exporter()
    const answer = await handlers['reports.statement']({ accountId, ...JUNE, format: 'csv' })
    store.db.exec('ROLLBACK')
    expect(answer).toMatchObject({ ok: false, error: { code: 'statement.broken' } })
    expect(asked).toEqual([])
  })

  it('offline is made from the copy, and says what it needs the bank for', async () => {
    await world.bank.stop()
    const { sync } = world.live()
    sync.networkChanged()
    await eventually(() => {
      if (sync.status().connection !== 'offline') throw new Error('not yet')
    })
    const { handlers, asked } = exporter()
    expect(await handlers['reports.statement']({ accountId, ...SPRING, format: 'csv' })).toEqual({
      ok: false,
      error: { code: 'statement.bank_needed', params: { from: '2026-04-12' } },
    })
    expect(asked).toEqual([])
    await save('camt053', { from: '2026-04-12', to: '2026-07-10' })
  })
})
