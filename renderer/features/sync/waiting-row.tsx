import { Button } from '@mantine/core'
import { IconSend, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxRow, OutboxState } from '#shared/contract/views'
import { ContextMenu } from '../../components/context-menu'
import { useProblemText } from '../../components/problem'
import { type PillState, StatePill } from '../../components/state-pill'
import { useCancelCommandMutation } from '../../data/api'
import { CommandSummary } from './command-summary'
import { NextTry } from './next-try'
import { useRowMenu } from './use-row-menu'

const PILLS: Readonly<Record<OutboxState, PillState>> = {
  queued: 'waiting',
  sending: 'syncing',
  unknown: 'at_bank',
  accepted: 'at_bank',
  rejected: 'refused',
  blocked: 'blocked',
  cancelled: 'neutral',
  quarantined: 'blocked',
}

interface WaitingRowProps {
  readonly row: OutboxRow
  readonly onSendNow: () => void
}

export function WaitingRow({ row, onSendNow }: WaitingRowProps) {
  const { t } = useTranslation('sync')
  const [cancel, cancelling] = useCancelCommandMutation()
  const menu = useRowMenu()
  // Once sent, the bank may already have acted: then only its answer counts.
  const mayCancel = row.state === 'queued' && row.attempts === 0
  const waits = row.waitsForFile && row.state === 'queued'
  const cancelRow = () => void cancel({ commandId: row.id })
  return (
    <li className="sync-row" {...menu.rowProps}>
      <CommandSummary row={row} />
      <div className="sync-state">
        <StatePill state={PILLS[row.state]} label={waits ? t('state.waitsForFile') : t(`state.${row.state}`)} />
        <Attempts row={row} />
      </div>
      <div className="sync-actions">
        {mayCancel && (
          <Button variant="default" loading={cancelling.isLoading} onClick={cancelRow}>
            {t('cancel')}
          </Button>
        )}
      </div>
      <ContextMenu
        label={t('rowMenu')}
        at={menu.at}
        onClose={menu.close}
        items={[
          { key: 'send', label: t('sendNow'), icon: <IconSend size={15} aria-hidden />, onSelect: onSendNow },
          {
            key: 'cancel',
            label: t('cancel'),
            icon: <IconX size={15} aria-hidden />,
            disabled: !mayCancel,
            onSelect: cancelRow,
          },
        ]}
      />
    </li>
  )
}

/** How often it was tried, when it is tried next and why it did not work. */
function Attempts({ row: { attempts, nextAttemptAt, problem, state, waitsForFile } }: { readonly row: OutboxRow }) {
  const { t } = useTranslation('sync')
  const text = useProblemText()
  // What waits for its file is tried when that has arrived, and the file says when that is tried.
  const willTry = (state === 'queued' && !waitsForFile) || state === 'unknown'
  const putOff = nextAttemptAt !== null && (attempts > 0 || Date.parse(nextAttemptAt) > Date.now())
  return (
    <p className="sync-attempts">
      {attempts > 0 && <span>{t('tries', { count: attempts })}</span>}
      {willTry && putOff && <NextTry at={nextAttemptAt} />}
      {problem !== null && <span>{text(problem)}</span>}
    </p>
  )
}
