import { Alert, Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import Papa from 'papaparse'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { z } from 'zod'
import { type CommandEditorProps, type CommandEditors, Dialog, ProblemMessage } from '../../components'
import { useDismissRefusalMutation } from '../../data/api'
import { ImportDialog } from './import/import-dialog'
import { RECEIPT_KEYS, receiptFields } from './import/receipt-fields'

// What a refused command carried. The queue checked it against the command's own schema; whatever is not as expected
// starts empty and is named by the rule.
const text = z.string().catch('')
const ImportArguments = z.object({
  rows: z.array(z.object({ reference: text, accountNumber: text, amount: text, dueDate: text })),
})

/** A refused import, opened as the file it was: its rows are judged anew and corrected in place. */
function ImportEditor({ row, onDone }: CommandEditorProps) {
  const { t } = useTranslation('reconciliation')
  const { id, args } = row
  const file = useMemo(() => {
    const rows = ImportArguments.safeParse(args).data?.rows ?? []
    const heads = receiptFields(t).map(({ label }) => label)
    const lines = rows.map((each) => RECEIPT_KEYS.map((key) => each[key]))
    return new File([Papa.unparse([heads, ...lines], { delimiter: ';' })], t('import.refusedFile'), {
      type: 'text/csv',
    })
  }, [args, t])
  return <ImportDialog again={{ commandId: id, file }} onClose={onDone} />
}

/** A refused decision: what the bank said of it, and the way to the receipt as it is now, where it is decided anew. */
function DecisionEditor({ row, onDone }: CommandEditorProps) {
  const { t } = useTranslation('reconciliation')
  const navigate = useNavigate()
  const [dismiss] = useDismissRefusalMutation()
  const open = () => {
    void dismiss({ commandId: row.id })
    onDone()
    void navigate(`/accounts/reconciliation/${row.subject.id}`)
  }
  return (
    <Dialog onClose={onDone} title={t('again.title')} closeButtonProps={{ 'aria-label': t('again.close') }}>
      <div className="recon-again">
        {row.problem && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle size={16} aria-hidden />}>
            <ProblemMessage problem={row.problem} />
          </Alert>
        )}
        <p>{t('again.text')}</p>
        <div className="recon-again-buttons">
          <Button variant="default" onClick={onDone}>
            {t('again.close')}
          </Button>
          <Button onClick={open}>{t('again.open')}</Button>
        </div>
      </div>
    </Dialog>
  )
}

/** The forms of this feature's commands, for "Edit and send again". */
export const receiptCommandEditors: CommandEditors = {
  'reconciliation.import': ImportEditor,
  'reconciliation.decide': DecisionEditor,
}
