import { describe, expect, it } from 'vitest'
import type { SimulationAction } from '#shared/contract/http'
import { commandCatalogue } from '#shared/domain/commands'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { changesWords, documentWords, rejectionWords } from '../../../../renderer/features/audit/words/change-words'
import { exactTime } from '../../../../renderer/features/audit/words/exact-time'
import { fieldWords } from '../../../../renderer/features/audit/words/field-words'
import { allKindWords, kindWords } from '../../../../renderer/features/audit/words/kind-words'
import { moneyDifference, valueWords } from '../../../../renderer/features/audit/words/value-words'
import { createWords } from '../../../../renderer/locales/i18n'
import { idOf } from '../rows'
import { auditRow } from './entries'

const BANK_SOURCES = import.meta.glob<string>('../../../../main/bank/**/*.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Commands of the bank itself: those that its sources name, and its simulated channels. */
function bankTypes(): string[] {
  const named = Object.values(BANK_SOURCES).flatMap((text) =>
    [...text.matchAll(/\btype: '([a-z]\w*\.\w+)'/g)].map(([, type = '']) => type),
  )
  const channels = ['channel.credit', 'channel.debit'] as const satisfies readonly SimulationAction['action'][]
  return [...new Set([...named, ...channels])].sort()
}

const en = createWords('en').t
const id = createWords('id').t

describe('commands in the trail', () => {
  it('of the bank are found in its sources', () => {
    expect(bankTypes()).toEqual(
      expect.arrayContaining(['approval.lapse', 'statement.archive', 'user.block', 'file.store', 'channel.credit']),
    )
  })

  it.each(['en', 'id'] as const)('have words in %s, every one', (language) => {
    const { t, exists } = createWords(language)
    const types = [...commandCatalogue().map(({ type }) => type), ...bankTypes()]
    expect(types.length).toBeGreaterThan(15)
    expect(types.filter((type) => kindWords(t, type) === type)).toEqual([])
    const sent = commandCatalogue().map(({ type }) => type)
    // Where a command is several things to its users, each has words instead.
    const isNamed = (type: string) =>
      ['', '_other'].some((form) => exists(`common:command.${type}${form}`, { fallbackLng: language }))
    expect(sent.filter((type) => !isNamed(type))).toEqual([])
  })

  it('say which of several things they did, and are found by all of them', () => {
    expect(kindWords(en, 'subAccount.setBlock', 'debit')).toBe('Block debits')
    expect(kindWords(en, 'subAccount.setBlock', 'none')).toBe('Lift block')
    expect(kindWords(en, 'subAccount.setBlock')).toBe('Block')
    expect(kindWords(en, 'subAccount.setBlock', 'unheard of')).toBe('Block')
    expect(allKindWords(en, 'subAccount.setBlock')).toContain('Lift block')
    expect(allKindWords(id, 'subAccount.setLimits')).toBe('subAccount.setLimits Ubah limit')
  })

  it.each([
    'foreign.thing',
    '$t(common:close)',
    'subAccount',
    '{{name}}',
    '__proto__',
    'kind.any',
    'problems:unknown',
    '',
  ])('of another bank are told by their type: %j', (type) => {
    expect(kindWords(en, type, 'any')).toBe(type)
    expect(allKindWords(en, type)).toContain(type)
  })
})

describe('documents', () => {
  it.each(['en', 'id'] as const)('have words in %s, every type', (language) => {
    const { t } = createWords(language)
    expect(DOCUMENT_TYPES.filter((type) => documentWords(t, type) === type)).toEqual([])
    expect(documentWords(t, '$t(common:close)')).toBe('$t(common:close)')
  })
})

describe('fields', () => {
  it.each([
    [['limits', 'debit', 'daily'], 'Debit per day'],
    [['debit', 'daily'], 'Debit per day'],
    [['items', '2', 'name'], 'Row 3 · Name'],
    [['items', '2', 'limits', 'credit', 'daily'], 'Row 3 · Credit per day'],
    [['segments', '0', 'digits'], 'Part 1 · Fixed digits'],
    [['summary', 'from', 'id'], 'From'],
    [['foreignScore', 'inner'], 'foreignScore · inner'],
    [['foreign', 'name'], 'foreign · Name'],
    [['$t(common:close)'], '$t(common:close)'],
    [['__proto__', 'constructor'], '__proto__ · constructor'],
    [['limits'], 'limits'],
    [[], ''],
  ])('are called by their names: %j', (path, words) => {
    expect(fieldWords(en, path)).toBe(words)
  })

  it('speak Indonesian', () => {
    expect(fieldWords(id, ['limits', 'debit', 'daily'])).toBe('Debit per hari')
    expect(fieldWords(id, ['rows', '0', 'amount'])).toBe('Baris 1 · Jumlah')
  })
})

describe('values', () => {
  const names = { [idOf(10)]: { type: 'subAccount', name: 'Branch Kemang', number: '88', isAccount: true } }
  it.each<[readonly string[], Parameters<typeof valueWords>[3], string]>([
    [['limits', 'debit', 'daily'], '75000000.00', '75,000,000'],
    [['limits', 'debit', 'daily'], null, 'no limit'],
    [['externalRef'], null, 'none'],
    [['usedToday', 'credit'], '1000.50', '1,000.50'],
    [['foreignScore'], '75000000.00', '75000000.00'],
    [['tags'], ['a', 'b'], 'a, b'],
    [['tags'], [], 'none'],
    [['nothing'], {}, 'none'],
    [['reopened'], true, 'yes'],
    [['width'], 5, '5'],
    [['scheme'], 'petty_cash', 'petty cash'],
    [['block'], 'all', 'debits and credits blocked'],
    [['status'], 'awaiting_approval', 'awaits approval'],
    [['status'], 'exploded', 'exploded'],
    [['parentId'], idOf(10), 'Branch Kemang'],
    [['parentId'], idOf(99), '…000099'],
    [['postedAt'], '2026-07-09T18:00:00.000Z', '10 Jul 2026 01:00 WIB'],
    [['dueDate'], '2026-07-09', '9 Jul 2026'],
    [['number'], '8812300000012042', '8812 3000 0001 2042'],
    [
      ['name'],
      '<img src=x onerror=alert(1)> {{name}} $t(common:close)',
      '<img src=x onerror=alert(1)> {{name}} $t(common:close)',
    ],
    [['status'], 'constructor', 'constructor'],
  ])('of %j: %j', (path, value, words) => {
    expect(valueWords(en, 'en', path, value, names)).toBe(words)
  })

  it('say by how much money went up or down, exactly', () => {
    const daily = ['limits', 'debit', 'daily']
    expect(moneyDifference(daily, '50000000.00', '75000000.00')).toBe('25000000.00')
    expect(moneyDifference(daily, '75000000.00', '50000000.50')).toBe('-24999999.50')
    expect(moneyDifference(daily, '9007199254740993.01', '9007199254740993.02')).toBe('0.01')
    expect(moneyDifference(daily, '5', '5.5')).toBe('0.5')
    expect(moneyDifference(['amount'], '-1', '1')).toBe('2')
    expect(moneyDifference(daily, null, '50000000.00')).toBeUndefined()
    expect(moneyDifference(['foreignScore'], '1', '2')).toBeUndefined()
  })
})

describe('an entry in one line', () => {
  it('tells what changed, with names where they are known, and how much more', () => {
    const moved = auditRow({
      changes: [
        { path: ['parentId'], from: idOf(10), to: idOf(99) },
        { path: ['externalRef'], to: 'ERP-7' },
        { path: ['tags'], from: ['x'] },
      ],
      moreChanges: 2,
      names: { [idOf(10)]: { type: 'subAccount', name: 'Branch Bali', number: null, isAccount: true } },
    })
    expect(changesWords(en, 'en', moved)).toBe(
      'Stands under Branch Bali → …000099; Reference ERP-7; Tags x → removed; and 2 more',
    )
    expect(changesWords(id, 'id', auditRow())).toBe('Debit per hari 50.000.000 → 75.000.000')
  })

  it('tells why it was rejected, with as many words as the entry has numbers for', () => {
    const rejected = (code: string, params?: Record<string, string | number[]>) =>
      rejectionWords(en, { ...auditRow(), problem: params === undefined ? { code } : { code, params } })
    expect(rejected('account.closed', { name: 'Branch Bali' })).toContain('Branch Bali is closed')
    expect(rejected('account.closed')).toContain('Branch Kemang is closed')
    expect(rejected('account.rows_faulty', { rows: [0, 0, 0] })).toBe('3 rows are faulty.')
    expect(rejected('account.number_taken')).toBe('account.number_taken')
    expect(rejected('moon.eclipsed')).toContain('moon.eclipsed')
    expect(rejectionWords(en, auditRow())).toBeNull()
  })

  it('knows the second', () => {
    expect(exactTime('2026-07-09T17:00:07.000Z', 'en')).toBe('10 Jul 2026 00:00:07 WIB')
    expect(exactTime('some day', 'en')).toBe('some day')
  })
})
