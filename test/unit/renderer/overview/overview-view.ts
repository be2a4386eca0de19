import type { OverviewDay, OverviewOfCurrency, OverviewView } from '#shared/contract/overview-views'
import { accountRow, idOf } from '../rows'

export function overviewDay(day: string, changes: Partial<OverviewDay> = {}): OverviewDay {
  return { day, moneyIn: '0.00', moneyOut: '0.00', net: '0.00', linesIn: 0, linesOut: 0, ...changes }
}

const same = (sum: string) => ({ shown: sum, confirmed: sum })

/** Three days of rupiah with more digits than a number holds. */
export function sumsOf(changes: Partial<OverviewOfCurrency> = {}): OverviewOfCurrency {
  return {
    currency: 'IDR',
    position: same('90071992547409931234.56'),
    available: same('90071992547409931234.56'),
    held: same('0.00'),
    moneyIn: same('9007199254740993.25'),
    moneyOut: same('40.00'),
    net: same('9007199254740953.25'),
    internal: { moneyIn: '5000.00', moneyOut: '5000.00', lines: 2 },
    days: [
      overviewDay('2026-07-08', { moneyIn: '9007199254740993.25', net: '9007199254740993.25', linesIn: 1 }),
      overviewDay('2026-07-09', { moneyOut: '40.00', net: '-40.00', linesOut: 3 }),
      overviewDay('2026-07-10'),
    ],
    schemes: [
      {
        scheme: 'petty_cash',
        accounts: 410,
        position: '1057248000.00',
        moneyIn: '7.00',
        moneyOut: '0.00',
        net: '7.00',
      },
      { scheme: 'unallocated', accounts: 1, position: '5.00', moneyIn: '0.00', moneyOut: '0.00', net: '0.00' },
    ],
    currentAccounts: {
      rows: [accountRow({ kind: 'current', id: idOf(50), name: 'Giro Operasional', rollup: '90000000.00' })],
      others: { accounts: 0, position: '0.00' },
    },
    subAccounts: [accountRow({ id: idOf(51), name: 'Wilayah Bali', rollup: '300.00' })],
    ...changes,
  }
}

export function viewOf(...currencies: OverviewOfCurrency[]): OverviewView {
  return {
    asOf: '2026-07-10T07:02:00.000Z',
    known: { from: '2026-04-12', to: '2026-07-10' },
    range: { from: '2026-07-08', to: '2026-07-10' },
    currencies,
    unplacedLines: 0,
  }
}
