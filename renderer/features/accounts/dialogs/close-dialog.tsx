import { Alert, Button, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { z } from 'zod'
import type { AccountDetail, AppProblem } from '#shared/contract/views'
import { ProblemMessage } from '../../../components'
import { problemOf, useCommandPreviewQuery } from '../../../data/api'
import { Figures } from '../drawer/figures'
import { CommandDialog } from './command-dialog'
import { RefusalNotice, type Refused } from './refused'
import { useCommandForm } from './use-command-form'

export interface CloseDialogProps {
  readonly account: AccountDetail
  readonly initial?: { readonly reason: string }
  readonly refused?: Refused
  /** Begins a transfer of what it still holds; undefined for who may not. */
  readonly onTransfer?: (() => void) | undefined
  readonly onClose: () => void
}

/** The rules look at the account, never at the reason: with this one it is asked before the user has typed theirs. */
const ANY_REASON = '-'

/** Closes an account for ever, or says what stands in the way and leads there. */
export function CloseDialog({ account, initial, refused, onTransfer, onClose }: CloseDialogProps) {
  const { t } = useTranslation('accounts')
  const [reason, setReason] = useState(initial?.reason ?? '')
  const form = useCommandForm('subAccount.close', refused?.commandId)
  const args = { id: account.id, reason: ANY_REASON }
  const { error, isError } = useCommandPreviewQuery({ type: 'subAccount.close', args })
  const obstacle = isError ? problemOf(error) : null
  const submit = async () => {
    if (await form.submit({ id: account.id, reason })) onClose()
  }

  return (
    <CommandDialog
      title={<bdi>{t('closeAccount.title', { name: account.name })}</bdi>}
      form={form}
      notice={
        <>
          <RefusalNotice refused={refused} />
          {obstacle && <Obstacle account={account} problem={obstacle} onTransfer={onTransfer} onLeave={onClose} />}
        </>
      }
      consequence={
        <>
          <p>{t('closeAccount.consequence')}</p>
          <p>{t('closeAccount.consequenceLimits')}</p>
        </>
      }
      submitLabel={t('closeAccount.submit')}
      danger
      disabled={obstacle !== null}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Textarea
        label={t('closeAccount.reason')}
        description={t('closeAccount.reasonHelp')}
        autosize
        minRows={2}
        maxLength={200}
        data-autofocus
        value={reason}
        error={form.errors.reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
          form.forget()
        }}
      />
    </CommandDialog>
  )
}

const ChildInTheWay = z.object({ childId: z.string(), childName: z.string() })

interface ObstacleProps {
  readonly account: AccountDetail
  readonly problem: AppProblem
  readonly onTransfer: (() => void) | undefined
  readonly onLeave: () => void
}

/** Why it cannot be closed, in figures, and the way to what stands in the way. */
function Obstacle({ account, problem, onTransfer, onLeave }: ObstacleProps) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const go = (path: string) => {
    onLeave()
    void navigate(path)
  }
  const child = problem.code === 'account.has_children' ? ChildInTheWay.safeParse(problem.params).data : undefined
  const isHeld = /[1-9]/.test(account.held)
  return (
    <Alert
      className="form-error accounts-obstacle"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={16} aria-hidden />}
      title={t('closeAccount.notYet')}
    >
      <ProblemMessage problem={problem} />
      {problem.code === 'account.not_empty' && <Figures account={account} ownOnly />}
      <div className="accounts-obstacle-ways">
        {child && (
          <Button variant="default" size="xs" onClick={() => go(`/accounts/${child.childId}`)}>
            <bdi>{t('closeAccount.showChild', { name: child.childName })}</bdi>
          </Button>
        )}
        {problem.code === 'account.not_empty' && isHeld && (
          <Button variant="default" size="xs" onClick={() => go(`/approvals?view=transfers&account=${account.id}`)}>
            {t('closeAccount.transfers')}
          </Button>
        )}
        {problem.code === 'account.not_empty' && onTransfer && (
          <Button variant="default" size="xs" onClick={onTransfer}>
            {t('closeAccount.transfer')}
          </Button>
        )}
      </div>
    </Alert>
  )
}
