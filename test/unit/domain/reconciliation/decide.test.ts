import { describe, expect, it } from 'vitest'
import type { ReconciliationItem } from '#shared/domain/documents'
import { GIRO, uuid } from '../../../support/accounts-world'
import type { MemoryDocuments } from '../../../support/memory-documents'
import { credit, decide, done, item, putCredit, putItem, receiptsWorld } from '../../../support/receipts-world'

const rejection = (code: string, params: object = {}) => ({
  kind: 'reject',
  code,
  params: expect.objectContaining(params),
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
        reason: 'credit',
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
        rejection('reconciliation.already_matched', {
          reason: 'item',
          itemId: uuid(1),
          transactionId: uuid(50),
          references: 'INV-1',
        }),
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
