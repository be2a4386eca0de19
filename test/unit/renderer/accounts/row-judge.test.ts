import { describe, expect, it } from 'vitest'
import type { CsvRow } from '../../../../renderer/components/csv-import'
import { createRowLinks } from '../../../../renderer/components/csv-import/row-links'
import { importLinks, importUnique, schemeWords } from '../../../../renderer/features/accounts/import/import-fields'
import { IMPORT_KEYS, type ImportKey } from '../../../../renderer/features/accounts/import/import-row'
import { createRowJudge, type JudgePorts } from '../../../../renderer/features/accounts/import/row-judge'
import { createWords } from '../../../../renderer/locales/i18n'
import { accountNumber, groupInFours } from '../../../../shared/domain/accounts/account-number'
import { creationBook } from '../../../../shared/domain/accounts/create-book'
import { judgeRows } from '../../../../shared/domain/accounts/create-many'
import { openingDay } from '../../../../shared/domain/accounts/create-rule'
import { ok } from '../../../../shared/kernel/result'
import { accountsWorld, GIRO, NOW, subAccount } from '../../../support/accounts-world'

const PREFIX = '88123'
const KEMANG = subAccount(10, { number: '8812300000012042', name: 'Branch Kemang' })
const made = accountNumber(PREFIX, '7700000001')
const WHOLE = made.ok ? made.value : ''
const FALLBACK = { id: GIRO, name: 'Giro Operasional', number: '1370001122334', currency: 'IDR' }
const WORDS = schemeWords(
  (['en', 'id'] as const).map((language) => createWords(language).getFixedT(language, 'accounts')),
)

/** The main process as far as the judge asks it, with the real rule. */
function ports(): JudgePorts & { readonly asked: string[][] } {
  const today = openingDay({ now: NOW })
  if (!today.ok) throw new Error('no day')
  const asked: string[][] = []
  return {
    asked,
    async checkRows(items) {
      asked.push(items.map(({ rowId }) => rowId))
      const { faulty } = judgeRows(creationBook(accountsWorld(KEMANG)), items, today.value)
      return ok({
        faulty: faulty.map(({ rowId, faults }) => ({ rowId, faults: faults.map((fault) => ({ ...fault })) })),
      })
    },
    findParents: async (texts) =>
      ok(
        texts.map((text) => {
          if (text === KEMANG.number)
            return { id: KEMANG.id, name: KEMANG.name, number: KEMANG.number, currency: 'IDR' }
          return text === 'Giro Operasional' ? FALLBACK : null
        }),
      ),
    nowMs: () => Date.parse(NOW),
    randomBytes: (count) => new Uint8Array(count).fill(7),
  }
}

function row(line: number, values: Partial<Record<ImportKey, string>>): CsvRow<ImportKey> {
  const empty = Object.fromEntries(IMPORT_KEYS.map((key) => [key, ''])) as Record<ImportKey, string>
  return { rowId: String(line), values: { ...empty, name: `Kas ${line}`, scheme: 'petty cash', ...values } }
}

async function judged(...rows: CsvRow<ImportKey>[]) {
  const main = ports()
  const links = createRowLinks({
    rowCount: rows.length,
    rowAt: (index) => rows[index] ?? row(0, {}),
    links: importLinks(PREFIX),
  })
  await links.prepare()
  const place = ({ rowId }: CsvRow<ImportKey>) => rows.findIndex((each) => each.rowId === rowId)
  const judge = createRowJudge(main, { prefix: PREFIX, fallback: FALLBACK, schemes: WORDS })
  const around = {
    above: (each: CsvRow<ImportKey>) => links.above(place(each)),
    isCircular: (each: CsvRow<ImportKey>) => links.isCircular(place(each)),
  }
  const answer = await judge.judge(rows, around)
  if (!answer.ok) throw new Error(answer.error.code)
  return { verdicts: answer.value, main }
}

async function verdictOn(values: Partial<Record<ImportKey, string>>) {
  const { verdicts } = await judged(row(2, values))
  return verdicts[0]
}

describe('a row of an import', () => {
  it('becomes what the command takes: digits, amounts with the currency’s decimals, schemes by their words', async () => {
    const verdict = await verdictOn({
      number: WHOLE,
      parent: KEMANG.number ?? '',
      scheme: 'Kas Kecil',
      debitDaily: '5000000',
      creditPerTransaction: '0012.5',
      reference: 'ERP-1',
    })
    expect(verdict).toMatchObject({
      rowId: '2',
      faults: [],
      notes: { parent: 'Branch Kemang' },
      item: {
        parentId: KEMANG.id,
        name: 'Kas 2',
        scheme: 'petty_cash',
        body: '7700000001',
        limits: { debit: { daily: '5000000.00' }, credit: { perTransaction: '12.50' } },
        externalRef: 'ERP-1',
      },
    })
  })

  it('leaves out what the file leaves out, and stands under the account chosen for such rows', async () => {
    const verdict = await verdictOn({})
    expect(verdict?.item).toEqual({
      rowId: '2',
      id: expect.any(String),
      parentId: GIRO,
      name: 'Kas 2',
      scheme: 'petty_cash',
    })
    expect(verdict?.notes).toEqual({ parent: 'Giro Operasional' })
  })

  it.each<[string, Partial<Record<ImportKey, string>>, object[]]>([
    ['no scheme', { scheme: 'savings' }, [{ path: 'scheme', code: 'field.invalid_value' }]],
    ['no name', { name: '' }, [{ path: 'name', code: 'field.empty' }]],
    ['too few digits', { number: '12' }, [{ path: 'number', code: 'field.account_body' }]],
    ['three decimals', { debitDaily: '1.125' }, [{ path: 'debitDaily', code: 'money.invalid' }]],
    ['no amount', { creditDaily: 'many' }, [{ path: 'creditDaily', code: 'field.money' }]],
    [
      'a wrong check digit',
      { number: '8812377000000014' },
      [{ path: 'number', code: 'account.check_digit', params: { right: expect.stringMatching(/^\d$/) } }],
    ],
    [
      'a number of another company',
      { number: '9912300000012042' },
      [{ path: 'number', code: 'account.other_prefix', params: { prefix: PREFIX } }],
    ],
    [
      'a parent nobody knows',
      { parent: 'Nobody' },
      [{ path: 'parent', code: 'account.parent_unknown', params: { parent: 'Nobody' } }],
    ],
    [
      'a number in use',
      { number: '0000001204' },
      [
        {
          path: 'number',
          code: 'account.number_taken',
          params: { number: KEMANG.number, takenById: KEMANG.id, takenByName: KEMANG.name },
        },
      ],
    ],
    [
      'everything at once',
      { name: '', scheme: '', number: 'x', parent: 'y' },
      [
        { path: 'parent', code: 'account.parent_unknown', params: { parent: 'y' } },
        { path: 'name', code: 'field.empty' },
        { path: 'scheme', code: 'field.invalid_value' },
        { path: 'number', code: 'field.account_body' },
      ],
    ],
  ])('is faulty with %s, and says so of the cell', async (_what, values, faults) => {
    const verdict = await verdictOn(values)
    expect(verdict).toMatchObject({ faults, item: null })
    expect(verdict?.faults).toHaveLength(faults.length)
  })

  it('takes a formula for what it is: text', async () => {
    const name = '=HYPERLINK("http://x")'
    expect((await verdictOn({ name }))?.item?.name).toBe(name)
  })
})

describe('rows that stand under other rows', () => {
  it('are found by number, before or after, and keep the ids they were given', async () => {
    const { verdicts } = await judged(
      row(2, { parent: '7700000001' }),
      row(3, { number: '7700000001', parent: 'Giro Operasional' }),
      row(4, { parent: groupInFours(WHOLE) }),
    )
    const [child, parent, other] = verdicts.map(({ item }) => item)
    expect(verdicts.flatMap(({ faults }) => faults)).toEqual([])
    expect(child?.parentId).toBe(parent?.id)
    expect(other?.parentId).toBe(parent?.id)
    expect(verdicts[0]?.notes).toEqual({ parent: 'Kas 3' })
  })

  it('are faulty with the row they stand under', async () => {
    const { verdicts } = await judged(row(2, { number: '7700000001', name: '' }), row(3, { parent: '7700000001' }))
    expect(verdicts[1]?.faults).toEqual([{ path: 'parent', code: 'account.parent_faulty', params: { rowId: '2' } }])
  })

  it('are too deep together', async () => {
    const number = (n: number) => `770000000${n}`
    const chain = Array.from({ length: 7 }, (_, n) =>
      row(n + 2, { number: number(n), parent: n === 0 ? 'Giro Operasional' : number(n - 1) }),
    )
    const { verdicts } = await judged(...chain)
    expect(verdicts.map(({ faults }) => faults.map(({ code }) => code))).toEqual([
      ...Array.from({ length: 6 }, () => []),
      ['account.too_deep'],
    ])
  })

  it('cannot stand under themselves', async () => {
    const { verdicts } = await judged(
      row(2, { number: '7700000001', parent: '7700000002' }),
      row(3, { number: '7700000002', parent: '7700000001' }),
    )
    expect(verdicts.map(({ faults }) => faults)).toEqual([
      [{ path: 'parent', code: 'account.file_circle' }],
      [{ path: 'parent', code: 'account.file_circle' }],
    ])
  })

  it('stand under an account that is there rather than under a row that wants its number', async () => {
    const { verdicts } = await judged(row(2, { number: '0000001204' }), row(3, { parent: KEMANG.number ?? '' }))
    expect(verdicts[1]).toMatchObject({ faults: [], item: { parentId: KEMANG.id } })
  })

  it('are asked about once, in one question', async () => {
    const { main } = await judged(row(2, { parent: '7700000001' }), row(3, { number: '7700000001' }))
    expect(main.asked).toEqual([['3', '2']])
  })
})

describe('a number of a row', () => {
  it('is the same however it is written', () => {
    const [unique] = importUnique(PREFIX)
    const keys = ['7700000001', WHOLE, 'x', ''].map((number) => unique?.keyOf(row(2, { number }).values))
    expect(keys).toEqual(['7700000001', '7700000001', null, null])
  })
})
