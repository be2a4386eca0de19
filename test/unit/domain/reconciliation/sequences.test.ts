import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commandOf } from '#shared/domain/commands'
import { rematched } from '#shared/domain/reconciliation/matching'
import { reviewAfterCredit } from '#shared/domain/reconciliation/review'
import { context, NOW, uuid } from '../../../support/accounts-world'
import type { MemoryDocuments } from '../../../support/memory-documents'
import { credit, putCredit, receiptsWorld, STALL, STALL_NUMBER } from '../../../support/receipts-world'

const row = (change: object = {}) => ({
  reference: 'INV-1',
  accountNumber: STALL_NUMBER,
  amount: '1500000.00',
  dueDate: '2026-07-31',
  ...change,
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
        expect(rematched(items, world.findWhere('accountTransaction', 'accountId', STALL))).toEqual([])
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
