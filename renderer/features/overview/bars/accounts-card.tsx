import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import type { OverviewOfCurrency } from '#shared/contract/overview-views'
import type { AccountRow } from '#shared/contract/views'
import type { Opened } from '../opened'
import { type BarRow, BarRows } from './bar-rows'

interface AccountsCardProps {
  readonly sums: OverviewOfCurrency
  readonly opened: Opened | null
  readonly onOpen: (opened: Opened) => void
}

/** Current accounts with all below them, and the largest sub-accounts directly under them. */
export function AccountsCard({ sums, opened, onOpen }: AccountsCardProps) {
  const { t } = useTranslation('overview')
  const rowOf = useBarRow(opened, onOpen)
  const { currentAccounts, subAccounts, currency } = sums
  const [largest] = currentAccounts.rows
  const { others } = currentAccounts
  return (
    <section className="card overview-card" aria-labelledby="overview-accounts">
      <div className="overview-card-head">
        <h2 id="overview-accounts">{t('accounts.title')}</h2>
        <span className="dim">{t('accounts.unit', { currency })}</span>
      </div>
      <BarRows rows={currentAccounts.rows.map(rowOf)} label={t('accounts.current')} />
      {others.accounts > 0 && (
        <p className="dim">{t('accounts.others', { count: others.accounts, amount: others.position })}</p>
      )}
      {subAccounts.length > 0 && (
        <>
          <h3>{t('accounts.largest')}</h3>
          <BarRows
            rows={subAccounts.map(rowOf)}
            label={t('accounts.largest')}
            {...(largest === undefined ? {} : { whole: largest.rollup })}
          />
        </>
      )}
    </section>
  )
}

function useBarRow(opened: Opened | null, onOpen: (opened: Opened) => void): (account: AccountRow) => BarRow {
  const { t } = useTranslation('overview')
  const navigate = useNavigate()
  return ({ id, name, rollup }) => {
    const open = (): void => onOpen({ kind: 'account', id })
    return {
      key: id,
      label: name,
      name: <bdi>{name}</bdi>,
      amount: rollup,
      isOpened: opened?.kind === 'account' && opened.id === id,
      onOpen: open,
      menu: [
        { key: 'open', label: t('menu.openRows'), onSelect: open },
        { key: 'go', label: t('menu.goToAccount'), onSelect: () => void navigate(`/accounts/${id}`) },
        { key: 'copy', label: t('menu.copyAmount'), onSelect: () => void navigator.clipboard.writeText(rollup) },
      ],
    }
  }
}
