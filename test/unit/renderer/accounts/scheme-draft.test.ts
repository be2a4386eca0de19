import { describe, expect, it } from 'vitest'
import {
  checkDraft,
  digitsIn,
  draftOfScheme,
  movedTo,
  sameSegments,
  segmentsOf,
  withChange,
  withoutPart,
  withPart,
} from '../../../../renderer/features/accounts/numbering/scheme-draft'

const BRANCHES = [
  { kind: 'fixed', digits: '1' },
  { kind: 'field', name: 'branch', width: 3 },
  { kind: 'sequence', width: 6 },
] as const

describe('a numbering scheme being drawn', () => {
  it('begins as the scheme in force, or as nothing but the running number', () => {
    expect(segmentsOf(draftOfScheme(BRANCHES))).toEqual(BRANCHES)
    expect(segmentsOf(draftOfScheme(null))).toEqual([{ kind: 'sequence', width: 10 }])
  })

  it('gives a new part the room that is left', () => {
    const narrow = withChange(draftOfScheme(null), 0, { width: '6' })
    expect(segmentsOf(withPart(narrow, 'fixed')).at(-1)).toEqual({ kind: 'fixed', digits: '0000' })
    expect(segmentsOf(withPart(narrow, 'field')).at(-1)).toEqual({ kind: 'field', name: '', width: 4 })
    expect(segmentsOf(withPart(draftOfScheme(null), 'fixed')).at(-1)).toEqual({ kind: 'fixed', digits: '0' })
  })

  it('keeps parts apart through adding, removing and moving', () => {
    const grown = withPart(withoutPart(draftOfScheme(BRANCHES), 1), 'fixed')
    expect(new Set(grown.map(({ key }) => key)).size).toBe(3)
    expect(movedTo(grown, grown[2]?.key ?? -1, 0).map(({ key }) => key)).toEqual([3, 0, 2])
  })

  it('moves a part to a place, the ends at most', () => {
    const draft = draftOfScheme(BRANCHES)
    expect(movedTo(draft, 0, 1).map(({ key }) => key)).toEqual([1, 0, 2])
    expect(movedTo(draft, 2, -5).map(({ key }) => key)).toEqual([2, 0, 1])
    expect(movedTo(draft, 0, 9).map(({ key }) => key)).toEqual([1, 2, 0])
    expect(movedTo(draft, 77, 0)).toBe(draft)
  })

  it('says what is wrong by the rule of the command', () => {
    const draft = draftOfScheme(BRANCHES)
    const reason = (changed: typeof draft) => {
      const checked = checkDraft(changed)
      return checked.ok ? null : checked.error.params
    }
    expect(reason(draft)).toBeNull()
    expect(reason(withChange(draft, 0, { digits: '' }))).toMatchObject({ reason: 'fixed_digits' })
    expect(reason(withChange(draft, 1, { width: '' }))).toMatchObject({ reason: 'width' })
    expect(reason(withChange(draft, 1, { name: ' ' }))).toMatchObject({ reason: 'field_name' })
    expect(reason(withChange(draft, 2, { width: '5' }))).toEqual({ reason: 'total_width', width: 9 })
    expect(reason(withoutPart(draft, 2))).toMatchObject({ reason: 'sequence_count' })
    expect(digitsIn(withChange(draft, 2, { width: '5' }))).toBe(9)
  })

  it('is the same scheme whatever the order of a document’s fields', () => {
    expect(sameSegments(BRANCHES, [BRANCHES[0], { width: 3, kind: 'field', name: 'branch' }, BRANCHES[2]])).toBe(true)
    expect(sameSegments(BRANCHES, [BRANCHES[1], BRANCHES[0], BRANCHES[2]])).toBe(false)
    expect(sameSegments(BRANCHES, [BRANCHES[0], { kind: 'field', name: 'cabang', width: 3 }, BRANCHES[2]])).toBe(false)
  })
})
