import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountNumber, checkDigit, groupInFours, isAccountNumber } from '#shared/domain/accounts/account-number'
import { checkCredit, checkDebit, type DebitCheckInput } from '#shared/domain/accounts/debit-credit-check'
import { bodyFromScheme, validateSegments } from '#shared/domain/accounts/numbering-scheme'
import type { NumberingSegment } from '#shared/domain/documents'
import { formatWire, IDR, type Money, money } from '#shared/kernel/money'

const rupiah = (whole: number): Money => money(BigInt(whole) * 100n, IDR)
const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`))
const replaceAt = (text: string, index: number, part: string) =>
  text.slice(0, index) + part + text.slice(index + part.length)

describe('account number', () => {
  it('is prefix, body and Luhn check digit', () => {
    expect(accountNumber('88123', '0000001204')).toEqual({ ok: true, value: '8812300000012042' })
    expect(checkDigit('7992739871')).toBe('3')
    expect(isAccountNumber('8812300000012042')).toBe(true)
    expect(isAccountNumber('8812300000012043')).toBe(false)
    expect(groupInFours('8812300000012042')).toBe('8812 3000 0001 2042')
  })

  it.each([
    ['8812', '0000001204', 'prefix'],
    ['881234', '0000001204', 'prefix'],
    ['88123', '1204', 'body'],
    ['88123', '00000012045', 'body'],
    ['88123', '000000120 ', 'body'],
    ['88123', '00000012٠4', 'body'],
  ])('is never padded or trimmed: %s %s', (prefix, body, part) => {
    expect(accountNumber(prefix, body)).toMatchObject({
      ok: false,
      error: { code: 'account.number_invalid', params: { part } },
    })
  })

  it('a number of another length or alphabet is none', () => {
    for (const text of ['', '0', '881230000001204', '88123000000120420', '88123 0000001204']) {
      expect(isAccountNumber(text)).toBe(false)
    }
  })

  it('catches every single wrong digit', () => {
    fc.assert(
      fc.property(digits(5), digits(10), fc.nat(15), fc.integer({ min: 1, max: 9 }), (prefix, body, at, shift) => {
        const right = prefix + body + checkDigit(prefix + body)
        const wrong = replaceAt(right, at, String((Number(right.charAt(at)) + shift) % 10))
        expect(isAccountNumber(right)).toBe(true)
        expect(isAccountNumber(wrong)).toBe(false)
      }),
    )
  })

  it('catches every swap of neighbours except 09 and 90', () => {
    fc.assert(
      fc.property(digits(5), digits(10), fc.nat(14), (prefix, body, at) => {
        const right = prefix + body + checkDigit(prefix + body)
        const [first, second] = [right.charAt(at), right.charAt(at + 1)]
        const undetectable = first === second || first + second === '09' || first + second === '90'
        expect(isAccountNumber(replaceAt(right, at, second + first))).toBe(undetectable)
      }),
    )
  })
})

describe('numbering scheme', () => {
  const scheme: readonly NumberingSegment[] = [
    { kind: 'fixed', digits: '70' },
    { kind: 'field', name: 'branch', width: 3 },
    { kind: 'sequence', width: 5 },
  ]

  it('builds the body from fixed digits, a field and the running sequence', () => {
    expect(bodyFromScheme(scheme, { branch: '041' }, 1204)).toEqual({ ok: true, value: '7004101204' })
    expect(bodyFromScheme(scheme, { branch: '041' }, 99_999)).toEqual({ ok: true, value: '7004199999' })
  })

  it.each([
    ['sequence_exhausted', scheme, { branch: '041' }, 100_000],
    ['sequence_number', scheme, { branch: '041' }, -1],
    ['sequence_number', scheme, { branch: '041' }, 1.5],
    ['field_missing', scheme, {}, 1],
    ['field_value', scheme, { branch: '41' }, 1],
    ['field_value', scheme, { branch: '04a' }, 1],
    ['sequence_count', scheme.slice(0, 2), { branch: '041' }, 1],
    ['total_width', scheme.slice(1), { branch: '041' }, 1],
  ] as const)('refuses %s', (reason, segments, values, sequence) => {
    const result = bodyFromScheme(segments, values, sequence)
    expect(result).toMatchObject({ ok: false, error: { code: 'numbering.invalid', params: { reason } } })
  })

  it.each([
    [
      'sequence_count',
      [
        { kind: 'sequence', width: 5 },
        { kind: 'sequence', width: 5 },
      ],
    ],
    [
      'fixed_digits',
      [
        { kind: 'fixed', digits: '' },
        { kind: 'sequence', width: 10 },
      ],
    ],
    [
      'fixed_digits',
      [
        { kind: 'fixed', digits: 'AB' },
        { kind: 'sequence', width: 8 },
      ],
    ],
    [
      'width',
      [
        { kind: 'field', name: 'a', width: 0 },
        { kind: 'sequence', width: 10 },
      ],
    ],
    [
      'width',
      [
        { kind: 'field', name: 'a', width: 1.5 },
        { kind: 'sequence', width: 8.5 },
      ],
    ],
    [
      'field_name',
      [
        { kind: 'field', name: '', width: 2 },
        { kind: 'sequence', width: 8 },
      ],
    ],
    [
      'field_repeated',
      [
        { kind: 'field', name: 'a', width: 1 },
        { kind: 'field', name: 'a', width: 1 },
        { kind: 'sequence', width: 8 },
      ],
    ],
  ] as const)('a scheme with a faulty %s is refused', (reason, segments) => {
    expect(validateSegments(segments)).toMatchObject({
      ok: false,
      error: { code: 'numbering.invalid', params: { reason } },
    })
  })
})

describe('debit and credit check', () => {
  const free: DebitCheckInput = {
    balance: rupiah(1_000),
    held: rupiah(200),
    block: 'none',
    limits: { perTransaction: rupiah(700), daily: rupiah(900) },
    usedToday: rupiah(300),
    amount: rupiah(600),
  }

  it('allows exactly up to each bound', () => {
    expect(checkDebit(free)).toEqual({ allowed: true, code: null, remainingToday: rupiah(600) })
    expect(checkDebit({ ...free, usedToday: rupiah(301) })).toMatchObject({ code: 'account.limit_daily' })
    expect(checkDebit({ ...free, held: rupiah(401) })).toMatchObject({ code: 'account.insufficient_funds' })
    expect(checkDebit({ ...free, held: rupiah(400) })).toMatchObject({ allowed: true })
  })

  it('reports the first of block, per transaction, daily, funds', () => {
    const all = { ...free, block: 'all', amount: rupiah(5_000) } as const
    expect(checkDebit(all).code).toBe('account.debit_blocked')
    expect(checkDebit({ ...all, block: 'credit' }).code).toBe('account.limit_per_transaction')
    const noPerTransaction = { perTransaction: null, daily: rupiah(900) }
    expect(checkDebit({ ...all, block: 'none', limits: noPerTransaction }).code).toBe('account.limit_daily')
    const none = { perTransaction: null, daily: null }
    expect(checkDebit({ ...all, block: 'none', limits: none })).toEqual({
      allowed: false,
      code: 'account.insufficient_funds',
      remainingToday: null,
    })
  })

  it('counts the limits of every ancestor', () => {
    const ancestor = { limits: { perTransaction: null, daily: rupiah(1_000) }, usedToday: rupiah(500) }
    expect(checkDebit({ ...free, ancestors: [ancestor] })).toEqual({
      allowed: false,
      code: 'account.limit_daily',
      remainingToday: rupiah(500),
    })
    const roomy = { limits: { perTransaction: null, daily: rupiah(9_000) }, usedToday: rupiah(0) }
    expect(checkDebit({ ...free, ancestors: [roomy] })).toMatchObject({ allowed: true, remainingToday: rupiah(600) })
    const strict = { limits: { perTransaction: rupiah(1), daily: null }, usedToday: rupiah(0) }
    expect(checkDebit({ ...free, ancestors: [ancestor, strict] }).code).toBe('account.limit_per_transaction')
  })

  it('judges credits without looking at funds', () => {
    const credit = { block: 'none', limits: free.limits, usedToday: rupiah(0), amount: rupiah(700) } as const
    expect(checkCredit(credit)).toEqual({ allowed: true, code: null, remainingToday: rupiah(900) })
    expect(checkCredit({ ...credit, block: 'credit' }).code).toBe('account.credit_blocked')
    expect(checkCredit({ ...credit, block: 'all' }).code).toBe('account.credit_blocked')
    expect(checkCredit({ ...credit, block: 'debit' }).allowed).toBe(true)
    expect(checkCredit({ ...credit, amount: rupiah(701) }).code).toBe('account.limit_per_transaction')
    expect(checkCredit({ ...credit, usedToday: rupiah(201) }).code).toBe('account.limit_daily')
  })

  it('has no verdict on nothing or less', () => {
    expect(() => checkDebit({ ...free, amount: rupiah(0) })).toThrow(RangeError)
    expect(() => checkCredit({ ...free, amount: rupiah(-1) })).toThrow(RangeError)
  })

  it('an allowed debit never takes available below zero', () => {
    const amount = fc.integer({ min: 0, max: 2_000 })
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 1, max: 2_000 }), (balance, held, wanted) => {
        const input = { ...free, balance: rupiah(balance), held: rupiah(held), amount: rupiah(wanted) }
        if (!checkDebit(input).allowed) return
        expect(formatWire(rupiah(balance - held - wanted)).startsWith('-')).toBe(false)
      }),
    )
  })
})
