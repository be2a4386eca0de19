import { ActionIcon, Button, Checkbox, Tooltip } from '@mantine/core'
import { IconArrowBackUp, IconBan } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import type { ReceiptRow, ReceiptSort } from '#shared/contract/reconciliation-views'
import { AccountNumber, Amount, formatInstant, useLanguage, useWords } from '../../../components'
import type { Column } from '../../../components/row-grid/column'
import { dateText } from '../date-text'
import { PendingState, ReceiptState } from '../receipt-state'
import { differences, lateness } from '../receipt-words'
import { type Action, mayDo } from '../use-decide'

export type ReceiptColumn = Column<ReceiptRow, ReceiptSort['key']>

interface ColumnOptions {
  readonly canManage: boolean
  /** The bank's day, for dates that need no year. */
  readonly today: string
  readonly isTicked: (row: ReceiptRow) => boolean
  readonly onTick: (row: ReceiptRow) => void
  readonly onDo: (row: ReceiptRow, action: Action) => void
}

/** Whether a row can be ticked, to be confirmed together with others. */
export function isTickable({ status, transactionId }: Pick<ReceiptRow, 'status' | 'transactionId'>): boolean {
  return status === 'suggested' && transactionId !== null
}

/** The columns of the list, in their order. */
export function useReceiptColumns({
  canManage,
  today,
  isTicked,
  onTick,
  onDo,
}: ColumnOptions): readonly ReceiptColumn[] {
  const t = useWords('reconciliation')
  const language = useLanguage()
  const columns: ReceiptColumn[] = [
    {
      key: 'reference',
      head: t('column.reference'),
      sort: 'reference',
      cell: ({ reference }) => (
        <bdi className="cut" title={reference}>
          {reference}
        </bdi>
      ),
    },
    { key: 'account', head: t('column.account'), sort: 'account', cell: (row) => <AccountCell row={row} /> },
    {
      key: 'due',
      head: t('column.due'),
      sort: 'dueDate',
      cell: (row) => (
        <span className="recon-due" data-late={row.daysLate > 30 ? 'long' : row.daysLate > 0 || undefined}>
          <span className="num">{dateText(row.dueDate, language, today)}</span>
          <span className="recon-late">{lateness(t, row)}</span>
        </span>
      ),
    },
    {
      key: 'amount',
      head: t('column.amount'),
      sort: 'amount',
      cell: ({ amount, currency }) => <Amount value={amount} {...(currency === 'IDR' ? {} : { currency })} />,
    },
    { key: 'state', head: t('column.state'), cell: ({ status }) => <ReceiptState status={status} /> },
    { key: 'credit', head: t('column.credit'), cell: (row) => <CreditCell row={row} /> },
    {
      key: 'do',
      head: <span className="visually-hidden">{t('column.do')}</span>,
      cell: (row) => <DoCell row={row} canManage={canManage} onDo={onDo} />,
    },
  ]
  if (!canManage) return columns
  const tick: ReceiptColumn = {
    key: 'tick',
    head: <span className="visually-hidden">{t('column.tick')}</span>,
    cell: (row) =>
      isTickable(row) ? (
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('tick', { reference: row.reference })}
          checked={isTicked(row)}
          onChange={() => onTick(row)}
          // The row itself opens the drawer.
          onClick={(event) => event.stopPropagation()}
        />
      ) : null,
  }
  return [tick, ...columns]
}

function AccountCell({ row: { accountName, accountNumber } }: { readonly row: ReceiptRow }) {
  return (
    <span className="recon-account">
      {accountName !== null && (
        <bdi className="cut" title={accountName}>
          {accountName}
        </bdi>
      )}
      <span className="dim recon-number">
        <AccountNumber number={accountNumber} />
      </span>
    </span>
  )
}

/** The credit beside the receipt: what of it differs comes first, as that is what has to be judged. */
function CreditCell({ row }: { readonly row: ReceiptRow }) {
  const t = useWords('reconciliation')
  const language = useLanguage()
  const { credit, transactionId, status } = row
  if (credit === null)
    return <span className="dim">{transactionId === null ? t('credit.none') : t('credit.gone')}</span>
  const differs = status === 'suggested' ? differences(t, language, { ...row, credit }) : []
  const words =
    differs.length > 0
      ? differs.join(' · ')
      : [formatInstant(credit.postedAt, language, { style: 'date' }), credit.counterparty].filter(Boolean).join(' · ')
  return (
    <span className="cut" title={words}>
      {words}
    </span>
  )
}

interface DoCellProps extends Pick<ColumnOptions, 'canManage' | 'onDo'> {
  readonly row: ReceiptRow
}

function DoCell({ row, canManage, onDo }: DoCellProps) {
  const t = useWords('reconciliation')
  if (row.pending) return <PendingState pending={row.pending} />
  if (!canManage) return null
  const props = (action: Action) => ({
    // Reached by the grid's own keys: one stop for the whole list.
    tabIndex: -1,
    'aria-label': t(`decide.${action}Of`, { reference: row.reference }),
    onClick: (event: MouseEvent) => {
      event.stopPropagation()
      onDo(row, action)
    },
  })
  const other = mayDo('reopen', row) ? 'reopen' : 'exclude'
  const Icon = other === 'reopen' ? IconArrowBackUp : IconBan
  return (
    <span className="recon-do">
      {mayDo('confirm', row) && (
        <Button size="compact-xs" variant="light" {...props('confirm')}>
          {t('decide.confirm')}
        </Button>
      )}
      <Tooltip label={t(`decide.${other}`)}>
        <ActionIcon size="sm" variant="subtle" color="gray" {...props(other)}>
          <Icon size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </span>
  )
}
