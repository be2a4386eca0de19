import type { TransferRow } from '#shared/contract/approval-views'
import { DateTime, StatePill, useWords } from '../../../components'
import type { Column } from '../../../components/row-grid/column'
import { transferPill } from '../states'
import { Route, Sum } from './cells'

/** The columns of the list of transfers. */
export function useTransferColumns(): Column<TransferRow>[] {
  const t = useWords('approvals')
  return [
    { key: 'made', head: t('column.made'), cell: ({ madeAt }) => <DateTime at={madeAt} /> },
    { key: 'number', head: t('column.number'), cell: (row) => <TransferNumber number={row.number} /> },
    {
      key: 'reference',
      head: t('column.reference'),
      cell: ({ reference }) => (
        <bdi className="cut" title={reference}>
          {reference}
        </bdi>
      ),
    },
    { key: 'route', head: t('column.route'), cell: ({ from, to }) => <Route from={from} to={to} /> },
    {
      key: 'amount',
      head: t('column.amount', { currency: 'IDR' }),
      cell: (row) => <Sum amount={row.amount} currency={row.currency} />,
    },
    { key: 'state', head: t('column.state'), cell: (row) => <StatePill {...transferPill(t, row)} /> },
  ]
}

/** What the bank calls it; until it does, that it will. */
export function TransferNumber({ number }: { readonly number: string | null }) {
  const t = useWords('approvals')
  return number === null ? <span className="dim">{t('numberPending')}</span> : <span className="num">{number}</span>
}
