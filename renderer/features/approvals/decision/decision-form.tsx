import { Button, Textarea } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import { FormError } from '../../../components'
import { useSyncStatusQuery } from '../../../data/api'
import { type Decision, useDecide } from './use-decide'

interface DecisionFormProps {
  readonly approval: ApprovalDetail
  /** The one decision that is asked for; both where it is left out. */
  readonly only?: Decision
  readonly initialReason?: string
  /** The refused decision that this one corrects. */
  readonly replaces?: string
  readonly onDecided: () => void
  readonly onCancel?: () => void
}

const MAX_REASON = 200

/** The reason and the buttons. Rejecting wants a reason, approving may have one. */
export function DecisionForm({ approval, only, initialReason = '', replaces, ...on }: DecisionFormProps) {
  const { t } = useTranslation(['approvals', 'common'])
  const [reason, setReason] = useState(initialReason)
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const deciding = useDecide(approval.id, replaces)
  const hintId = useId()
  const { data: status } = useSyncStatusQuery()
  const impossible = approval.outlook?.approve.possible === false

  const take = async (decision: Decision) => {
    if (decision === 'reject' && reason.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    if (await deciding.decide(decision, reason)) on.onDecided()
  }
  return (
    <form className="approvals-form" onSubmit={(event) => event.preventDefault()} noValidate>
      <Textarea
        ref={field}
        label={t('decide.reason')}
        description={t(only === 'approve' ? 'decide.reasonOptional' : 'decide.reasonHelp')}
        autosize
        minRows={only === undefined ? 1 : 2}
        maxRows={5}
        maxLength={MAX_REASON}
        {...(only === 'reject' ? { 'data-autofocus': true } : {})}
        value={reason}
        error={missing && reason.trim() === '' ? t('decide.reasonMissing') : undefined}
        onChange={(event) => setReason(event.currentTarget.value.replaceAll(/[\r\n]+/g, ' '))}
      />
      <FormError problem={deciding.problem} />
      <p className="dim" id={hintId}>
        {t(status?.connection === 'offline' ? 'decide.hintOffline' : 'decide.hint')}
      </p>
      <div className="approvals-buttons">
        {on.onCancel && (
          <Button variant="default" onClick={on.onCancel}>
            {t('common:cancel')}
          </Button>
        )}
        {only !== 'approve' && (
          <Button
            {...(only === undefined ? { variant: 'default' } : { color: 'red' })}
            leftSection={<IconX size={15} aria-hidden />}
            loading={deciding.busy}
            aria-describedby={hintId}
            onClick={() => void take('reject')}
          >
            {t('decide.reject')}
          </Button>
        )}
        {only !== 'reject' && (
          <Button
            leftSection={<IconCheck size={15} aria-hidden />}
            loading={deciding.busy}
            disabled={impossible}
            aria-describedby={hintId}
            {...(only === 'approve' ? { 'data-autofocus': true } : {})}
            onClick={() => void take('approve')}
          >
            {t('decide.approve')}
          </Button>
        )}
      </div>
    </form>
  )
}
