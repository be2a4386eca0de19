import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router-dom'
import { AccountNumber, ContextMenu, type ContextMenuItem, contextMenuPoint, type MenuPoint } from '../../../components'

interface AccountLinkProps {
  readonly account: { readonly id: string; readonly name: string; readonly number: string | null }
  /** What else can be copied of the row. */
  readonly copies?: readonly { readonly label: string; readonly text: string }[]
}

/** The account of a row, by name and number, which leads to it; with the row's menu. */
export function AccountLink({ account, copies = [] }: AccountLinkProps) {
  const { t } = useTranslation('overview')
  const navigate = useNavigate()
  const [menu, setMenu] = useState<MenuPoint | null>(null)
  const address = `/accounts/${account.id}`
  const copy = (label: string, text: string): ContextMenuItem => ({
    key: label,
    label,
    onSelect: () => void navigator.clipboard.writeText(text),
  })
  const items: ContextMenuItem[] = [
    { key: 'go', label: t('menu.goToAccount'), onSelect: () => void navigate(address) },
    ...(account.number === null ? [] : [copy(t('menu.copyNumber'), account.number)]),
    ...copies.map(({ label, text }) => copy(label, text)),
  ]
  return (
    <>
      <Link
        to={address}
        className="overview-row-account"
        onContextMenu={(event) => {
          event.preventDefault()
          setMenu(contextMenuPoint(event))
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return
          event.preventDefault()
          setMenu(contextMenuPoint(event))
        }}
      >
        <bdi className="overview-row-name">{account.name}</bdi>
        <span className="dim">
          <AccountNumber number={account.number} />
        </span>
      </Link>
      <ContextMenu at={menu} label={t('menu.of', { name: account.name })} items={items} onClose={() => setMenu(null)} />
    </>
  )
}
