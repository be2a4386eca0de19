import { Button } from '@mantine/core'
import { IconCircleCheck, IconSend } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { OutboxRow } from '#shared/contract/views'
import { EmptyState, Loading } from '../../components/empty-state'
import { FormError } from '../../components/problem'
import { problemOf, useOutboxQuery, useSendNowMutation, useUploadsQuery } from '../../data/api'
import { WaitingRow } from './waiting-row'

/** What will not take effect has its own list until the user has dealt with it; cancelled commands are over. */
function isUnderWay({ state }: OutboxRow): boolean {
  return state === 'queued' || state === 'sending' || state === 'unknown' || state === 'accepted'
}

/** Commands that are not settled, oldest first. */
export function Waiting() {
  const { t } = useTranslation('sync')
  const { data, error } = useOutboxQuery()
  const { data: uploads } = useUploadsQuery()
  const [sendNow, sending] = useSendNowMutation()
  const rows = data?.filter(isUnderWay)
  // What the bank has accepted stays in the list until its effect is here, but it no longer waits.
  const waiting = rows?.filter(({ state }) => state !== 'accepted').length ?? 0
  const problem = problemOf(sending.error) ?? problemOf(error)
  return (
    <section aria-labelledby="sync-waiting">
      <div className="sync-head">
        <h2 id="sync-waiting">{t('waiting.title')}</h2>
        {waiting > 0 && <span className="sync-count num">{waiting}</span>}
        <Button
          variant="default"
          leftSection={<IconSend size={15} aria-hidden />}
          loading={sending.isLoading}
          onClick={() => void sendNow()}
        >
          {t('sendNow')}
        </Button>
      </div>
      <FormError problem={problem} />
      <div className="card">
        {rows === undefined && problem === null && <Loading />}
        {rows?.length === 0 && (
          <EmptyState
            icon={<IconCircleCheck size={26} stroke={1.5} />}
            title={t(uploads?.length ? 'waiting.emptyButFiles' : 'waiting.empty')}
          >
            {t('waiting.emptyText')}
          </EmptyState>
        )}
        {rows !== undefined && rows.length > 0 && (
          <ul>
            {rows.map((row) => (
              <WaitingRow key={row.id} row={row} onSendNow={() => void sendNow()} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
