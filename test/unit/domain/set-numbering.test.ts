import { describe, expect, it } from 'vitest'
import type { Decision, DocumentReader } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { accountsWorld, context, GIRO, NOW, uuid } from '../../support/accounts-world'

const BRANCHES = [
  { kind: 'fixed', digits: '12' },
  { kind: 'field', name: 'branch', width: 3 },
  { kind: 'sequence', width: 5 },
]

function decide(
  segments: unknown,
  {
    side = 'bank',
    world = accountsWorld(),
    currentAccountId = GIRO,
  }: { side?: 'bank' | 'app'; world?: DocumentReader; currentAccountId?: string } = {},
): Decision {
  const parsed = commandOf('numbering.set', 1)?.parse({ currentAccountId, segments })
  if (!parsed) throw new Error('no such command')
  return parsed.ok ? parsed.command.decide(world, context(side, NOW)) : { kind: 'invalid', errors: parsed.errors }
}

const refused = (params: object) => ({ kind: 'reject', code: 'numbering.invalid', params })

describe('numbering.set', () => {
  it('changes the one scheme of the current account, on both sides alike', () => {
    for (const side of ['bank', 'app'] as const) {
      const decision = decide(BRANCHES, { side })
      expect(decision).toMatchObject({
        kind: 'accept',
        puts: [{ type: 'numberingScheme', doc: { id: uuid(3), currentAccountId: GIRO, segments: BRANCHES } }],
      })
    }
  })

  it('makes one where there is none, under an id that both sides derive', () => {
    const second = uuid(4)
    const world = accountsWorld()
    const giro = world.find('currentAccount', GIRO)
    if (!giro) throw new Error('no current account')
    world.put({ type: 'currentAccount', doc: { ...giro, id: second } })
    expect(decide(BRANCHES, { world, currentAccountId: second })).toMatchObject({
      kind: 'accept',
      puts: [{ type: 'numberingScheme', doc: { id: uuid(1001), currentAccountId: second } }],
    })
  })

  it('notes how far the running number has come, which only the bank knows', () => {
    expect(decide(BRANCHES)).toMatchObject({ puts: [{ doc: { countedTo: 1203 } }] })
    expect(decide(BRANCHES, { side: 'app' })).not.toMatchObject({ puts: [{ doc: { countedTo: expect.anything() } }] })
  })

  it('trims the name of a field', () => {
    const padded = [
      { kind: 'field', name: ' branch ', width: 3 },
      { kind: 'sequence', width: 7 },
    ]
    expect(decide(padded)).toMatchObject({ puts: [{ doc: { segments: [{ name: 'branch' }, {}] } }] })
  })

  it('knows no other account', () => {
    expect(decide(BRANCHES, { currentAccountId: uuid(77) })).toEqual({
      kind: 'reject',
      code: 'not_found',
      params: { type: 'currentAccount', id: uuid(77) },
    })
  })

  it.each([
    ['no sequence', [{ kind: 'fixed', digits: '1234567890' }], { reason: 'sequence_count' }],
    ['nothing', [], { reason: 'sequence_count' }],
    [
      'two sequences',
      [
        { kind: 'sequence', width: 5 },
        { kind: 'sequence', width: 5 },
      ],
      { reason: 'sequence_count' },
    ],
    [
      'a field without a name',
      [
        { kind: 'field', name: ' ', width: 3 },
        { kind: 'sequence', width: 7 },
      ],
      { reason: 'field_name' },
    ],
    [
      'a name used twice',
      [
        { kind: 'field', name: 'a', width: 1 },
        { kind: 'field', name: 'a', width: 2 },
        { kind: 'sequence', width: 7 },
      ],
      { reason: 'field_repeated' },
    ],
    [
      'letters',
      [
        { kind: 'fixed', digits: '1a' },
        { kind: 'sequence', width: 8 },
      ],
      { reason: 'fixed_digits' },
    ],
    [
      'no digits',
      [
        { kind: 'fixed', digits: '' },
        { kind: 'sequence', width: 10 },
      ],
      { reason: 'fixed_digits' },
    ],
    ['no width', [{ kind: 'sequence', width: 0 }], { reason: 'width' }],
    ['half a digit', [{ kind: 'sequence', width: 9.5 }], { reason: 'width' }],
    ['nine digits', [{ kind: 'sequence', width: 9 }], { reason: 'total_width', width: 9 }],
    [
      'eleven digits',
      [
        { kind: 'fixed', digits: '1' },
        { kind: 'sequence', width: 10 },
      ],
      { reason: 'total_width', width: 11 },
    ],
  ])('refuses %s', (_what, segments, params) => {
    for (const side of ['bank', 'app'] as const) expect(decide(segments, { side })).toEqual(refused(params))
  })

  it('refuses a sequence that the running number has outgrown, which only the bank knows', () => {
    const narrow = [
      { kind: 'fixed', digits: '0000000' },
      { kind: 'sequence', width: 3 },
    ]
    expect(decide(narrow)).toEqual(refused({ reason: 'sequence_exhausted', width: 3 }))
    expect(decide(narrow, { side: 'app' }).kind).toBe('accept')
    expect(
      decide([
        { kind: 'fixed', digits: '000000' },
        { kind: 'sequence', width: 4 },
      ]).kind,
    ).toBe('accept')
  })

  it.each([
    ['no list', 'x', 'segments'],
    ['an unknown kind', [{ kind: 'letter' }], 'segments.0.kind'],
    ['a control character in a name', [{ kind: 'field', name: 'a\u0000', width: 3 }], 'segments.0.name'],
    ['a name too long', [{ kind: 'field', name: 'x'.repeat(41), width: 3 }], 'segments.0.name'],
    ['no number for a width', [{ kind: 'sequence', width: '5' }], 'segments.0.width'],
    ['too many parts', Array.from({ length: 21 }, () => ({ kind: 'fixed', digits: '1' })), 'segments'],
  ])('does not read %s', (_what, segments, path) => {
    expect(decide(segments)).toMatchObject({ kind: 'invalid', errors: [{ path }] })
  })

  it('is about its current account, for lists and for order', () => {
    const parsed = commandOf('numbering.set', 1)?.parse({ currentAccountId: GIRO, segments: BRANCHES })
    if (!parsed?.ok) throw new Error('does not parse')
    expect([parsed.command.subject, parsed.command.stream]).toEqual([
      { type: 'currentAccount', id: GIRO },
      `numbering:${GIRO}`,
    ])
  })
})
