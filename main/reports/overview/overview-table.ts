import type { OverviewOfCurrency, OverviewTable, OverviewView } from '#shared/contract/overview-views'
import { factTexts } from '../fact-texts'
import { reportWords } from '../report-words'
import type { ReportColumn, ReportFact, ReportLanguage, ReportRow, TableReport } from '../table-report'
import { overviewWords } from './overview-words'

/** The sums of one part of the Overview screen, as it shows them in one currency. */
export function overviewTable(
  view: OverviewView,
  sums: OverviewOfCurrency,
  table: OverviewTable,
  language: ReportLanguage,
): TableReport {
  const { columns, rows } = TABLES[table](sums, language)
  const title = overviewWords(language).title[table]
  return { title, facts: factsOf(view, language), columns, rows }
}

type Table = Pick<TableReport, 'columns' | 'rows'>

const TABLES: Readonly<Record<OverviewTable, (sums: OverviewOfCurrency, language: ReportLanguage) => Table>> = {
  days(sums, language) {
    const words = overviewWords(language)
    return {
      columns: [
        { label: words.day, kind: 'date' },
        { label: words.currency, kind: 'text' },
        ...movements(sums, language),
        { label: words.linesIn, kind: 'integer' },
        { label: words.linesOut, kind: 'integer' },
      ],
      rows: sums.days.map(({ day, moneyIn, moneyOut, net, linesIn, linesOut }) => [
        day,
        sums.currency,
        moneyIn,
        moneyOut,
        net,
        linesIn,
        linesOut,
      ]),
    }
  },
  schemes(sums, language) {
    const words = overviewWords(language)
    const nameOf = (scheme: OverviewOfCurrency['schemes'][number]['scheme']): string =>
      scheme === 'unallocated' ? words.unallocated : reportWords(language).scheme[scheme]
    return {
      columns: [
        { label: words.scheme, kind: 'text' },
        { label: words.currency, kind: 'text' },
        { label: words.accounts, kind: 'integer' },
        { label: words.position, kind: 'amount', currency: sums.currency },
        ...movements(sums, language),
      ],
      rows: sums.schemes.map(({ scheme, accounts, position, moneyIn, moneyOut, net }) => [
        nameOf(scheme),
        sums.currency,
        accounts,
        position,
        moneyIn,
        moneyOut,
        net,
      ]),
    }
  },
  accounts(sums, language) {
    const words = overviewWords(language)
    const { rows, others } = sums.currentAccounts
    const { current } = reportWords(language).scheme
    const rest: ReportRow = [words.others(others.accounts), null, current, sums.currency, others.position]
    return {
      columns: [
        { label: words.name, kind: 'text' },
        { label: words.number, kind: 'text' },
        { label: words.kind, kind: 'text' },
        { label: words.currency, kind: 'text' },
        { label: words.rollup, kind: 'amount', currency: sums.currency },
      ],
      rows: [
        ...rows.map(({ name, number, rollup }): ReportRow => [name, number, current, sums.currency, rollup]),
        ...(others.accounts > 0 ? [rest] : []),
        ...sums.subAccounts.map(
          ({ name, number, rollup }): ReportRow => [name, number, words.sub, sums.currency, rollup],
        ),
      ],
    }
  },
}

function movements({ currency }: OverviewOfCurrency, language: ReportLanguage): ReportColumn[] {
  const { moneyIn, moneyOut, net } = overviewWords(language)
  return [moneyIn, moneyOut, net].map((label) => ({ label, kind: 'amount', currency }))
}

function factsOf({ asOf, range }: OverviewView, language: ReportLanguage): ReportFact[] {
  const { withoutInternal, leftOut } = overviewWords(language)
  const { asOf: asOfWord, statement } = reportWords(language)
  const { moment, date } = factTexts(language)
  return [
    ...(asOf === null ? [] : [{ label: asOfWord, value: moment(asOf) }]),
    ...(range === null ? [] : [{ label: statement.period, value: statement.until(date(range.from), date(range.to)) }]),
    { label: withoutInternal, value: leftOut },
  ]
}
