import { describe, expect, it } from 'vitest'
import type { Decision, DocumentReader } from '#shared/domain/command'
import { commandCatalogue, commandOf } from '#shared/domain/commands'
import type { SubAccount } from '#shared/domain/documents'
import { accountsWorld, context, GIRO, NOW, subAccount, uuid } from '../../support/accounts-world'

function decide(
  read: DocumentReader,
  type: string,
  args: Record<string, unknown>,
  side: 'bank' | 'app' = 'bank',
): Decision {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed) throw new Error(`no command ${type}`)
  if (!parsed.ok) return { kind: 'invalid', errors: parsed.errors }
  return parsed.command.decide(read, context(side, NOW))
}

function written(decision: Decision): SubAccount {
  if (decision.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(decision)}`)
  const [put] = decision.puts
  if (put?.type !== 'subAccount') throw new Error('no sub-account was written')
  return { ...put.doc, version: 1, updatedAt: NOW } as SubAccount
}

const rejection = (code: string, params: object = {}) => ({
  kind: 'reject',
  code,
  params: expect.objectContaining(params),
})
const fault = (path: string, code: string) => ({
  kind: 'invalid',
  errors: [expect.objectContaining({ path, code })],
})

describe('subAccount.create', () => {
  const args = { id: uuid(20), parentId: GIRO, name: 'Branch Bali', scheme: 'petty_cash' }

  it('opens an empty, open, unblocked account with the next number of the scheme', () => {
    expect(written(decide(accountsWorld(), 'subAccount.create', args))).toEqual({
      ...subAccount(20),
      name: 'Branch Bali',
      scheme: 'petty_cash',
      number: '8812300000012042',
    })
  })

  it('leaves the number to the bank in the app', () => {
    expect(written(decide(accountsWorld(), 'subAccount.create', args, 'app')).number).toBeNull()
  })

  it('skips running numbers that were typed by hand', () => {
    const world = accountsWorld(subAccount(10, { number: '8812300000012042' }))
    expect(written(decide(world, 'subAccount.create', args)).number).toBe('8812300000012059')
  })

  it('takes a typed body as it is, on both sides alike', () => {
    for (const side of ['bank', 'app'] as const) {
      const made = written(decide(accountsWorld(), 'subAccount.create', { ...args, body: '0000001204' }, side))
      expect(made.number).toBe('8812300000012042')
    }
  })

  it('refuses a number in use and says whose, closed accounts included', () => {
    const world = accountsWorld(subAccount(10, { number: '8812300000012042', name: 'Kemang', status: 'closed' }))
    expect(decide(world, 'subAccount.create', { ...args, body: '0000001204' })).toEqual(
      rejection('account.number_taken', { number: '8812300000012042', takenById: uuid(10), takenByName: 'Kemang' }),
    )
  })

  it.each(['000000120', '00000012041', '00000o1204', ' 0000001204'])('never pads or trims the body %j', (body) => {
    expect(decide(accountsWorld(), 'subAccount.create', { ...args, body })).toEqual(fault('body', 'field.account_body'))
  })

  it('carries field digits over from the parent', () => {
    const world = accountsWorld(subAccount(10, { number: '8812307700000019' })).put({
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
    const made = written(decide(world, 'subAccount.create', { ...args, parentId: uuid(10) }))
    expect(made.number?.slice(0, 15)).toBe('881230770001204')
  })

  it('nests six deep and no deeper', () => {
    const chain = Array.from({ length: 6 }, (_, depth) =>
      subAccount(10 + depth, { parentId: depth === 0 ? GIRO : uuid(9 + depth) }),
    )
    const under = (n: number) => decide(accountsWorld(...chain), 'subAccount.create', { ...args, parentId: uuid(n) })
    expect(under(14).kind).toBe('accept')
    expect(under(15)).toEqual(rejection('account.too_deep', { maxDepth: 6 }))
  })

  it('refuses a closed parent, an unknown parent and an id already in use', () => {
    const closed = accountsWorld(subAccount(10, { status: 'closed' }))
    expect(decide(closed, 'subAccount.create', { ...args, parentId: uuid(10) })).toEqual(rejection('account.closed'))
    expect(decide(closed, 'subAccount.create', { ...args, parentId: uuid(77) })).toEqual(rejection('not_found'))
    expect(decide(closed, 'subAccount.create', { ...args, id: uuid(10) })).toEqual(rejection('document.exists'))
  })

  it('sets the limits it is given and no others', () => {
    const made = written(
      decide(accountsWorld(), 'subAccount.create', { ...args, limits: { debit: { daily: '50000000.00' } } }),
    )
    expect(made.limits).toEqual({
      debit: { perTransaction: null, daily: '50000000.00' },
      credit: { perTransaction: null, daily: null },
    })
  })

  it('wants amounts with the digits of the currency, and names the field', () => {
    const limits = { credit: { perTransaction: '500.0' } }
    expect(decide(accountsWorld(), 'subAccount.create', { ...args, limits })).toEqual(
      fault('limits.credit.perTransaction', 'money.invalid'),
    )
  })

  it('dates the day of use in the bank zone', () => {
    const parsed = commandOf('subAccount.create', 1)?.parse(args)
    if (!parsed?.ok) throw new Error('does not parse')
    const late = parsed.command.decide(accountsWorld(), context('bank', '2026-07-10T17:00:00.000Z'))
    expect(written(late).usedToday.date).toBe('2026-07-11')
  })
})

describe('changes of a sub-account', () => {
  const limited = subAccount(10, {
    name: 'Kemang',
    externalRef: 'CC-1',
    tags: ['kas'],
    limits: {
      debit: { perTransaction: '25000000.00', daily: '50000000.00' },
      credit: { perTransaction: null, daily: '1.00' },
    },
  })
  const id = uuid(10)
  const change = (type: string, args: object, account = limited) =>
    decide(accountsWorld(account), type, { id, ...args })

  it('update changes what is named and leaves the rest', () => {
    expect(written(change('subAccount.update', { name: '  Senopati ' }))).toEqual({ ...limited, name: 'Senopati' })
    expect(written(change('subAccount.update', { tags: ['a', 'b'] }))).toEqual({ ...limited, tags: ['a', 'b'] })
  })

  it('update removes a reference with null and tags with an empty list', () => {
    const bare = written(change('subAccount.update', { externalRef: null, tags: [] }))
    expect(bare).not.toHaveProperty('externalRef')
    expect(bare).not.toHaveProperty('tags')
  })

  it('setLimits keeps missing limits, removes null ones, sets the others', () => {
    const args = { debit: { daily: '75000000.00' }, credit: { daily: null } }
    expect(written(change('subAccount.setLimits', args)).limits).toEqual({
      debit: { perTransaction: '25000000.00', daily: '75000000.00' },
      credit: { perTransaction: null, daily: null },
    })
  })

  it('setLimits refuses negative amounts, names and wrong decimals', () => {
    expect(change('subAccount.setLimits', { debit: { daily: '-1.00' } })).toEqual(fault('debit.daily', 'field.money'))
    expect(change('subAccount.setLimits', { debit: { daily: 'ten' } })).toEqual(fault('debit.daily', 'field.money'))
    expect(change('subAccount.setLimits', { debit: { daily: '10' } })).toEqual(fault('debit.daily', 'money.invalid'))
  })

  it.each(['none', 'debit', 'credit', 'all'])('setBlock %s keeps its reason and every figure', (block) => {
    const held = { ...limited, held: '5.00', balance: '9.00', available: '4.00' }
    expect(written(change('subAccount.setBlock', { block, reason: 'audit' }, held))).toEqual({
      ...held,
      block,
      blockReason: 'audit',
    })
  })

  it('setBlock wants a reason', () => {
    expect(change('subAccount.setBlock', { block: 'all', reason: '  ' })).toMatchObject({ kind: 'invalid' })
  })

  it.each([
    ['subAccount.update', { name: 'x' }],
    ['subAccount.setLimits', { debit: { daily: null } }],
    ['subAccount.setBlock', { block: 'all', reason: 'x' }],
  ])('%s refuses closed and unknown accounts', (type, args) => {
    expect(change(type, args, { ...limited, status: 'closed' })).toEqual(rejection('account.closed', { id }))
    expect(decide(accountsWorld(), type, { id, ...args })).toEqual(rejection('not_found', { id }))
  })

  it('refuses control characters in names', () => {
    expect(change('subAccount.update', { name: 'a\u0000b' })).toEqual(fault('name', 'field.control_characters'))
  })
})

describe('the catalogue', () => {
  it('knows each command at its own version only, and who may send it', () => {
    const own = /^(subAccount\.(?!move|close)|numbering|companyProfile)/
    const mine = commandCatalogue().filter(({ type }) => own.test(type))
    expect(mine.map(({ type, permission }) => [type, permission])).toEqual([
      ['subAccount.create', 'accounts.manage'],
      ['subAccount.createMany', 'accounts.manage'],
      ['subAccount.update', 'accounts.manage'],
      ['subAccount.setLimits', 'accounts.manage'],
      ['subAccount.setBlock', 'accounts.manage'],
      ['numbering.set', 'accounts.manage'],
      ['companyProfile.update', 'companyProfile.manage'],
    ])
    expect(commandOf('subAccount.create', 2)).toBeUndefined()
    expect(commandOf('constructor', 1)).toBeUndefined()
  })

  it('keeps commands about one account in one stream', () => {
    const create = commandOf('subAccount.create', 1)?.parse({
      id: uuid(20),
      parentId: GIRO,
      name: 'a',
      scheme: 'transfer',
    })
    const block = commandOf('subAccount.setBlock', 1)?.parse({ id: uuid(20), block: 'all', reason: 'b' })
    if (!create?.ok || !block?.ok) throw new Error('does not parse')
    expect(create.command.stream).toBe(block.command.stream)
    expect(create.command.subject).toEqual({ type: 'subAccount', id: uuid(20) })
  })
})
