import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { MovementPreview, type NamedStage, ProblemMessage } from '../../../components'
import { useApprovalsSummaryQuery } from '../../../data/api'
import type { TransferPreview } from './use-transfer-preview'

interface TransferConsequenceProps {
  readonly preview: TransferPreview
  readonly from: AccountDetail | undefined
  readonly to: AccountDetail | undefined
}

/** Both accounts before and after, and whether it goes at once or asks somebody. */
export function TransferConsequence({ preview, from, to }: TransferConsequenceProps) {
  return (
    <div className="transfer-consequence">
      <MovementPreview from={from} to={to} stages={useStages(preview)} />
      <What preview={preview} from={from} />
    </div>
  )
}

function useStages(preview: TransferPreview): readonly NamedStage[] {
  const { t } = useTranslation('approvals')
  switch (preview.kind) {
    case 'at_once':
      return [{ name: t('movement.after'), changes: preview.changes }]
    case 'asks':
      return [
        { name: t('movement.whileWaiting'), changes: preview.changes },
        ...(preview.agreed.possible ? [{ name: t('movement.onceApproved'), changes: preview.agreed.changes }] : []),
      ]
    default:
      return []
  }
}

function What({ preview, from }: Pick<TransferConsequenceProps, 'preview' | 'from'>) {
  const { t } = useTranslation('approvals')
  const { data } = useApprovalsSummaryQuery()
  const threshold = data?.transferThreshold ?? null
  switch (preview.kind) {
    case 'incomplete':
      return <p className="dim">{t('transfer.incomplete')}</p>
    case 'refused':
      return (
        <p className="transfer-refused">
          <IconAlertTriangle size={16} aria-hidden />
          <ProblemMessage problem={preview.problem} />
        </p>
      )
    case 'at_once':
      return <p>{threshold === null ? t('transfer.atOnceAlone') : t('transfer.atOnce', { threshold })}</p>
    case 'asks':
      return (
        <>
          <p>
            <b>
              {threshold === null || from?.currency !== 'IDR'
                ? t('transfer.asksAlways')
                : t('transfer.asks', { threshold })}
            </b>
          </p>
          <p>
            <bdi>{t('transfer.hold', { name: from?.name ?? '' })}</bdi>{' '}
            {preview.lapsesAt !== null && t('transfer.lapses', { at: preview.lapsesAt })}
          </p>
          {!preview.agreed.possible && <ProblemMessage problem={preview.agreed.problem} />}
        </>
      )
  }
}
