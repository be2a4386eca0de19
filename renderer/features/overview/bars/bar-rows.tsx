import { lazy, type ReactNode, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount, ContextMenu, type ContextMenuItem, contextMenuPoint, type MenuPoint } from '../../../components'
import { coordinate } from '../exact-share'
import './bars.css'

const BarsPlot = lazy(() => import('./bars-plot'))

export interface BarRow {
  readonly key: string
  readonly name: ReactNode
  /** For screen readers and menus, where a node will not do. */
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
  const { t } = useTranslation('overview')
  const [menu, setMenu] = useState<{ readonly row: BarRow; readonly at: MenuPoint } | null>(null)
  const values = rows.map(({ amount }) => coordinate(amount))
  const most = Math.max(...values, whole === undefined ? 0 : coordinate(whole))
  return (
    <div className="bars">
      <ul aria-label={label}>
        {rows.map((row) => (
          <li key={row.key}>
            <button
              type="button"
              className="bars-row"
              aria-current={row.isOpened || undefined}
              onClick={row.onOpen}
              onContextMenu={(event) => {
                event.preventDefault()
                setMenu({ row, at: contextMenuPoint(event) })
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
                event.preventDefault()
                setMenu({ row, at: contextMenuPoint(event) })
              }}
            >
              <span className="bars-name" title={row.label}>
                {row.name}
              </span>
              <span className="bars-amount">
                <Amount value={row.amount} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="bars-plot" aria-hidden>
        <Suspense fallback={null}>
          <BarsPlot values={values} most={most} />
        </Suspense>
      </div>
      <ContextMenu
        at={menu?.at ?? null}
        label={t('menu.of', { name: menu?.row.label ?? '' })}
        items={menu?.row.menu ?? []}
        onClose={() => setMenu(null)}
      />
    </div>
  )
}
