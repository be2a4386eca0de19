import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StatementReceipt } from '#shared/contract/reconciliation-views'
import type { AccountDetail } from '#shared/contract/views'
import type { AccountTransaction } from '#shared/domain/documents'
import { Amount, DateTime, Loading, ProblemMessage, StatePill } from '../../../components'
import { problemOf, useAccountStatementQuery } from '../../../data/api'
import { TransferLink } from '../transfer/transfer-link'
import { ReceiptMarks } from './receipt-marks'
import { StatementExport } from './statement-export'
import { statementBounds, useStatementPeriod } from './statement-period'

/** Lines asked for at once. */
const LINES = 50

/** A period's lines, the newest first; older ones are asked for part by part, from the bank where this copy has no more. */
export function Statement({ account: { id } }: { readonly account: AccountDetail }) {
  const [period, setPeriod, today] = useStatementPeriod()
  const { before, since } = statementBounds(period, today)
  return (
    <>
      <StatementExport accountId={id} period={period} onPeriod={setPeriod} />
      <StatementPart key={`${before} ${since}`} accountId={id} before={before} since={since} isFirst />
    </>
  )
}

interface StatementPartProps {
  readonly accountId: string
  /** Only lines posted before this moment; undefined for the newest. */
  readonly before: string | undefined
  /** The period's first moment: what is older is shown when it is asked for. Null where that has been done. */
  readonly since: string | null
  readonly isFirst?: boolean
}

function StatementPart({ accountId, before, since, isFirst = false }: StatementPartProps) {
  const { t } = useTranslation('accounts')
  const [goesOn, setGoesOn] = useState(false)
  const [beyond, setBeyond] = useState(false)
  const args = { accountId, limit: LINES, ...(before === undefined ? {} : { before }) }
  const { data, error, refetch, isFetching } = useAccountStatementQuery(args)
  const problem = problemOf(error)
  if (problem) return <Retry message={<ProblemMessage problem={problem} />} busy={isFetching} onRetry={refetch} />
  if (!data) return <Loading />
  const { transactions, hasMore, olderUnavailable, receipts } = data
  const bound = beyond ? null : since
  const lines = bound === null ? transactions : transactions.filter(({ postedAt }) => postedAt >= bound)
  const endsHere = lines.length < transactions.length
  const last = transactions.at(-1)
  if (!last && isFirst && !olderUnavailable && !hasMore) {
    return (
      <p className="dim accounts-nothing">{t(before === undefined ? 'empty.noStatement' : 'statement.noneInPeriod')}</p>
    )
  }
  return (
    <>
      {isFirst && lines.length === 0 && <p className="dim accounts-nothing">{t('statement.noneInPeriod')}</p>}
      {lines.length > 0 && (
        <ol className="accounts-statement" aria-label={t('statement.list')}>
          {lines.map((line) => (
            <StatementLine key={line.id} line={line} receipts={receipts[line.id] ?? []} />
          ))}
        </ol>
      )}
      {endsHere ? (
        <Older onClick={() => setBeyond(true)} />
      ) : olderUnavailable ? (
        <Retry message={t('statement.olderUnavailable')} busy={isFetching} onRetry={refetch} />
      ) : !hasMore || !last ? (
        <p className="dim accounts-nothing">{t('statement.end')}</p>
      ) : goesOn ? (
        <StatementPart accountId={accountId} before={last.postedAt} since={bound} />
      ) : (
        <Older onClick={() => setGoesOn(true)} />
      )}
    </>
  )
}

function Older({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation('accounts')
  return (
    <Button variant="default" fullWidth onClick={onClick}>
      {t('statement.older')}
    </Button>
  )
}

interface StatementLineProps {
  readonly line: AccountTransaction
  readonly receipts: readonly StatementReceipt[]
}

/** A line of version 0 is this app's guess of a transfer that the bank has not posted yet. */
function StatementLine({ line, receipts }: StatementLineProps) {
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
      <ReceiptMarks receipts={receipts} />
      {line.version === 0 && <StatePill state="waiting" label={t('statement.notAtBank')} />}
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
