import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount, type ContextMenuItem, late } from '../../../components'
import { coordinate } from '../exact-share'
import { useRowMenu } from '../row-menu'
import './bars.css'

const { Late: BarsPlot } = late(async () => (await import('./bars-plot')).BarsPlot, { isOptional: true })

export interface BarRow {
  readonly key: string
  readonly name: ReactNode
  /** Where a node will not do. */
  readonly label: string
  /** Wire sum. */
  readonly amount: string
  readonly isOpened: boolean
  readonly onOpen: () => void
  readonly menu: readonly ContextMenuItem[]
}

interface BarRowsProps {
  readonly rows: readonly BarRow[]
  readonly label: string
  /** The sum that fills the width; the largest of the rows where there is none. */
  readonly whole?: string
}

/** Names and sums in rows, which open what is behind them, with a bar for each between. */
export function BarRows({ rows, label, whole }: BarRowsProps) {
  const values = rows.map(({ amount }) => coordinate(amount))
  const most = Math.max(...values, whole === undefined ? 0 : coordinate(whole))
  return (
    <div className="bars">
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={row.key}>
            <Row row={row} />
          </li>
        ))}
      </ul>
      <div className="bars-plot" aria-hidden>
        <BarsPlot values={values} most={most} />
      </div>
    </div>
  )
}

function Row({ row: { name, label, amount, isOpened, onOpen, menu } }: { readonly row: BarRow }) {
  const { t } = useTranslation('overview')
  const openMenu = useRowMenu({ label: t('menu.of', { name: label }), items: menu })
  return (
    <button type="button" className="bars-row" aria-current={isOpened || undefined} onClick={onOpen} {...openMenu}>
      <span className="bars-name" title={label}>
        {name}
      </span>
      <span className="bars-amount">
        <Amount value={amount} />
      </span>
    </button>
  )
}
