import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { CommandEditorProps, CommandEditors } from '../../../components'
import { Dialog } from '../../../components'
import { DecisionDialog } from './decision-dialog'

// The queue checked it against the command's own schema.
const Arguments = z.object({
  approvalId: z.string(),
  decision: z.enum(['approve', 'reject']),
  reason: z.string().catch(''),
})

function DecisionEditor({ row, onDone }: CommandEditorProps) {
  const { t } = useTranslation('approvals')
  const args = Arguments.safeParse(row.args)
  if (!args.success) {
    return (
      <Dialog onClose={onDone} title={t('drawer.notFound')} closeButtonProps={{ 'aria-label': t('decide.close') }}>
        {t('drawer.notFoundText')}
      </Dialog>
    )
  }
  const { approvalId, decision, reason } = args.data
  return (
    <DecisionDialog
      approvalId={approvalId}
      decision={decision}
      refused={{ commandId: row.id, reason, problem: row.problem }}
      onClose={onDone}
    />
  )
}

/** The forms of this feature's commands, for "Edit and send again". */
export const approvalCommandEditors: CommandEditors = { 'approval.decide': DecisionEditor }
