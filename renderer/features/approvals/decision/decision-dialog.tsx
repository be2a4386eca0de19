import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import type { AppProblem } from '#shared/contract/views'
import { Amount, Dialog, EmptyState, Loading, ProblemMessage } from '../../../components'
import { problemOf, useApprovalQuery } from '../../../data/api'
import { Consequence } from './consequence'
import { DecisionForm } from './decision-form'
import type { Decision } from './use-decide'

interface DecisionDialogProps {
  readonly approvalId: string
  readonly decision: Decision
  /** A refused decision that is taken again. */
  readonly refused?: { readonly commandId: string; readonly reason: string; readonly problem: AppProblem | null }
  readonly onClose: () => void
}

/** Asks once more, with everything that will happen, before a decision is taken by key, from a menu or anew. */
export function DecisionDialog({ approvalId, decision, refused, onClose }: DecisionDialogProps) {
  const { t } = useTranslation('approvals')
  const { currentData: approval, error } = useApprovalQuery({ id: approvalId })
  const problem = problemOf(error)
  return (
    <Dialog
      onClose={onClose}
      size={520}
      centered
      title={<bdi>{t(`decide.title.${decision}`, { what: approval ? whatOf(approval) : '' })}</bdi>}
      closeButtonProps={{ 'aria-label': t('decide.close') }}
    >
      {problem ? (
        <EmptyState title={t('drawer.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      ) : !approval ? (
        <Loading />
      ) : (
        <Content approval={approval}>
          {refused?.problem && (
            <Alert
              className="form-error"
              color="red"
              variant="light"
              icon={<IconAlertTriangle size={16} aria-hidden />}
              title={t('decide.refusedBefore')}
            >
              <ProblemMessage problem={refused.problem} />
            </Alert>
          )}
          {approval.status === 'pending' ? (
            <>
              <Consequence approval={approval} only={decision} />
              <DecisionForm
                approval={approval}
                only={decision}
                {...(refused ? { initialReason: refused.reason, replaces: refused.commandId } : {})}
                onDecided={onClose}
                onCancel={onClose}
              />
            </>
          ) : (
            <p>{t('decide.tooLate', { status: t(`status.${approval.status}`) })}</p>
          )}
        </Content>
      )}
    </Dialog>
  )

  function whatOf({ reference, subjectType }: ApprovalDetail): string {
    return reference ?? t(`subject.${subjectType}`)
  }
}

function Content({ approval, children }: { readonly approval: ApprovalDetail; readonly children: ReactNode }) {
  const { amount, currency } = approval
  return (
    <div className="approvals-dialog">
      {amount !== null && (
        <p className="approvals-amount">
          <Amount value={amount} {...(currency === null ? {} : { currency })} />
        </p>
      )}
      {children}
    </div>
  )
}
