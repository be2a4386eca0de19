import { IconBulb, IconCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { StatementReceipt } from '#shared/contract/reconciliation-views'

const ICONS = { matched: IconCheck, suggested: IconBulb } as const

/** Which expected receipts a line stands for, or may stand for; nothing where there is none. */
export function ReceiptMarks({ receipts }: { readonly receipts: readonly StatementReceipt[] }) {
  const { t } = useTranslation('accounts')
  return (['matched', 'suggested'] as const).map((status) => {
    const ones = receipts.filter((receipt) => receipt.status === status)
    if (ones.length === 0) return null
    const Icon = ICONS[status]
    const words = t(`statement.receipt.${status}`, { references: ones.map(({ reference }) => reference).join(', ') })
    return (
      <span key={status} className="accounts-line-receipt" data-status={status} title={words}>
        <Icon size={13} stroke={2} aria-hidden />
        <bdi className="cut">{words}</bdi>
        {ones.some(({ pending }) => pending) && <span className="dim">· {t('statement.receipt.pending')}</span>}
      </span>
    )
  })
}
