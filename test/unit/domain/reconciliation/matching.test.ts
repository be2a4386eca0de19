import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RECONCILIATION_STATUSES, type ReconciliationItem } from '#shared/domain/documents'
import { comparableReference, rematched } from '#shared/domain/reconciliation/matching'
import { reviewAfterCredit, reviewAfterRemoval } from '#shared/domain/reconciliation/review'
import { uuid } from '../../../support/accounts-world'
import { credit, item, putCredit, putItem, receiptsWorld, STALL_NUMBER } from '../../../support/receipts-world'

const outcome = (items: readonly ReconciliationItem[]) =>
  items.map(({ reference, status, transactionId }) => [reference, status, transactionId])

describe('an expected receipt and a credit', () => {
  it('match on number, amount and reference', () => {
    expect(outcome(rematched([item(1)], [credit(50, { reference: 'INV-1' })]))).toEqual([
      ['INV-1', 'matched', uuid(50)],
    ])
  })

  it('compare references without surrounding space, by one space between words, in one letter case', () => {
    const spaced = item(1, { reference: 'Faktur No 7' })
    expect(outcome(rematched([spaced], [credit(50, { reference: '  faktur   NO 7 ' })]))).toEqual([
      ['Faktur No 7', 'matched', uuid(50)],
    ])
    expect(comparableReference(' A\u00a0 b\t')).toBe('a b')
    expect(comparableReference('cafe\u0301')).toBe(comparableReference('CAF\u00c9'))
  })

  it('are only suggested without the reference, and left alone without the amount', () => {
    expect(outcome(rematched([item(1)], [credit(50, { reference: 'lain' })]))).toEqual([
      ['INV-1', 'suggested', uuid(50)],
    ])
    expect(rematched([item(1)], [credit(50, { reference: 'INV-1', amount: '1500001.00' })])).toEqual([])
    expect(rematched([item(1)], [credit(50, { reference: 'INV-1', direction: 'debit' })])).toEqual([])
  })

  it('part again when the credit is gone', () => {
    const [changed] = rematched([item(1, { status: 'suggested', transactionId: uuid(50) })], [])
    expect(changed).toMatchObject({ status: 'unmatched' })
    expect(changed).not.toHaveProperty('transactionId')
  })
})

describe('several receipts and credits of one amount', () => {
  const three = [item(1), item(2), item(3)]

  it('an exact match goes before a suggestion, even of a receipt that is due earlier', () => {
    const items = [item(1, { dueDate: '2026-07-01' }), item(2, { dueDate: '2026-07-31' })]
    expect(outcome(rematched(items, [credit(50, { reference: 'INV-2' })]))).toEqual([['INV-2', 'matched', uuid(50)]])
  })

  it('a credit matches one receipt by itself, the one due first', () => {
    const twins = [item(2, { reference: 'A' }), item(1, { reference: 'A', dueDate: '2026-07-11' })]
    expect(rematched(twins, [credit(50, { reference: 'A' })])).toEqual([
      { ...twins[0], status: 'matched', transactionId: uuid(50) },
    ])
  })

  it('each is suggested a credit of its own as long as there are enough, the oldest credit first', () => {
    const credits = [
      credit(51, { postedAt: '2026-07-02T00:00:00.000Z' }),
      credit(50, { postedAt: '2026-07-01T00:00:00.000Z' }),
    ]
    expect(outcome(rematched(three, credits))).toEqual([
      ['INV-1', 'suggested', uuid(50)],
      ['INV-2', 'suggested', uuid(51)],
      ['INV-3', 'suggested', uuid(50)],
    ])
  })

  it('a credit that something is matched to is neither matched nor suggested', () => {
    const items = [item(1), item(2, { status: 'matched', transactionId: uuid(50) })]
    expect(rematched(items, [credit(50, { reference: 'INV-1' })])).toEqual([])
  })
})

describe('what a person has decided', () => {
  it('stays: matched and excluded receipts never change', () => {
    const decided = [item(1, { status: 'matched', transactionId: uuid(77) }), item(2, { status: 'excluded' })]
    expect(rematched(decided, [credit(50, { reference: 'INV-1' }), credit(51, { reference: 'INV-2' })])).toEqual([])
  })

  it('a reopened receipt is at most suggested, with the credit of its reference if there is one', () => {
    const reopened = item(1, { reopened: true })
    const credits = [credit(50, { reference: 'lain' }), credit(51, { reference: 'inv-1' })]
    expect(outcome(rematched([reopened], credits))).toEqual([['INV-1', 'suggested', uuid(51)]])
  })
})

describe('a credit that is posted', () => {
  const line = putCredit(credit(50, { reference: 'INV-1' }))
  const asLine = line.type === 'accountTransaction' ? line : undefined
  if (!asLine) throw new Error('no line')

  it('matches what waits for it', () => {
    const world = receiptsWorld(putItem(item(1)), putItem(item(2)))
    const puts = reviewAfterCredit(world, { number: STALL_NUMBER }, asLine)
    expect(puts).toEqual([putItem(item(1, { status: 'matched', transactionId: uuid(50) }))])
  })

  it('costs one look-up where nothing is open, none for a debit or a number that is not there yet', () => {
    const world = receiptsWorld(putItem(item(1, { status: 'excluded' })))
    const asked: string[] = []
    const counting = Object.assign(Object.create(world), {
      findWhere: (...question: Parameters<typeof world.findWhere>) => {
        asked.push(String(question[1]))
        return world.findWhere(...question)
      },
    })
    expect(reviewAfterCredit(counting, { number: STALL_NUMBER }, asLine)).toEqual([])
    expect(asked).toEqual(['accountNumber'])
    expect(reviewAfterCredit(counting, { number: null }, asLine)).toEqual([])
    const debit = { ...asLine, doc: { ...asLine.doc, direction: 'debit' as const } }
    expect(reviewAfterCredit(counting, { number: STALL_NUMBER }, debit)).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('that leaves the store takes its suggestions along, not its matches', () => {
    const world = receiptsWorld(
      putCredit(credit(50)),
      putCredit(credit(51)),
      putItem(item(1, { status: 'suggested', transactionId: uuid(50) })),
      putItem(item(2, { status: 'matched', transactionId: uuid(51) })),
    )
    expect(reviewAfterRemoval(world, [uuid(50), uuid(51)])).toEqual([putItem(item(1))])
  })
})

const references = fc.constantFrom('A', 'a ', 'B', 'C', '')
const amounts = fc.constantFrom('100.00', '200.00')
const anItem = fc.record({
  reference: references,
  amount: amounts,
  dueDate: fc.constantFrom('2026-07-01', '2026-07-02'),
  status: fc.constantFrom(...RECONCILIATION_STATUSES),
  at: fc.nat(7),
  reopened: fc.boolean(),
})
const aCredit = fc.record({
  reference: references,
  amount: amounts,
  postedAt: fc.constantFrom('2026-07-01T00:00:00.000Z', '2026-07-02T00:00:00.000Z'),
  direction: fc.constantFrom('credit' as const, 'credit' as const, 'debit' as const),
})
const situation = fc
  .record({ items: fc.array(anItem, { maxLength: 9 }), credits: fc.array(aCredit, { maxLength: 6 }) })
  .map(({ items, credits }) => ({
    items: items.map(({ at, status, reopened, ...rest }, index) =>
      item(100 + index, {
        ...rest,
        status,
        ...(reopened ? { reopened } : {}),
        ...(status === 'matched' || status === 'suggested' ? { transactionId: uuid(200 + at) } : {}),
      }),
    ),
    credits: credits.map((each, index) => credit(200 + index, each)),
  }))
const applied = (items: readonly ReconciliationItem[], changed: readonly ReconciliationItem[]) => {
  const by = new Map(changed.map((each) => [each.id, each]))
  return items.map((each) => by.get(each.id) ?? each)
}

describe('a review of any account', () => {
  it('is done: doing it again changes nothing', () => {
    fc.assert(
      fc.property(situation, ({ items, credits }) => {
        expect(rematched(applied(items, rematched(items, credits)), credits)).toEqual([])
      }),
      { numRuns: 1_000 },
    )
  })

  it('comes out the same in whatever order items and credits are read', () => {
    const shuffled = situation.chain(({ items, credits }) =>
      fc.record({
        items: fc.constant(items),
        credits: fc.constant(credits),
        otherItems: fc.shuffledSubarray(items, { minLength: items.length }),
        otherCredits: fc.shuffledSubarray(credits, { minLength: credits.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ items, credits, otherItems, otherCredits }) => {
        expect(rematched(otherItems, otherCredits)).toEqual(rematched(items, credits))
      }),
      { numRuns: 1_000 },
    )
  })

  it('matches a credit at most once by itself, of its own amount and reference, and never a reopened item', () => {
    fc.assert(
      fc.property(situation, ({ items, credits }) => {
        const before = new Set(items.filter(({ status }) => status === 'matched').map((each) => each.transactionId))
        const matched = rematched(items, credits).filter(({ status }) => status === 'matched')
        const used = matched.map(({ transactionId }) => transactionId)
        expect(new Set(used).size).toBe(used.length)
        for (const each of matched) {
          const line = credits.find(({ id }) => id === each.transactionId)
          expect(before.has(each.transactionId)).toBe(false)
          expect(each.reopened).not.toBe(true)
          expect(line).toMatchObject({ direction: 'credit', amount: each.amount })
          expect(comparableReference(line?.reference ?? '')).toBe(comparableReference(each.reference))
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
