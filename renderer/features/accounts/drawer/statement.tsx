import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import type { AccountTransaction } from '#shared/domain/documents'
import { Amount, DateTime, Loading, ProblemMessage } from '../../../components'
import { problemOf, useAccountStatementQuery } from '../../../data/api'
import { TransferLink } from '../transfer/transfer-link'
import { StatementExport } from './statement-export'

/** Lines asked for at once. */
const LINES = 50

/** The newest lines first; older ones are asked for part by part, from the bank where this copy has no more. */
export function Statement({ account }: { readonly account: AccountDetail }) {
  return (
    <>
      <StatementExport accountId={account.id} />
      <StatementPart accountId={account.id} before={undefined} />
    </>
  )
}

interface StatementPartProps {
  readonly accountId: string
  /** Only lines posted before this moment; undefined for the newest. */
  readonly before: string | undefined
}

function StatementPart({ accountId, before }: StatementPartProps) {
  const { t } = useTranslation('accounts')
  const [showOlder, setShowOlder] = useState(false)
  const args = { accountId, limit: LINES, ...(before === undefined ? {} : { before }) }
  const { data, error, refetch, isFetching } = useAccountStatementQuery(args)
  const problem = problemOf(error)
  if (problem) return <Retry message={<ProblemMessage problem={problem} />} busy={isFetching} onRetry={refetch} />
  if (!data) return <Loading />
  const last = data.transactions.at(-1)
  if (!last && before === undefined && !data.olderUnavailable && !data.hasMore) {
    return <p className="dim accounts-nothing">{t('empty.noStatement')}</p>
  }
  return (
    <>
      {data.transactions.length > 0 && (
        <ol className="accounts-statement" aria-label={t('statement.list')}>
          {data.transactions.map((line) => (
            <StatementLine key={line.id} line={line} />
          ))}
        </ol>
      )}
      {data.olderUnavailable ? (
        <Retry message={t('statement.olderUnavailable')} busy={isFetching} onRetry={refetch} />
      ) : !data.hasMore || !last ? (
        <p className="dim accounts-nothing">{t('statement.end')}</p>
      ) : showOlder ? (
        <StatementPart accountId={accountId} before={last.postedAt} />
      ) : (
        <Button variant="default" fullWidth onClick={() => setShowOlder(true)}>
          {t('statement.older')}
        </Button>
      )}
    </>
  )
}

function StatementLine({ line }: { readonly line: AccountTransaction }) {
  const { t } = useTranslation('accounts')
  const { postedAt, channel, counterparty, reference, description, direction, amount, balanceAfter } = line
  return (
    <li className="accounts-line" title={description}>
      <DateTime at={postedAt} />
      <span className="accounts-line-amount" data-direction={direction}>
        <Amount value={direction === 'debit' ? `-${amount}` : amount} word={direction} signed />
      </span>
      <span className="accounts-line-from">
        {t(`statement.channel.${channel}`)}
        {counterparty !== '' && (
          <>
            {' · '}
            <bdi>{counterparty}</bdi>
          </>
        )}
      </span>
      <bdi className="dim accounts-line-reference">
        <TransferLink line={line}>{t('statement.reference', { reference })}</TransferLink>
      </bdi>
      <span className="dim num accounts-line-balance">{t('statement.balanceAfter', { balance: balanceAfter })}</span>
    </li>
  )
}

interface RetryProps {
  readonly message: ReactNode
  readonly busy: boolean
  readonly onRetry: () => void
}

function Retry({ message, busy, onRetry }: RetryProps) {
  const { t } = useTranslation('accounts')
  return (
    <div className="accounts-nothing">
      <p className="dim">{message}</p>
      <Button variant="default" loading={busy} onClick={onRetry}>
        {t('statement.tryAgain')}
      </Button>
    </div>
  )
}
