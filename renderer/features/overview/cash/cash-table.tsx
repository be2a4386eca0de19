import { useTranslation } from 'react-i18next'
import type { OverviewDay } from '#shared/contract/overview-views'
import { Amount, useLanguage } from '../../../components'
import { dayWords } from '../day-words'
import { useRowMenu } from '../row-menu'

interface CashTableProps {
  readonly days: readonly OverviewDay[]
  readonly openedDay: string | null
  readonly onOpen: (day: string) => void
}

/** The chart's sums as figures, the latest day first. */
export function CashTable({ days, openedDay, onOpen }: CashTableProps) {
  const { t } = useTranslation('overview')
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
            <Row key={day.day} day={day} isOpened={day.day === openedDay} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface RowProps {
  readonly day: OverviewDay
  readonly isOpened: boolean
  readonly onOpen: (day: string) => void
}

function Row({ day: { day, moneyIn, moneyOut, net, linesIn, linesOut }, isOpened, onOpen }: RowProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const name = dayWords(day, language, 'short')
  const menu = useRowMenu({
    label: t('menu.of', { name }),
    items: [
      { key: 'open', label: t('menu.openRows'), onSelect: () => onOpen(day) },
      { key: 'copy', label: t('menu.copyNet'), onSelect: () => void navigator.clipboard.writeText(net) },
    ],
  })
  return (
    <tr aria-current={isOpened || undefined} {...menu}>
      <th scope="row">
        <button type="button" className="overview-open" onClick={() => onOpen(day)}>
          {name}
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
