import { describe, expect, it } from 'vitest'
import { isLocalDate } from '#shared/kernel/time'
import { problemText } from '../../../../renderer/components/problem'
import { rowMove } from '../../../../renderer/components/row-grid/row-keys'
import {
  refusedDraft,
  suggestedReference,
  transferArguments,
} from '../../../../renderer/features/accounts/transfer/transfer-draft'
import { availableAfter } from '../../../../renderer/features/approvals/decision/available-after'
import { mayDecideOn } from '../../../../renderer/features/approvals/decision/may-decide'
import { summaryLines } from '../../../../renderer/features/approvals/decision/summary-lines'
import { lapseStage, leftWords } from '../../../../renderer/features/approvals/lapse'
import { periodOf } from '../../../../renderer/features/approvals/period-filter'
import { approvalPill } from '../../../../renderer/features/approvals/states'
import { segmentsFor } from '../../../../renderer/features/approvals/view-memory'
import { createWords } from '../../../../renderer/locales/i18n'
import { idOf } from '../rows'
import { approvalRow, change, KAS_A, ownDecision, YOU } from './approvals'

const { t } = createWords('en')
const LAPSES = '2026-07-13T01:00:00.000Z'
const msBefore = (ms: number) => Date.parse(LAPSES) - ms
const HOUR = 3_600_000

describe('the time that is left', () => {
  it('is told in its two largest units and never rounded up', () => {
    expect(leftWords(t, LAPSES, msBefore(72 * HOUR - 1))).toBe('2 d 23 h')
    expect(leftWords(t, LAPSES, msBefore(HOUR + 59_999))).toBe('1 h 0 min')
    expect(leftWords(t, LAPSES, msBefore(59 * 60_000))).toBe('59 min')
    expect(leftWords(createWords('id').t, LAPSES, msBefore(49 * HOUR))).toBe('2 hari 1 jam')
  })

  it('is short in the last hours, and over only after the deadline itself', () => {
    expect([7 * HOUR, 6 * HOUR - 1, 0, -1].map((ms) => lapseStage(LAPSES, msBefore(ms)))).toEqual([
      'far',
      'near',
      'near',
      'passed',
    ])
  })
})

describe('the parts of the screen', () => {
  it('begin with what its user has to do', () => {
    const of = (mayDecide: boolean, mayAsk: boolean) => segmentsFor({ owner: '', mayDecide, mayAsk })
    expect(of(true, false)).toEqual(['waiting', 'history', 'transfers'])
    expect(of(false, true)).toEqual(['sent', 'history', 'transfers'])
    expect(of(true, true)).toEqual(['waiting', 'sent', 'history', 'transfers'])
    expect(of(false, false)).toEqual(['waiting', 'history', 'transfers'])
  })
})

describe('who may decide', () => {
  it('is another person than the maker, as long as nothing is decided or on its way', () => {
    const approver = { mayDecide: true }
    expect(mayDecideOn(approvalRow(), approver)).toBe(true)
    expect(mayDecideOn(approvalRow(), { mayDecide: false })).toBe(false)
    expect(mayDecideOn(approvalRow({ maker: YOU }), approver)).toBe(false)
    expect(mayDecideOn(approvalRow({ status: 'lapsed' }), approver)).toBe(false)
    expect(mayDecideOn(approvalRow({ ownDecision: ownDecision() }), approver)).toBe(false)
    expect(mayDecideOn(approvalRow({ ownDecision: ownDecision({ state: 'rejected' }) }), approver)).toBe(true)
  })
})

describe('a state', () => {
  it('says first what the bank does not have yet', () => {
    expect(approvalPill(t, approvalRow({ status: 'approved' }))).toEqual({ state: 'confirmed', label: 'approved' })
    const pending = { state: 'waiting' as const, types: ['transfer.create'] }
    expect(approvalPill(t, approvalRow({ pending }))).toEqual({ state: 'waiting' })
    const refused = ownDecision({ state: 'rejected' })
    expect(approvalPill(t, approvalRow({ pending, ownDecision: refused }))).toEqual({
      state: 'refused',
      label: 'bank refused',
    })
  })
})

describe('a summary that means nothing here', () => {
  it('is told line by line, without end and without being understood', () => {
    const deep = { a: { b: { c: { d: { e: 'too deep' } } } } }
    expect(summaryLines({ fee: '1.00', crew: { name: '<b>Budi</b>', photos: [1, true] }, none: null, deep })).toEqual([
      { label: 'fee', value: '1.00' },
      { label: 'crew · name', value: '<b>Budi</b>' },
      { label: 'crew · photos · 0', value: '1' },
      { label: 'crew · photos · 1', value: 'true' },
    ])
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`k${n}`, n]))
    expect(summaryLines(many)).toHaveLength(60)
  })
})

describe('a period', () => {
  it('is the bank’s calendar days up to today', () => {
    const today = '2026-07-10'
    if (!isLocalDate(today)) throw new Error('no date')
    expect(periodOf('today', today)).toEqual({ from: today, to: today })
    expect(periodOf('week', today)).toEqual({ from: '2026-07-04', to: today })
  })
})

describe('keys in a list', () => {
  it('lead to rows or act on the active one, and others nowhere', () => {
    expect(rowMove('ArrowDown', 4, 50, 10)).toEqual({ kind: 'go', index: 5 })
    expect(rowMove('PageUp', 4, 50, 10)).toEqual({ kind: 'go', index: -6 })
    expect(rowMove('End', 4, 50, 10)).toEqual({ kind: 'go', index: 49 })
    expect(rowMove('A', 4, 50, 10)).toEqual({ kind: 'letter', letter: 'a' })
    expect(rowMove('F5', 4, 50, 10)).toBeUndefined()
  })
})

describe('a transfer’s form', () => {
  const draft = { fromId: KAS_A, toId: idOf(13), amount: '1.00', reference: 'GAJI-07', description: ' ' }

  it('gives the command’s arguments, and reads them back from a refused one', () => {
    const args = transferArguments(idOf(600), draft)
    expect(args).toEqual({
      id: idOf(600),
      fromAccountId: KAS_A,
      toAccountId: idOf(13),
      amount: '1.00',
      reference: 'GAJI-07',
    })
    expect(refusedDraft({ args: JSON.parse(JSON.stringify(args)) })).toEqual({
      id: idOf(600),
      draft: { ...draft, description: '' },
    })
    expect(refusedDraft({ args: {} })).toBeNull()
  })

  it('suggests a reference of the bank’s day without letters that are read as others', () => {
    expect(suggestedReference('2026-07-10', new Uint8Array([0, 31, 32, 255, 7]))).toBe('TR-20260710-2Z2Z9')
  })

  it('knows what rejecting gives back', () => {
    expect(availableAfter([change(KAS_A, {}, { available: '5.00' })], KAS_A)).toBe('5.00')
    expect(availableAfter([], KAS_A)).toBeUndefined()
  })
})

describe('a refusal of a movement', () => {
  const params = { accountName: 'Kas A', amount: '150.00', available: '5.00', remainingToday: '7.00' }
  const said = (code: string, more: Record<string, string>, language: 'en' | 'id' = 'en') =>
    problemText({ code, params: more }, createWords(language).t)

  it('names the account and its numbers in both languages', () => {
    const from = { ...params, side: 'from' }
    expect(said('account.insufficient_funds', from)).toBe('Kas A has 5 available, which is less than 150.')
    expect(said('account.insufficient_funds', from, 'id')).toBe('Saldo tersedia Kas A adalah 5, kurang dari 150.')
    expect(said('account.limit_daily', from)).toContain('7 is left until 00:00 WIB')
    expect(said('account.limit_daily', { ...params, side: 'to' })).toContain('more than Kas A may receive today')
    expect(said('account.closed', { side: 'to', accountName: 'Kas A', number: '1' })).toContain('Kas A is closed')
    const codes = ['debit_blocked', 'credit_blocked', 'limit_per_transaction', 'limit_daily', 'closed']
    for (const code of codes) {
      for (const side of code === 'debit_blocked' ? ['from'] : code === 'credit_blocked' ? ['to'] : ['from', 'to']) {
        for (const language of ['en', 'id'] as const) {
          const text = said(`account.${code}`, { ...params, side }, language)
          expect(text, `${code} ${side} ${language}`).toContain('Kas A')
          expect(text).not.toContain('{{')
        }
      }
    }
  })

  it('reads well without them', () => {
    expect(said('account.insufficient_funds', {})).toBe('There is not enough available on this account.')
    expect(said('account.limit_daily', { side: 'from', accountName: 'Kas A', amount: '1.00' })).toBe(
      'The amount is above what is left of the daily limit.',
    )
  })
})
