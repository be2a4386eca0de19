import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'

interface BarsPlotProps {
  readonly values: readonly number[]
  /** What fills the width. */
  readonly most: number
}

/** One bar a row; the chart is exactly as high as its rows. */
export function BarsPlot({ values, most }: BarsPlotProps) {
  return (
    <BarChart
      h="100%"
      orientation="vertical"
      data={values.map((value, place) => ({ place, value }))}
      dataKey="place"
      series={[{ name: 'value', color: 'var(--chart-in)' }]}
      withTooltip={false}
      withLegend={false}
      withYAxis={false}
      withXAxis={false}
      accessibilityLayer={false}
      gridAxis="none"
      barProps={{ barSize: 6, radius: 2, background: { fill: 'var(--line2)', radius: 2 } }}
      barChartProps={{ margin: { top: 0, right: 0, bottom: 0, left: 0 } }}
      xAxisProps={{ domain: [Math.min(0, ...values), most > 0 ? most : 1] }}
    />
  )
}
