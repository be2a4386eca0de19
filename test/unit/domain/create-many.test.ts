import { describe, expect, it } from 'vitest'
import type { Decision, DocumentReader } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import type { SubAccount } from '#shared/domain/documents'
import { accountsWorld, context, GIRO, NOW, subAccount, uuid } from '../../support/accounts-world'

type Row = Readonly<Record<string, unknown>>

/** A sound row; its id is made of `n`, its name of its line. */
const row = (n: number, change: Row = {}): Row => ({
  rowId: String(n),
  id: uuid(100 + n),
  parentId: GIRO,
  name: `Kas ${n}`,
  scheme: 'petty_cash',
  ...change,
})

interface Asked {
  readonly onFault?: 'reject' | 'skip'
  readonly side?: 'bank' | 'app'
  readonly world?: DocumentReader
}

function decide(
  items: readonly Row[],
  { onFault = 'reject', side = 'bank', world = accountsWorld() }: Asked = {},
): Decision {
  const parsed = commandOf('subAccount.createMany', 1)?.parse({ items, onFault })
  if (!parsed) throw new Error('no such command')
  return parsed.ok ? parsed.command.decide(world, context(side, NOW)) : { kind: 'invalid', errors: parsed.errors }
}

function opened(decision: Decision): Pick<SubAccount, 'id' | 'name' | 'number' | 'parentId'>[] {
  if (decision.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(decision)}`)
  return decision.puts.flatMap(({ type, doc }) => (type === 'subAccount' ? [doc] : []))
}

function faultsOf(decision: Decision): unknown {
  if (decision.kind === 'invalid') throw new Error('invalid')
  return decision.params?.rows
}

const only = (n: number, ...faults: object[]) => [{ rowId: String(n), faults }]

describe('subAccount.createMany', () => {
  it('opens every row, with numbers in the order of the rows', () => {
    const made = opened(decide([row(1), row(2), row(3)]))
    expect(made.map(({ id, name }) => [id, name])).toEqual([1, 2, 3].map((n) => [uuid(100 + n), `Kas ${n}`]))
    expect(made.map(({ number }) => number)).toEqual(['8812300000012042', '8812300000012059', '8812300000012067'])
  })

  it('leaves the numbers to the bank in the app and guesses all else alike', () => {
    const rows = [row(1), row(2, { parentId: uuid(101), body: '0000009999', externalRef: ' ERP-1 ' }), row(3)]
    const atBank = opened(decide(rows))
    const inApp = opened(decide(rows, { side: 'app' }))
    expect(inApp.map(({ number }) => number)).toEqual([null, atBank[1]?.number, null])
    expect(inApp.map((doc) => ({ ...doc, number: null }))).toEqual(atBank.map((doc) => ({ ...doc, number: null })))
  })

  it('builds each account as the same row alone would', () => {
    const limits = { debit: { daily: '50000000.00' } }
    const { rowId: _line, ...args } = row(1, { name: '  Kas  ', limits, externalRef: 'ERP-7', body: '0000000077' })
    const alone = commandOf('subAccount.create', 1)?.parse(args)
    if (!alone?.ok) throw new Error('does not parse')
    expect(decide([{ rowId: '1', ...args }])).toEqual(alone.command.decide(accountsWorld(), context('bank', NOW)))
  })

  it('hangs a row under an earlier row, with the field digits of its number', () => {
    const branches = accountsWorld().put({
      type: 'numberingScheme',
      doc: {
        id: uuid(3),
        currentAccountId: GIRO,
        segments: [
          { kind: 'field', name: 'branch', width: 3 },
          { kind: 'sequence', width: 7 },
        ],
      },
    })
    const rows = [row(1, { body: '7770000001' }), row(2, { parentId: uuid(101) }), row(3, { parentId: uuid(102) })]
    const numbers = opened(decide(rows, { world: branches })).map(({ number }) => number?.slice(5, 15))
    expect(numbers).toEqual(['7770000001', '7770001204', '7770001205'])
  })

  it('gives a number of the series only where no row has typed it', () => {
    const made = opened(decide([row(1), row(2, { body: '0000001204' }), row(3)]))
    expect(made.map(({ number }) => number?.slice(5, 15))).toEqual(['0000001205', '0000001204', '0000001206'])
  })

  it('does not give a number twice to two current accounts that count alike', () => {
    const second = uuid(4)
    const world = accountsWorld()
      .put({ type: 'currentAccount', doc: { ...giroOf(second) } })
      .put({
        type: 'numberingScheme',
        doc: { id: uuid(5), currentAccountId: second, segments: [{ kind: 'sequence', width: 10 }] },
      })
    const counting = { ...context('bank', NOW), nextInSeries: seriesFrom(7) }
    const parsed = commandOf('subAccount.createMany', 1)?.parse({
      items: [row(1), row(2, { parentId: second })],
      onFault: 'reject',
    })
    if (!parsed?.ok) throw new Error('does not parse')
    const numbers = opened(parsed.command.decide(world, counting)).map(({ number }) => number?.slice(5, 15))
    expect(numbers).toEqual(['0000000007', '0000000008'])
  })

  describe('names what is wrong with a row', () => {
    const taken = accountsWorld(
      subAccount(10, { number: '8812300000012042', name: 'Kemang' }),
      subAccount(11, { status: 'closed', name: 'Tutup' }),
    )
    it.each<[string, Row, object[]]>([
      ['an empty name', { name: ' ' }, [{ path: 'name', code: 'field.empty' }]],
      ['no name', { name: undefined }, [{ path: 'name', code: 'field.invalid_type' }]],
      ['a body too short', { body: '123' }, [{ path: 'body', code: 'field.account_body' }]],
      ['an unknown scheme', { scheme: 'savings' }, [{ path: 'scheme', code: 'field.invalid_value' }]],
      ['a bad id', { id: 'x' }, [{ path: 'id', code: 'field.id' }]],
      ['a bad parent id', { parentId: 7 }, [{ path: 'parentId', code: 'field.invalid_type' }]],
      ['no amount', { limits: { debit: { daily: 'x' } } }, [{ path: 'limits.debit.daily', code: 'field.money' }]],
      [
        'too few decimals',
        { limits: { credit: { perTransaction: '5.0' } } },
        [{ path: 'limits.credit.perTransaction', code: 'money.invalid' }],
      ],
      [
        'everything at once',
        { name: '', scheme: 'x', body: 'y', limits: { debit: { daily: '-1' } } },
        [
          { path: 'name', code: 'field.empty' },
          { path: 'scheme', code: 'field.invalid_value' },
          { path: 'body', code: 'field.account_body' },
          { path: 'limits.debit.daily', code: 'field.money' },
        ],
      ],
      [
        'a number in use, and a closed parent',
        { body: '0000001204', parentId: uuid(11) },
        [
          { path: 'parentId', code: 'account.closed', params: { id: uuid(11), name: 'Tutup' } },
          {
            path: 'body',
            code: 'account.number_taken',
            params: { number: '8812300000012042', takenById: uuid(10), takenByName: 'Kemang' },
          },
        ],
      ],
      [
        'a parent that is not there',
        { parentId: uuid(77) },
        [{ path: 'parentId', code: 'not_found', params: { type: 'subAccount', id: uuid(77) } }],
      ],
      [
        'an id in use',
        { id: uuid(10) },
        [{ path: 'id', code: 'document.exists', params: { type: 'subAccount', id: uuid(10) } }],
      ],
      [
        'the id of a current account',
        { id: GIRO },
        [{ path: 'id', code: 'document.exists', params: { type: 'currentAccount', id: GIRO } }],
      ],
    ])('%s', (_what, change, faults) => {
      for (const side of ['bank', 'app'] as const)
        expect(faultsOf(decide([row(1), row(2, change), row(3)], { world: taken, side }))).toEqual(only(2, ...faults))
    })

    it('no scheme where the number is to come from it, or one that cannot give any', () => {
      const segments = [{ kind: 'sequence' as const, width: 9 }]
      const broken = accountsWorld().put({
        type: 'numberingScheme',
        doc: { id: uuid(3), currentAccountId: GIRO, segments },
      })
      expect(faultsOf(decide([row(1)], { world: broken }))).toEqual(
        only(1, { path: 'body', code: 'numbering.invalid', params: { reason: 'total_width', width: 9 } }),
      )
    })

    it('too deep, counted through rows of the same file', () => {
      const rows = Array.from({ length: 7 }, (_, n) => row(n + 1, n === 0 ? {} : { parentId: uuid(100 + n) }))
      expect(faultsOf(decide(rows))).toEqual(
        only(7, { path: 'parentId', code: 'account.too_deep', params: { maxDepth: 6, parent: 'Kas 6' } }),
      )
    })

    it('what repeats an earlier row, and which', () => {
      const rows = [
        row(1, { body: '0000000042' }),
        row(2, { body: '0000000042' }),
        row(3, { id: uuid(101) }),
        row(4, { parentId: uuid(104) }),
        row(5, { parentId: uuid(106) }),
        row(6),
      ]
      expect(faultsOf(decide(rows))).toEqual([
        {
          rowId: '2',
          faults: [
            { path: 'body', code: 'account.number_repeated', params: { number: '8812300000000427', rowId: '1' } },
          ],
        },
        { rowId: '3', faults: [{ path: 'id', code: 'account.row_repeated', params: { rowId: '1' } }] },
        {
          rowId: '4',
          faults: [{ path: 'parentId', code: 'not_found', params: { type: 'subAccount', id: uuid(104) } }],
        },
        {
          rowId: '5',
          faults: [{ path: 'parentId', code: 'not_found', params: { type: 'subAccount', id: uuid(106) } }],
        },
      ])
    })

    it('what stands under a faulty row, down to the last', () => {
      const rows = [row(1, { name: '' }), row(2, { parentId: uuid(101) }), row(3, { parentId: uuid(102) }), row(4)]
      expect(faultsOf(decide(rows, { onFault: 'skip' }))).toEqual([
        { rowId: '1', faults: [{ path: 'name', code: 'field.empty' }] },
        { rowId: '2', faults: [{ path: 'parentId', code: 'account.parent_faulty', params: { rowId: '1' } }] },
        { rowId: '3', faults: [{ path: 'parentId', code: 'account.parent_faulty', params: { rowId: '2' } }] },
      ])
    })
  })

  describe('with faulty rows', () => {
    const rows = Array.from({ length: 1000 }, (_, n) => row(n + 1, isFaulty(n + 1) ? { name: '' } : {}))

    it('names all 37 of a file of 1,000, and opens nothing', () => {
      for (const side of ['bank', 'app'] as const) {
        const decision = decide(rows, { side })
        expect(decision).toMatchObject({ kind: 'reject', code: 'account.rows_faulty' })
        expect(faultsOf(decision)).toEqual(
          rows
            .filter(({ name }) => name === '')
            .map(({ rowId }) => ({ rowId, faults: [{ path: 'name', code: 'field.empty' }] })),
        )
        expect(faultsOf(decision)).toHaveLength(37)
      }
    })

    it('opens the 963 others where the sender wants the valid ones, and says what it left out', () => {
      const decision = decide(rows, { onFault: 'skip' })
      expect(opened(decision)).toHaveLength(963)
      expect(faultsOf(decision)).toHaveLength(37)
      expect(new Set(opened(decision).map(({ number }) => number)).size).toBe(963)
    })

    it('takes no number while any row is faulty and all shall pass', () => {
      const spent = spying()
      decideWith([row(1), row(2, { name: '' })], 'reject', spent.context)
      expect(spent.taken()).toBe(0)
      decideWith([row(1), row(2, { name: '' })], 'skip', spent.context)
      expect(spent.taken()).toBe(1)
    })

    it('is refused where no row is valid', () => {
      expect(decide([row(1, { name: '' })], { onFault: 'skip' })).toMatchObject({
        kind: 'reject',
        code: 'account.rows_faulty',
      })
    })

    it('names the rows for which the sequence has no number left, and those under them', () => {
      const narrow = accountsWorld().put({
        type: 'numberingScheme',
        doc: {
          id: uuid(3),
          currentAccountId: GIRO,
          segments: [
            { kind: 'fixed', digits: '000000' },
            { kind: 'sequence', width: 4 },
          ],
        },
      })
      const late = { ...context('bank', NOW), nextInSeries: seriesFrom(9999) }
      const items = [row(1), row(2), row(3, { body: '5550000001', parentId: uuid(102) })]
      const skipped = decideWith(items, 'skip', late, narrow)
      expect(opened(skipped).map(({ name }) => name)).toEqual(['Kas 1'])
      expect(faultsOf(skipped)).toEqual([
        {
          rowId: '2',
          faults: [{ path: 'body', code: 'numbering.invalid', params: { reason: 'sequence_exhausted', width: 4 } }],
        },
        { rowId: '3', faults: [{ path: 'parentId', code: 'account.parent_faulty', params: { rowId: '2' } }] },
      ])
      const again = { ...late, nextInSeries: seriesFrom(9999) }
      expect(decideWith(items, 'reject', again, narrow)).toMatchObject({ kind: 'reject', code: 'account.rows_faulty' })
    })
  })

  it('takes 1,000 rows at most, each told apart', () => {
    const many = Array.from({ length: 1001 }, (_, n) => row(n + 1))
    expect(decide(many)).toMatchObject({ kind: 'invalid', errors: [{ path: 'items' }] })
    expect(decide([])).toMatchObject({ kind: 'invalid', errors: [{ path: 'items' }] })
    expect(decide([row(1), row(2, { rowId: '1' })])).toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'items.1.rowId', code: 'field.repeated' }],
    })
  })

  it('is kept in the audit trail by what was opened, not by every field of every row', () => {
    const parsed = commandOf('subAccount.createMany', 1)?.parse({
      items: [row(1, { externalRef: 'ERP' }), row(2, { id: { deep: 'x' }, name: 'x'.repeat(5000) })],
      onFault: 'skip',
    })
    if (!parsed?.ok) throw new Error('does not parse')
    expect(parsed.command.record).toEqual({
      onFault: 'skip',
      items: [
        { id: uuid(101), name: 'Kas 1' },
        { id: null, name: 'x'.repeat(80) },
      ],
    })
    expect(parsed.command.subject).toEqual({ type: 'subAccount', id: uuid(101) })
  })
})

const isFaulty = (n: number): boolean => n % 27 === 0

function seriesFrom(first: number): () => number {
  let next = first
  return () => next++
}

function giroOf(id: string) {
  const found = accountsWorld().find('currentAccount', GIRO)
  if (!found) throw new Error('no current account')
  return { ...found, id, name: 'Giro Kedua' }
}

function decideWith(
  items: readonly Row[],
  onFault: 'reject' | 'skip',
  given: ReturnType<typeof context>,
  world: DocumentReader = accountsWorld(),
): Decision {
  const parsed = commandOf('subAccount.createMany', 1)?.parse({ items, onFault })
  if (!parsed?.ok) throw new Error('does not parse')
  return parsed.command.decide(world, given)
}

function spying() {
  let taken = 0
  const next = seriesFrom(1)
  return {
    taken: () => taken,
    context: {
      ...context('bank', NOW),
      nextInSeries: () => {
        taken += 1
        return next()
      },
    },
  }
}
