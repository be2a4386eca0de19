import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { formatAmount, useLanguage, useNotice } from '../../../components'
import { CsvImport, type CsvRow } from '../../../components/csv-import'
import {
  problemOf,
  useJudgeReceiptsMutation,
  useNewIdMutation,
  useReconciliationSummaryQuery,
  useSubmitCommandMutation,
} from '../../../data/api'
import {
  draftOf,
  type ImportedReceipt,
  RECEIPT_UNIQUE,
  type ReceiptKey,
  receiptFields,
  verdictOf,
} from './receipt-fields'
import { useExampleAccount } from './use-example-account'

/** Rows of one command: a thousand are allowed, but the queue takes a command in one turn of the main process. */
const ROWS_A_COMMAND = 200

interface ImportDialogProps {
  /** A refused import that is corrected, as the file it was. */
  readonly again?: { readonly commandId: string; readonly file: File }
  readonly onClose: () => void
  readonly onImported?: () => void
}

/** Imports expected receipts from a file. */
export function ImportDialog({ again, onClose, onImported }: ImportDialogProps) {
  const { t } = useTranslation('reconciliation')
  const notice = useNotice()
  const language = useLanguage()
  const judge = useJudge()
  const send = useImport(again?.commandId)
  const account = useExampleAccount()
  const { data: summary } = useReconciliationSummaryQuery()
  const example = (reference: string, amount: string, dueDate: string) => ({
    reference,
    accountNumber: account,
    amount: formatAmount(amount, language),
    dueDate,
  })
  const today = (summary?.asOf ?? new Date().toISOString()).slice(0, 10)

  return (
    <CsvImport<ReceiptKey, ImportedReceipt>
      words={{
        title: t('import.title'),
        intro: t('import.intro'),
        consequence: (ready) => <p>{t('import.consequence', { count: ready })}</p>,
      }}
      template={{
        fileName: 'expected-receipts',
        examples: [example('INV/2026/0001', '1500000.00', today), example('INV/2026/0002', '27500000.50', today)],
      }}
      fields={receiptFields(t)}
      unique={RECEIPT_UNIQUE}
      judge={judge}
      sendSize={ROWS_A_COMMAND}
      send={send}
      onDone={(count) => {
        notice(t('import.done', { count }), { autoClose: 6000 })
        onImported?.()
        onClose()
      }}
      {...(again ? { file: again.file } : {})}
      onClose={onClose}
    />
  )
}

function useJudge() {
  const [judge] = useJudgeReceiptsMutation()
  return async (rows: readonly CsvRow<ReceiptKey>[]) => {
    const answer = await judge({ rows: rows.map(({ rowId, values }) => draftOf(rowId, values)) })
    if ('error' in answer) return err(problemOf(answer.error) ?? { code: 'app.unexpected' })
    return ok(answer.data.map(verdictOf))
  }
}

/** Sends rows as one batch; the first takes the place of a refused one. */
function useImport(replaces: string | undefined) {
  const [submit] = useSubmitCommandMutation()
  const [newId] = useNewIdMutation()
  const open = useRef(replaces)
  return async (rows: readonly ImportedReceipt[]): Promise<Result<null, AppProblem>> => {
    const made = await newId()
    if ('error' in made) return err(problemOf(made.error) ?? { code: 'app.unexpected' })
    const args = { batchId: made.data.id, rows: rows.map((row) => ({ ...row })) }
    const again = open.current === undefined ? {} : { replaces: open.current }
    const answer = await submit({ type: 'reconciliation.import', args, ...again })
    if ('error' in answer) return err(problemOf(answer.error) ?? { code: 'app.unexpected' })
    open.current = undefined
    return ok(null)
  }
}
