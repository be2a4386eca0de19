import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewDay } from '#shared/contract/overview-views'
import { Amount, ContextMenu, contextMenuPoint, type MenuPoint, useLanguage } from '../../../components'
import { dayWords } from '../day-words'

interface CashTableProps {
  readonly days: readonly OverviewDay[]
  readonly openedDay: string | null
  readonly onOpen: (day: string) => void
}

/** The chart's sums as figures, the latest day first. */
export function CashTable({ days, openedDay, onOpen }: CashTableProps) {
  const { t } = useTranslation('overview')
  const [menu, setMenu] = useState<{ readonly day: OverviewDay; readonly at: MenuPoint } | null>(null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className="cash-table" aria-label={t('cash.tableLabel')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('cash.day')}</th>
            <th scope="col">{t('cash.in')}</th>
            <th scope="col">{t('cash.out')}</th>
            <th scope="col">{t('cash.net')}</th>
            <th scope="col">{t('cash.lines')}</th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map((day) => (
            <Row
              key={day.day}
              day={day}
              isOpened={day.day === openedDay}
              onOpen={onOpen}
              onMenu={(at) => setMenu({ day, at })}
            />
          ))}
        </tbody>
      </table>
      <ContextMenu
        at={menu?.at ?? null}
        label={t('cash.menu')}
        items={[
          { key: 'open', label: t('menu.openRows'), onSelect: () => menu !== null && onOpen(menu.day.day) },
          {
            key: 'copy',
            label: t('menu.copyNet'),
            onSelect: () => menu !== null && void navigator.clipboard.writeText(menu.day.net),
          },
        ]}
        onClose={() => setMenu(null)}
      />
    </section>
  )
}

interface RowProps {
  readonly day: OverviewDay
  readonly isOpened: boolean
  readonly onOpen: (day: string) => void
  readonly onMenu: (at: MenuPoint) => void
}

function Row({ day: { day, moneyIn, moneyOut, net, linesIn, linesOut }, isOpened, onOpen, onMenu }: RowProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  return (
    <tr
      aria-current={isOpened || undefined}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(contextMenuPoint(event))
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
        event.preventDefault()
        onMenu(contextMenuPoint(event))
      }}
    >
      <th scope="row">
        <button type="button" className="overview-open" onClick={() => onOpen(day)}>
          {dayWords(day, language, 'short')}
        </button>
      </th>
      <td>
        <Amount value={moneyIn} />
      </td>
      <td>
        <Amount value={moneyOut} />
      </td>
      <td>
        <Amount value={net} signed />
      </td>
      <td className="num">{t('cash.count', { count: linesIn + linesOut })}</td>
    </tr>
  )
}
