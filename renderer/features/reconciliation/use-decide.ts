import { useTranslation } from 'react-i18next'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { useNotice, useProblemText } from '../../components'
import { problemOf, useSubmitCommandMutation } from '../../data/api'

export type Action = 'confirm' | 'exclude' | 'reopen'

/** What can be said of a receipt as it stands. Source: docs/domain.md §1 Reconciliation. */
export function mayDo(action: Action, { status }: Pick<ReceiptRow, 'status'>): boolean {
  const isOpen = status === 'unmatched' || status === 'suggested'
  if (action === 'confirm') return status === 'suggested'
  return action === 'exclude' ? isOpen : !isOpen
}

type Decided = Pick<ReceiptRow, 'id' | 'reference' | 'transactionId'>

/** Sends a decision. The row says at once what became of it; a refusal is told where the user looks at any time. */
export function useDecide(): (row: Decided, action: Action, transactionId?: string) => Promise<boolean> {
  const { t } = useTranslation('reconciliation')
  const textOf = useProblemText()
  const notice = useNotice()
  const [submit] = useSubmitCommandMutation()
  return async (row, action, transactionId) => {
    // What the user has seen is what is confirmed: another suggestion that comes meanwhile is not.
    const credit = action === 'confirm' ? (transactionId ?? row.transactionId) : null
    const args = { itemId: row.id, action, ...(credit === null ? {} : { transactionId: credit }) }
    const answer = await submit({ type: 'reconciliation.decide', args })
    const problem = 'error' in answer ? problemOf(answer.error) : null
    if (problem) {
      const title = t('decide.failed', { reference: row.reference })
      notice(textOf(problem), { title, color: 'red', autoClose: 8000 })
    }
    return problem === null
  }
}
