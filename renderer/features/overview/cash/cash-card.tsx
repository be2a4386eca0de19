import { SegmentedControl } from '@mantine/core'
import { type RefObject, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewDay, OverviewOfCurrency } from '#shared/contract/overview-views'
import { late, useLanguage } from '../../../components'
import { dayWords } from '../day-words'
import { CashTable } from './cash-table'
import { DaySlider } from './day-slider'
import './cash.css'

// What draws charts is large: figures and words stand while it is read.
const { Late: CashPlot } = late(async () => (await import('./cash-plot')).CashPlot, { isOptional: true })

interface CashCardProps {
  readonly sums: OverviewOfCurrency
  readonly as: 'chart' | 'table'
  readonly onAs: (as: 'chart' | 'table') => void
  readonly unplacedLines: number
  readonly openedDay: string | null
  readonly onOpen: (day: string) => void
  /** Holds the chart's picture. */
  readonly plot: RefObject<HTMLDivElement | null>
}

/** Money in and out per day, as a chart or as a table of the same sums. */
export function CashCard({ sums, as, onAs, unplacedLines, openedDay, onOpen, plot }: CashCardProps) {
  const { t } = useTranslation('overview')
  const [active, setActive] = useState<number | null>(null)
  const opened = sums.days.findIndex(({ day }) => day === openedDay)
  const shown = active ?? (opened < 0 ? null : opened)
  return (
    <section className="card overview-card overview-cash" aria-labelledby="overview-cash">
      <div className="overview-card-head">
        <h2 id="overview-cash">{t('cash.title')}</h2>
        <span className="dim">{t('cash.unit', { currency: sums.currency })}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('cash.as')}
          data={[
            { value: 'chart', label: t('cash.chart') },
            { value: 'table', label: t('cash.table') },
          ]}
          value={as}
          onChange={(next) => onAs(next === 'table' ? 'table' : 'chart')}
        />
      </div>
      {as === 'table' && <CashTable days={sums.days} openedDay={openedDay} onOpen={onOpen} />}
      {/* Behind the table it stays drawn, so that its picture can be exported. */}
      <div className="cash-chart" data-behind={as === 'table' || undefined}>
        <Readout day={shown === null ? undefined : sums.days[shown]} />
        <div className="cash-area">
          <div className="cash-plot" ref={plot} aria-hidden>
            <CashPlot days={sums.days} />
          </div>
          <DaySlider days={sums.days} active={shown} onActive={setActive} onOpen={onOpen} />
        </div>
        <Legend />
      </div>
      <Left sums={sums} unplacedLines={unplacedLines} />
    </section>
  )
}

/** The day under the pointer or the keys in figures. */
function Readout({ day }: { readonly day: OverviewDay | undefined }) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  if (day === undefined) return <p className="cash-readout dim">{t('cash.hint')}</p>
  const { moneyIn, moneyOut, net } = day
  return (
    <p className="cash-readout num">
      <b>{dayWords(day.day, language, 'short')}</b> {t('cash.figures', { moneyIn, moneyOut, net })}
    </p>
  )
}

function Legend() {
  const { t } = useTranslation('overview')
  return (
    <ul className="cash-legend" aria-label={t('cash.legend')}>
      <li className="cash-legend-in">{t('cash.in')}</li>
      <li className="cash-legend-out">{t('cash.out')}</li>
      <li className="cash-legend-net">{t('cash.net')}</li>
    </ul>
  )
}

/** What is in no sum of money in or out, and why. */
function Left({ sums, unplacedLines }: Pick<CashCardProps, 'sums' | 'unplacedLines'>) {
  const { t } = useTranslation('overview')
  const { lines, moneyOut } = sums.internal
  return (
    <p className="dim cash-left">
      {lines === 0 ? t('cash.noInternal') : t('cash.internal', { count: lines, amount: moneyOut })}
      {unplacedLines > 0 && <> {t('cash.unplaced', { count: unplacedLines })}</>}
    </p>
  )
}
