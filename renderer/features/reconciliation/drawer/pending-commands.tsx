import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { ReceiptDetail } from '#shared/contract/reconciliation-views'
import type { OutboxRow } from '#shared/contract/views'
import { commandTitle, DateTime, ProblemMessage } from '../../../components'

const STAGES: Readonly<Record<OutboxRow['state'], 'waiting' | 'atBank' | 'refused' | null>> = {
  queued: 'waiting',
  sending: 'waiting',
  // Sent without an answer: the bank may have it, and is asked again under the same id.
  unknown: 'atBank',
  accepted: 'atBank',
  rejected: 'refused',
  blocked: 'refused',
  quarantined: 'refused',
  cancelled: null,
}

/** One card for each decision about this receipt that the bank has not settled. */
export function PendingCommands({ receipt }: { readonly receipt: ReceiptDetail }) {
  return receipt.commands.map((command) => <PendingCard key={command.id} command={command} name={receipt.reference} />)
}

function PendingCard({ command, name }: { readonly command: OutboxRow; readonly name: string }) {
  const { t } = useTranslation('reconciliation')
  const stage = STAGES[command.state]
  if (stage === null) return null
  return (
    <article className="recon-pending" data-stage={stage} aria-label={t(`stage.${stage}`)}>
      <div className="recon-pending-head">
        <b>{t(`stage.${stage}`)}</b>
        <Link className="recon-link" to="/sync">
          {t('stage.see')}
        </Link>
      </div>
      <p>{commandTitle(t, command.type, command.args, command.subject.name ?? name)}</p>
      {command.problem && stage === 'refused' && (
        <p>
          <ProblemMessage problem={command.problem} />
        </p>
      )}
      <p className="dim">
        <DateTime at={command.createdAt} />
      </p>
    </article>
  )
}
