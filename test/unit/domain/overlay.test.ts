import { describe, expect, it } from 'vitest'
import { overlaid } from '#shared/domain/overlay'
import { accountsWorld, GIRO, subAccount, uuid } from '../../support/accounts-world'

const put = (n: number, change = {}) => ({ type: 'subAccount' as const, doc: subAccount(n, change) })

describe('documents as they will be once a decision is written', () => {
  const world = accountsWorld(
    subAccount(10),
    subAccount(11, { parentId: uuid(10) }),
    subAccount(12, { parentId: uuid(10) }),
  )
  const read = overlaid(world, [
    put(12, { parentId: GIRO, name: 'Moved' }),
    put(13, { parentId: uuid(10) }),
    put(11, { status: 'closed', parentId: uuid(10) }),
  ])
  const below = (id: string) => read.findWhere('subAccount', 'parentId', id).map((account) => account.id)

  it('are found by what they will carry, not by what they carried', () => {
    expect(below(uuid(10)).sort()).toEqual([uuid(11), uuid(13)])
    expect(below(GIRO).sort()).toEqual([uuid(10), uuid(12)])
    expect(read.find('subAccount', uuid(11))?.status).toBe('closed')
    expect(read.find('subAccount', uuid(12))?.name).toBe('Moved')
  })

  it('are named by the same, many values at once, and no more than wanted', () => {
    expect([...read.idsWhere('subAccount', 'parentId', [uuid(10), GIRO])].sort()).toEqual(
      [10, 11, 12, 13].map((n) => uuid(n)),
    )
    expect([...read.idsWhere('subAccount', 'parentId', [uuid(10)])].sort()).toEqual([uuid(11), uuid(13)])
    for (const limit of [0, 1, 2, 3]) {
      expect(read.idsWhere('subAccount', 'parentId', [uuid(10)], limit)).toHaveLength(Math.min(limit, 2))
    }
    expect(read.idsWhere('subAccount', 'parentId', [])).toEqual([])
  })

  it('leave what is below untouched, and are nothing else where nothing is written', () => {
    expect(world.find('subAccount', uuid(12))?.parentId).toBe(uuid(10))
    expect(overlaid(world, [])).toBe(world)
  })
})
