import type { AccountDetail } from '#shared/contract/views'
import { useAccountQuery } from '../../../data/api'
import { ImportDialog } from '../import/import-dialog'
import { NumberingDialog } from '../numbering/numbering-dialog'
import { TransferDialog } from '../transfer/transfer-dialog'
import { BlockDialog } from './block-dialog'
import { CloseDialog } from './close-dialog'
import { CreateDialog } from './create-dialog'
import { EditDialog } from './edit-dialog'
import { LimitsDialog } from './limits-dialog'
import { MoveDialog } from './move-dialog'
import type { ChangeDialogOf, OpenDialog } from './open-dialog'

interface AccountDialogsProps {
  readonly dialog: OpenDialog | null
  readonly canManage: boolean
  readonly canTransfer: boolean
  readonly onDialog: (dialog: OpenDialog) => void
  readonly onClose: () => void
  readonly onCreated: (accountId: string) => void
}

/** The dialog that stands open, with the account's present figures. */
export function AccountDialogs(props: AccountDialogsProps) {
  const { dialog, canManage, canTransfer, onDialog, onClose, onCreated } = props

  if (dialog === null) return null
  if (dialog.kind === 'create') return <CreateDialog under={dialog.under} onClose={onClose} onCreated={onCreated} />
  if (dialog.kind === 'import') return <ImportDialog under={dialog.under} onClose={onClose} />
  if (dialog.kind === 'numbering') {
    return <NumberingDialog currentAccountId={dialog.currentAccountId} canManage={canManage} onClose={onClose} />
  }
  if (dialog.kind === 'transfer') return <TransferDialog fromId={dialog.fromId} onClose={onClose} />
  return <ChangeDialog dialog={dialog} canTransfer={canTransfer} onDialog={onDialog} onClose={onClose} />
}

interface ChangeDialogProps {
  readonly dialog: ChangeDialogOf
  readonly canTransfer: boolean
  readonly onDialog: (dialog: OpenDialog) => void
  readonly onClose: () => void
}

function ChangeDialog(props: ChangeDialogProps) {
  const { data } = useAccountQuery({ id: props.dialog.accountId })
  return data ? <DialogOf account={data} {...props} /> : null
}

function DialogOf({ dialog, account, canTransfer, onDialog, onClose }: ChangeDialogProps & { account: AccountDetail }) {
  switch (dialog.kind) {
    case 'limits':
      return <LimitsDialog account={account} onClose={onClose} />
    case 'block':
      return <BlockDialog account={account} onClose={onClose} />
    case 'edit':
      return <EditDialog account={account} onClose={onClose} />
    case 'move':
      return <MoveDialog account={account} {...(dialog.to === undefined ? {} : { to: dialog.to })} onClose={onClose} />
    case 'close': {
      const transfer = () => onDialog({ kind: 'transfer', fromId: account.id })
      return <CloseDialog account={account} onTransfer={canTransfer ? transfer : undefined} onClose={onClose} />
    }
  }
}
