import { describe, expect, it } from 'vitest'
import {
  type LoadedPage,
  layOutPages,
  movedPlaces,
  neededPages,
  PAGE_SIZE,
  pageKey,
  placeOf,
  rowAt,
} from '../../../../renderer/features/accounts/tree/pages'
import { accountRow } from './account-row'

function page(parent: string | null, number: number, ids: readonly string[], total: number, childCount = 0) {
  const ref = { parent, page: number }
  const rows = ids.map((id) => accountRow({ id, parentId: parent, childCount }))
  return [pageKey(ref), { ref, answer: { rows, total } }] as const satisfies readonly [string, LoadedPage]
}

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, at) => `${prefix}${at}`)

describe('pages of the tree', () => {
  it('gives rows to the children of an open node before any of them is loaded', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 450)])
    const layout = layOutPages(pages, { giro: { parent: null, page: 0 } })
    expect(layout.size).toBe(451)
    const slot = layout.slotAt(300)
    expect(slot && rowAt(pages, slot)).toBeUndefined()
  })

  it('believes the list itself about its length, not the older row of the parent', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 3), page('giro', 0, ['a', 'b', 'c', 'd'], 4)])
    expect(layOutPages(pages, { giro: { parent: null, page: 0 } }).size).toBe(5)
  })

  it('places an open node that stands on a later page', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 450), page('giro', 1, ids('n', PAGE_SIZE), 450, 2)])
    const open = { giro: { parent: null, page: 0 }, n5: { parent: 'giro', page: 1 } }
    const layout = layOutPages(pages, open)
    expect(layout.size).toBe(453)
    const row = layout.rowOf('giro', PAGE_SIZE + 5) ?? -1
    expect(layout.slotAt(row + 1)).toMatchObject({ parent: 'n5', index: 0, level: 3 })
    const slot = layout.slotAt(row)
    expect(slot && rowAt(pages, slot)?.id).toBe('n5')
  })

  it('asks for the pages in view, for the first one, and for those that hold open nodes', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 1000)])
    const open = { giro: { parent: null, page: 0 }, far: { parent: 'giro', page: 4 } }
    const keys = neededPages(layOutPages(pages, open), 190, 210, open).map(pageKey)
    expect(keys.sort()).toEqual(['#0', 'giro#0', 'giro#1', 'giro#4'])
  })

  it('asks for no page below the end', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 3)])
    const open = { giro: { parent: null, page: 0 } }
    expect(neededPages(layOutPages(pages, open), -50, 900, open).map(pageKey)).toEqual(['#0', 'giro#0'])
  })

  it('asks for nothing inside a branch that is no longer open above', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 1000)])
    const open = { far: { parent: 'giro', page: 4 } }
    expect(neededPages(layOutPages(pages, open), 0, 10, open).map(pageKey)).toEqual(['#0'])
  })

  it('notices that an open node has moved to another page, and finds where a node stands', () => {
    const pages = new Map([page(null, 0, ['giro'], 1, 450), page('giro', 1, ids('n', PAGE_SIZE), 450, 2)])
    const open = { giro: { parent: null, page: 0 }, n5: { parent: 'giro', page: 0 } }
    expect(movedPlaces(pages, open)).toEqual({ n5: { parent: 'giro', page: 1 } })
    expect(movedPlaces(pages, { giro: { parent: null, page: 0 } })).toBeUndefined()
    expect(placeOf(pages, 'n5')).toEqual({ parent: 'giro', index: PAGE_SIZE + 5 })
    expect(placeOf(pages, 'elsewhere')).toBeUndefined()
  })
})
