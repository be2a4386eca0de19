import type { CommandEditorProps } from '../../../components'
import { refusedOf } from '../dialogs/refused'
import { TransferDialog } from './transfer-dialog'
import { refusedDraft } from './transfer-draft'

/** A refused transfer, to be corrected and sent again. */
export function TransferEditor({ row, onDone }: CommandEditorProps) {
  const initial = refusedDraft(row)
  return (
    <TransferDialog
      fromId={null}
      {...(initial === null ? {} : { initial })}
      refused={refusedOf(row)}
      onClose={onDone}
    />
  )
}
