import { skipToken } from '@reduxjs/toolkit/query'
import type { ReactNode } from 'react'
import { Link } from 'react-router-dom'
import type { AccountTransaction } from '#shared/domain/documents'
import { useTransferByReferenceQuery } from '../../../data/api'

interface TransferLinkProps {
  readonly line: Pick<AccountTransaction, 'accountId' | 'channel' | 'reference'>
  readonly children: ReactNode
}

/** Leads from a statement line to the transfer that made it; a line of anything else is shown as it is. */
export function TransferLink({ line, children }: TransferLinkProps) {
  const { accountId, channel, reference } = line
  const { data: transfer } = useTransferByReferenceQuery(channel === 'internal' ? { reference } : skipToken)
  const isOf = transfer?.from?.id === accountId || transfer?.to?.id === accountId
  if (!transfer || !isOf) return children
  return (
    <Link to={`/approvals?view=transfers&transfer=${transfer.id}`} className="accounts-link">
      {children}
    </Link>
  )
}
