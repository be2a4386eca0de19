import { describe, expect, it } from 'vitest'
import type { Decision, DocumentReader } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { accountsWorld, context, GIRO, giro, NOW, subAccount, uuid } from '../../support/accounts-world'

const id = uuid(10)
const named = (change = {}) => subAccount(10, { name: 'Kemang', ...change })

function close(read: DocumentReader, args: object = {}, side: 'bank' | 'app' = 'bank'): Decision {
  const parsed = commandOf('subAccount.close', 1)?.parse({ id, reason: 'Cabang tutup', ...args })
  if (!parsed) throw new Error('no such command')
  return parsed.ok ? parsed.command.decide(read, context(side)) : { kind: 'invalid', errors: parsed.errors }
}

const rejection = (code: string, params: object = {}) => ({
  kind: 'reject',
  code,
  params: expect.objectContaining(params),
})

describe('subAccount.close', () => {
  it.each(['bank', 'app'] as const)('closes for ever and keeps reason and time, at the %s', (side) => {
    const account = named({ block: 'debit', blockReason: 'audit', externalRef: 'K-1' })
    expect(close(accountsWorld(account), {}, side)).toMatchObject({
      kind: 'accept',
      puts: [
        {
          type: 'subAccount',
          doc: { ...account, status: 'closed', closeReason: 'Cabang tutup', closedAt: NOW },
        },
      ],
      postings: [],
      holds: [],
    })
  })

  it.each([
    ['a balance', { balance: '38000000.00', available: '38000000.00' }],
    ['a hold', { held: '1.00', available: '-1.00' }],
    ['a debt', { balance: '-0.01', available: '-0.01' }],
  ])('refuses an account with %s, and says how much', (_what, figures) => {
    const account = named(figures)
    const { name, balance, held } = account
    expect(close(accountsWorld(account))).toEqual(
      rejection('account.not_empty', { id, name, balance, held, currency: 'IDR' }),
    )
  })

  it('refuses while an account below is open, and says which', () => {
    const world = accountsWorld(named(), subAccount(11, { parentId: id, name: 'Senopati' }))
    expect(close(world)).toEqual(
      rejection('account.has_children', { id, name: 'Kemang', childId: uuid(11), childName: 'Senopati' }),
    )
  })

  it('names the money before what is below', () => {
    const world = accountsWorld(named({ balance: '1.00' }), subAccount(11, { parentId: id }))
    expect(close(world)).toEqual(rejection('account.not_empty'))
  })

  it.each([1, 15, 16, 17, 400])('finds the open one behind %i closed ones, and may close without it', (closed) => {
    const below = Array.from({ length: closed }, (_, at) =>
      subAccount(100 + at, { parentId: id, status: 'closed' as const }),
    )
    expect(close(accountsWorld(named(), ...below)).kind).toBe('accept')
    const open = subAccount(9000, { parentId: id, name: 'Last' })
    expect(close(accountsWorld(named(), ...below, open))).toEqual(
      rejection('account.has_children', { childName: 'Last' }),
    )
  })

  it('refuses what is closed already, what is not there, and a current account', () => {
    expect(close(accountsWorld(named({ status: 'closed' })))).toEqual(
      rejection('account.closed', { id, name: 'Kemang' }),
    )
    expect(close(accountsWorld())).toEqual(rejection('not_found', { id }))
    expect(close(accountsWorld(), { id: GIRO })).toEqual(rejection('not_found', { id: GIRO }))
  })

  it('refuses where the currency is not known, as a damaged copy may say', () => {
    const world = accountsWorld(named()).put({ type: 'currentAccount', doc: giro({ currency: 'XXQ' }) })
    expect(close(world)).toEqual(rejection('currency.unknown'))
  })

  it.each([undefined, '', '  ', 'a'.repeat(201), 'a\u0007b'])('wants a reason that can be read: %j', (reason) => {
    expect(close(accountsWorld(named()), { reason })).toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'reason' }],
    })
  })

  it('leaves nothing to be changed afterwards', () => {
    const world = accountsWorld(named())
    const decision = close(world)
    if (decision.kind === 'accept') for (const put of decision.puts) world.put(put)
    for (const [type, args] of [
      ['subAccount.update', { name: 'x' }],
      ['subAccount.setLimits', { debit: { daily: '1.00' } }],
      ['subAccount.setBlock', { block: 'none', reason: 'x' }],
      ['subAccount.move', { parentId: GIRO }],
      ['subAccount.close', { reason: 'x' }],
    ] as const) {
      const parsed = commandOf(type, 1)?.parse({ id, ...args })
      expect(parsed?.ok && parsed.command.decide(world, context('bank')), type).toEqual(rejection('account.closed'))
    }
  })

  it('is commanded in the stream of its account, by whoever manages accounts', () => {
    const parsed = commandOf('subAccount.close', 1)?.parse({ id, reason: 'x' })
    expect(parsed?.ok && parsed.command).toMatchObject({
      stream: `subAccount:${id}`,
      subject: { type: 'subAccount', id },
      permission: 'accounts.manage',
    })
  })
})
