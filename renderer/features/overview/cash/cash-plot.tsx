import '@mantine/charts/styles.css'
import { CompositeChart } from '@mantine/charts'
import type { OverviewDay } from '#shared/contract/overview-views'
import { LOCALES } from '../../../components/format/amount'
import { useLanguage } from '../../../components/format/words'
import { dayWords } from '../day-words'
import { coordinate } from '../exact-share'
import { PLOT } from './plot-area'

const SERIES = [
  { name: 'moneyIn', color: 'var(--chart-in)', type: 'bar' },
  { name: 'moneyOut', color: 'var(--chart-out)', type: 'bar' },
  { name: 'net', color: 'var(--chart-net)', type: 'line' },
] as const

/** Up to so many days, each point of the line has a dot; with more they would touch. */
const MOST_DOTS = 31

/**
 * Bars up for money in, down for money out, a line for what is left. A day is one column of two bars and one point: 90 days
 * at most, on never less than 300 pixels.
 */
export function CashPlot({ days }: { readonly days: readonly OverviewDay[] }) {
  const language = useLanguage()
  const scale = new Intl.NumberFormat(LOCALES[language], { notation: 'compact', maximumFractionDigits: 1 })
  const data = days.map(({ day, moneyIn, moneyOut, net }) => ({
    day,
    moneyIn: coordinate(moneyIn),
    moneyOut: -coordinate(moneyOut),
    net: coordinate(net),
  }))
  return (
    <CompositeChart
      h="100%"
      data={data}
      dataKey="day"
      series={[...SERIES]}
      withTooltip={false}
      withLegend={false}
      accessibilityLayer={false}
      strokeWidth={1.6}
      curveType="linear"
      withDots={days.length <= MOST_DOTS}
      dotProps={{ r: 2 }}
      tickLine="none"
      strokeDasharray="0"
      gridColor="var(--line)"
      textColor="var(--ink3)"
      maxBarWidth={22}
      referenceLines={[{ y: 0, color: 'var(--field-line)' }]}
      barProps={{ stackId: 'cash' }}
      composedChartProps={{
        stackOffset: 'sign',
        barCategoryGap: '22%',
        margin: { top: PLOT.top, right: PLOT.right, bottom: PLOT.bottom, left: PLOT.left },
      }}
      xAxisProps={{
        height: PLOT.days,
        interval: 'equidistantPreserveStart',
        minTickGap: 14,
        tick: { transform: 'translate(0, 5)', fontSize: 12, fill: 'currentColor' },
        tickFormatter: (day: string) => dayWords(day, language, 'axis'),
      }}
      yAxisProps={{
        width: PLOT.scale,
        tickCount: 5,
        tickFormatter: (value: number) => scale.format(value).replace('-', '\u2212'),
      }}
    />
  )
}
