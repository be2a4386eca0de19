import { useTranslation } from 'react-i18next'
import type { OverviewOfCurrency } from '#shared/contract/overview-views'
import type { Opened } from '../opened'
import { BarRows } from './bar-rows'

interface PartsProps {
  readonly sums: OverviewOfCurrency
  readonly opened: Opened | null
  readonly onOpen: (opened: Opened) => void
}

/** What each scheme's accounts hold themselves; with the unallocated they make up the position. */
export function SchemesCard({ sums, opened, onOpen }: PartsProps) {
  const { t } = useTranslation('overview')
  const rows = sums.schemes.map(({ scheme, accounts, position }) => {
    const label = t(`scheme.${scheme}`)
    const open = (): void => onOpen({ kind: 'scheme', scheme })
    return {
      key: scheme,
      label,
      name: (
        <>
          {label} <span className="dim num">{t('schemes.accounts', { count: accounts })}</span>
        </>
      ),
      amount: position,
      isOpened: opened?.kind === 'scheme' && opened.scheme === scheme,
      onOpen: open,
      menu: [
        { key: 'open', label: t('menu.openRows'), onSelect: open },
        { key: 'copy', label: t('menu.copyAmount'), onSelect: () => void navigator.clipboard.writeText(position) },
      ],
    }
  })
  return (
    <section className="card overview-card" aria-labelledby="overview-schemes">
      <div className="overview-card-head">
        <h2 id="overview-schemes">{t('schemes.title')}</h2>
        <span className="dim">{sums.currency}</span>
      </div>
      <BarRows rows={rows} label={t('schemes.title')} />
    </section>
  )
}
