import { IconBan, IconBulb, IconCheck, IconCircleDashed } from '@tabler/icons-react'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { StatePill, useWords } from '../../components'

const LOOKS = {
  unmatched: { tone: 'mute', Icon: IconCircleDashed },
  suggested: { tone: 'info', Icon: IconBulb },
  matched: { tone: 'good', Icon: IconCheck },
  excluded: { tone: 'mute', Icon: IconBan },
} as const

/** The state of a receipt as icon, word and colour. */
export function ReceiptState({ status }: { readonly status: ReceiptRow['status'] }) {
  const t = useWords('reconciliation')
  const { tone, Icon } = LOOKS[status]
  return (
    <span className={`pill ${tone}`}>
      <Icon size={13} stroke={2} aria-hidden />
      {t(`status.${status}`)}
    </span>
  )
}

/** Whether the bank knows of what is shown; nothing where it does. */
export function PendingState({ pending }: Pick<ReceiptRow, 'pending'>) {
  return pending === null ? null : <StatePill state={pending.state === 'waiting' ? 'waiting' : 'at_bank'} />
}
