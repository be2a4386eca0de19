import type { ApprovalRow } from '#shared/contract/approval-views'
import { DateTime, StatePill, useWords } from '../../../components'
import type { Column } from '../../../components/row-grid/column'
import { Lapse } from '../lapse'
import { Person } from '../person'
import { approvalPill } from '../states'
import type { Segment } from '../view-memory'
import { Route, Sum } from './cells'

/** The columns of a list of approvals, by the part of the screen. `nowMs` is the bank's time. */
export function useApprovalColumns(segment: Exclude<Segment, 'transfers'>, nowMs: number): Column<ApprovalRow>[] {
  const t = useWords('approvals')
  const what: Column<ApprovalRow> = { key: 'what', head: t('column.what'), cell: (row) => <What row={row} /> }
  const route: Column<ApprovalRow> = {
    key: 'route',
    head: t('column.route'),
    cell: ({ from, to, description }) => <Route from={from} to={to} instead={description} />,
  }
  const amount: Column<ApprovalRow> = {
    key: 'amount',
    head: t('column.amount', { currency: 'IDR' }),
    cell: (row) => <Sum amount={row.amount} currency={row.currency} />,
  }
  const state: Column<ApprovalRow> = { key: 'state', head: t('column.state'), cell: (row) => <State row={row} /> }
  const lapses: Column<ApprovalRow> = {
    key: 'lapses',
    head: t('column.lapses'),
    cell: (row) => <Deadline row={row} nowMs={nowMs} />,
  }
  const maker: Column<ApprovalRow> = {
    key: 'maker',
    head: t('column.maker'),
    cell: (row) => <Person person={row.maker} />,
  }
  const since: Column<ApprovalRow> = {
    key: 'since',
    head: t('column.since'),
    cell: ({ requestedAt }) => <DateTime at={requestedAt} />,
  }
  switch (segment) {
    case 'waiting':
      return [what, route, amount, maker, since, lapses]
    case 'sent':
      return [what, route, amount, since, { ...lapses, cell: (row) => <Left row={row} nowMs={nowMs} /> }, state]
    case 'history':
      return [
        { key: 'ended', head: t('column.ended'), cell: ({ endedAt }) => endedAt !== null && <DateTime at={endedAt} /> },
        what,
        route,
        amount,
        maker,
        { key: 'decider', head: t('column.decider'), cell: (row) => <Decided row={row} /> },
        state,
      ]
  }
}

function What({ row: { subjectType, reference, number } }: { readonly row: ApprovalRow }) {
  const t = useWords('approvals')
  // Most are transfers; only what else is asked for is named.
  const subject = subjectType === 'transfer' && reference !== null ? null : t(`subject.${subjectType}`)
  return (
    <span className="approvals-what" title={[reference, number].filter((known) => known !== null).join(' · ')}>
      {reference !== null && <bdi className="cut">{reference}</bdi>}
      {subject !== null && <span className="dim">{subject}</span>}
    </span>
  )
}

/** Until when it may be decided; once this user has decided, what and how far that has come. */
function Deadline({ row, nowMs }: { readonly row: ApprovalRow; readonly nowMs: number }) {
  const t = useWords('approvals')
  const { ownDecision, lapsesAt } = row
  if (ownDecision === null) return <Lapse lapsesAt={lapsesAt} nowMs={nowMs} />
  const what = t(`decided.${ownDecision.decision}`)
  return (
    <span className="approvals-decision" title={what}>
      <State row={row} />
      <span className="dim approvals-decision-what">{what}</span>
    </span>
  )
}

/** What is left of the time to decide, as long as it counts. */
function Left({ row: { status, lapsesAt }, nowMs }: { readonly row: ApprovalRow; readonly nowMs: number }) {
  return status === 'pending' ? <Lapse lapsesAt={lapsesAt} nowMs={nowMs} /> : <span className="dim">–</span>
}

function State({ row }: { readonly row: ApprovalRow }) {
  const t = useWords('approvals')
  return <StatePill {...approvalPill(t, row)} />
}

function Decided({ row: { decider, reason } }: { readonly row: ApprovalRow }) {
  if (decider === null) return <span className="dim">–</span>
  return (
    <span className="approvals-decided" title={reason ?? undefined}>
      <Person person={decider} />
      {reason !== null && <bdi className="dim cut">{reason}</bdi>}
    </span>
  )
}
