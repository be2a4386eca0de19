import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router-dom'
import { AccountNumber, type ContextMenuItem } from '../../../components'
import { useRowMenu } from '../row-menu'

interface AccountLinkProps {
  readonly account: { readonly id: string; readonly name: string; readonly number: string | null }
  /** What else can be copied of the row. */
  readonly copies?: readonly { readonly label: string; readonly text: string }[]
}

/** The account of a row, by name and number, which leads to it; with the row's menu. */
export function AccountLink({ account: { id, name, number }, copies = [] }: AccountLinkProps) {
  const { t } = useTranslation('overview')
  const navigate = useNavigate()
  const address = `/accounts/${id}`
  const copy = (label: string, text: string): ContextMenuItem => ({
    key: label,
    label,
    onSelect: () => void navigator.clipboard.writeText(text),
  })
  const menu = useRowMenu({
    label: t('menu.of', { name }),
    items: [
      { key: 'go', label: t('menu.goToAccount'), onSelect: () => void navigate(address) },
      ...(number === null ? [] : [copy(t('menu.copyNumber'), number)]),
      ...copies.map(({ label, text }) => copy(label, text)),
    ],
  })
  return (
    <Link to={address} className="overview-row-account" {...menu}>
      <bdi className="overview-row-name">{name}</bdi>
      <span className="dim">
        <AccountNumber number={number} />
      </span>
    </Link>
  )
}
