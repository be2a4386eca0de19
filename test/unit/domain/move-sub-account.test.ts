import { describe, expect, it } from 'vitest'
import type { Decision, DocumentReader } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { accountsWorld, context, GIRO, giro, subAccount, uuid } from '../../support/accounts-world'
import type { MemoryDocuments } from '../../support/memory-documents'

const OTHER_GIRO = uuid(4)

function move(read: DocumentReader, id: string, parentId: string, side: 'bank' | 'app' = 'bank'): Decision {
  const parsed = commandOf('subAccount.move', 1)?.parse({ id, parentId })
  if (!parsed?.ok) throw new Error('does not parse')
  return parsed.command.decide(read, context(side))
}

const rejection = (code: string, params: object = {}) => ({
  kind: 'reject',
  code,
  params: expect.objectContaining(params),
})

/** Accounts one below the other, the first under the current account; ids from `first` on. */
const chain = (first: number, length: number, top = GIRO) =>
  Array.from({ length }, (_, at) =>
    subAccount(first + at, { parentId: at === 0 ? top : uuid(first + at - 1), name: `${first} at ${at + 1}` }),
  )

/** Notes what is read. */
function watched(world: MemoryDocuments): { readonly read: DocumentReader; readonly children: () => string[] } {
  const asked: string[] = []
  return {
    children: () => asked,
    read: {
      find: (type, id) => world.find(type, id),
      findWhere(type, field, value, limit) {
        if (field === 'parentId') asked.push(value)
        return world.findWhere(type, field, value, limit)
      },
      idsWhere(type, field, values, limit) {
        if (field === 'parentId') asked.push(...values)
        return world.idsWhere(type, field, values, limit)
      },
      company: () => world.company(),
      holds: () => true,
    },
  }
}

describe('subAccount.move', () => {
  const world = () =>
    accountsWorld(...chain(10, 3), ...chain(20, 6), subAccount(40), subAccount(50, { status: 'closed' }))
      .put({ type: 'currentAccount', doc: giro({ id: OTHER_GIRO, name: 'Giro Lain' }) })
      .put({ type: 'subAccount', doc: subAccount(60, { parentId: OTHER_GIRO, currentAccountId: OTHER_GIRO }) })

  it.each(['bank', 'app'] as const)('puts the account elsewhere and changes nothing else, at the %s', (side) => {
    const account = subAccount(10, { name: '10 at 1' })
    expect(move(world(), uuid(10), uuid(40), side)).toMatchObject({
      kind: 'accept',
      puts: [{ type: 'subAccount', doc: { ...account, parentId: uuid(40) } }],
      postings: [],
      holds: [],
    })
  })

  it('may go up to the current account itself', () => {
    expect(move(world(), uuid(12), GIRO)).toMatchObject({ kind: 'accept', puts: [{ doc: { parentId: GIRO } }] })
  })

  it('is accepted where the account stands already, at the deepest level too', () => {
    expect(move(world(), uuid(11), uuid(10)).kind).toBe('accept')
    expect(move(world(), uuid(25), uuid(24)).kind).toBe('accept')
  })

  it('refuses the account itself and everything below it as its place', () => {
    for (const below of [10, 11, 12]) {
      const params = { id: uuid(10), name: '10 at 1', parent: `10 at ${below - 9}` }
      expect(move(world(), uuid(10), uuid(below))).toEqual(rejection('account.cycle', params))
    }
  })

  it('goes six deep and no deeper', () => {
    expect(move(world(), uuid(40), uuid(24)).kind).toBe('accept')
    expect(move(world(), uuid(40), uuid(25))).toEqual(
      rejection('account.too_deep', { maxDepth: 6, name: 'Account 40', parent: '20 at 6' }),
    )
  })

  it('counts what is below it', () => {
    expect(move(world(), uuid(10), uuid(22)).kind).toBe('accept')
    expect(move(world(), uuid(10), uuid(23))).toEqual(rejection('account.too_deep', { parent: '20 at 4' }))
    expect(move(world(), uuid(11), uuid(23)).kind).toBe('accept')
    expect(move(world(), uuid(11), uuid(24))).toEqual(rejection('account.too_deep'))
    expect(move(world(), uuid(10), uuid(25))).toEqual(rejection('account.too_deep'))
  })

  it('counts closed accounts below it too, as they keep their place', () => {
    const closed = accountsWorld(
      ...chain(20, 6),
      subAccount(10),
      subAccount(11, { parentId: uuid(10), status: 'closed' }),
    )
    expect(move(closed, uuid(10), uuid(24))).toEqual(rejection('account.too_deep'))
  })

  it('stays within its current account', () => {
    for (const [parentId, parent] of [
      [OTHER_GIRO, 'Giro Lain'],
      [uuid(60), 'Account 60'],
    ] as const) {
      const params = { id: uuid(10), name: '10 at 1', parent, currentAccount: 'Giro Lain' }
      expect(move(world(), uuid(10), parentId)).toEqual(rejection('account.other_current_account', params))
    }
  })

  it('refuses a closed account and a closed place, and says which', () => {
    expect(move(world(), uuid(50), uuid(10))).toEqual(rejection('account.closed', { id: uuid(50), name: 'Account 50' }))
    expect(move(world(), uuid(10), uuid(50))).toEqual(rejection('account.closed', { id: uuid(50), name: 'Account 50' }))
    const closedGiro = accountsWorld(subAccount(10)).put({ type: 'currentAccount', doc: giro({ status: 'closed' }) })
    expect(move(closedGiro, uuid(10), GIRO)).toEqual(rejection('account.closed', { id: GIRO }))
  })

  it('refuses an account and a place that are not there; a current account is no sub-account', () => {
    expect(move(world(), uuid(77), uuid(10))).toEqual(rejection('not_found', { id: uuid(77) }))
    expect(move(world(), uuid(10), uuid(77))).toEqual(rejection('not_found', { id: uuid(77) }))
    expect(move(world(), GIRO, uuid(10))).toEqual(rejection('not_found', { id: GIRO }))
  })

  it('can be undone, and is commanded in the stream of its account', () => {
    const after = world()
    const decision = move(after, uuid(10), uuid(22))
    if (decision.kind === 'accept') for (const put of decision.puts) after.put(put)
    expect(move(after, uuid(22), uuid(11))).toEqual(rejection('account.cycle'))
    expect(move(after, uuid(10), GIRO).kind).toBe('accept')
    const parsed = commandOf('subAccount.move', 1)?.parse({ id: uuid(10), parentId: GIRO })
    expect(parsed?.ok && parsed.command).toMatchObject({
      stream: `subAccount:${uuid(10)}`,
      subject: { type: 'subAccount', id: uuid(10) },
      permission: 'accounts.manage',
    })
  })

  describe('reads below the account', () => {
    const wide = () =>
      accountsWorld(
        ...chain(20, 6),
        ...chain(10, 4),
        ...Array.from({ length: 300 }, (_, at) => subAccount(1000 + at, { parentId: uuid(10) })),
      )

    it('nothing where it goes no deeper', () => {
      for (const [id, parentId] of [
        [11, GIRO],
        [12, uuid(20)],
        [11, uuid(10)],
        [13, uuid(22)],
      ] as const) {
        const { read, children } = watched(wide())
        expect(move(read, uuid(id), parentId).kind).toBe('accept')
        expect(children()).toEqual([])
      }
    })

    it('nothing where it is too deep by itself', () => {
      const { read, children } = watched(wide())
      expect(move(read, uuid(10), uuid(25))).toEqual(rejection('account.too_deep'))
      expect(children()).toEqual([])
    })

    it('only its own children where they alone could be too deep', () => {
      const { read, children } = watched(wide())
      expect(move(read, uuid(10), uuid(24))).toEqual(rejection('account.too_deep'))
      expect(children()).toEqual([uuid(10)])
    })

    it('no further than the level that would be too deep', () => {
      const { read, children } = watched(wide())
      expect(move(read, uuid(10), uuid(22))).toEqual(rejection('account.too_deep'))
      expect(children()).toEqual([
        uuid(10),
        uuid(11),
        ...Array.from({ length: 300 }, (_, at) => uuid(1000 + at)),
        uuid(12),
      ])
    })

    it('no further than the accounts that are there', () => {
      const { read, children } = watched(accountsWorld(...chain(10, 2), subAccount(40)))
      expect(move(read, uuid(10), uuid(40)).kind).toBe('accept')
      expect(children()).toEqual([uuid(10), uuid(11)])
    })
  })
})
