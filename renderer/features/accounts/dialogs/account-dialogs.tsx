import type { AccountDetail } from '#shared/contract/views'
import { useAccountQuery } from '../../../data/api'
import { ImportDialog } from '../import/import-dialog'
import { NumberingDialog } from '../numbering/numbering-dialog'
import { TransferDialog } from '../transfer/transfer-dialog'
import { BlockDialog } from './block-dialog'
import { CreateDialog } from './create-dialog'
import { EditDialog } from './edit-dialog'
import { LimitsDialog } from './limits-dialog'
import type { AccountAction, OpenDialog } from './open-dialog'

interface AccountDialogsProps {
  readonly dialog: OpenDialog | null
  readonly canManage: boolean
  readonly onClose: () => void
  readonly onCreated: (accountId: string) => void
}

/** The dialog that stands open, with the account's present figures. */
export function AccountDialogs({ dialog, canManage, onClose, onCreated }: AccountDialogsProps) {
  if (dialog === null) return null
  if (dialog.kind === 'create') return <CreateDialog under={dialog.under} onClose={onClose} onCreated={onCreated} />
  if (dialog.kind === 'import') return <ImportDialog under={dialog.under} onClose={onClose} />
  if (dialog.kind === 'numbering') {
    return <NumberingDialog currentAccountId={dialog.currentAccountId} canManage={canManage} onClose={onClose} />
  }
  if (dialog.kind === 'transfer') return <TransferDialog fromId={dialog.fromId} onClose={onClose} />
  return <ChangeDialog kind={dialog.kind} accountId={dialog.accountId} onClose={onClose} />
}

interface ChangeDialogProps {
  readonly kind: AccountAction
  readonly accountId: string
  readonly onClose: () => void
}

function ChangeDialog({ kind, accountId, onClose }: ChangeDialogProps) {
  const { data } = useAccountQuery({ id: accountId })
  return data ? <DialogOf kind={kind} account={data} onClose={onClose} /> : null
}

function DialogOf({ kind, account, onClose }: { kind: AccountAction; account: AccountDetail; onClose: () => void }) {
  switch (kind) {
    case 'limits':
      return <LimitsDialog account={account} onClose={onClose} />
    case 'block':
      return <BlockDialog account={account} onClose={onClose} />
    case 'edit':
      return <EditDialog account={account} onClose={onClose} />
  }
}
