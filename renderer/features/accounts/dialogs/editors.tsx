import type { ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { AccountDetail } from '#shared/contract/views'
import { LimitChange } from '#shared/domain/accounts/limits'
import { Block, documentSchemas, Scheme } from '#shared/domain/documents'
import type { CommandEditorProps, CommandEditors } from '../../../components'
import { Dialog } from '../../../components'
import { useAccountQuery } from '../../../data/api'
import { ImportEditor } from '../import/import-editor'
import { NumberingDialog } from '../numbering/numbering-dialog'
import { TransferEditor } from '../transfer/transfer-editor'
import { BlockDialog } from './block-dialog'
import { CloseDialog } from './close-dialog'
import { CreateDialog } from './create-dialog'
import { draftOf } from './create-draft'
import { EditDialog } from './edit-dialog'
import { LimitsDialog } from './limits-dialog'
import { MoveDialog } from './move-dialog'
import { refusedOf } from './refused'

// What a refused command carried. The queue checked it against the command's own schema; here only the fields that the
// forms show are read, and whatever is not there starts empty.
const CreateArguments = z.object({
  id: z.string(),
  parentId: z.string(),
  name: z.string().catch(''),
  scheme: Scheme.catch('operational'),
  body: z.string().optional().catch(undefined),
  externalRef: z.string().optional().catch(undefined),
  limits: LimitChange.optional().catch(undefined),
})
const BlockArguments = z.object({ block: Block, reason: z.string().catch('') })
const MoveArguments = z.object({ parentId: z.string() })
const CloseArguments = z.object({ reason: z.string().catch('') })
const UpdateArguments = z.object({
  name: z.string().optional(),
  externalRef: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
})

function CreateEditor({ row, onDone }: CommandEditorProps) {
  const args = CreateArguments.safeParse(row.args)
  if (!args.success) return <Gone onDone={onDone} />
  const { id, parentId } = args.data
  return (
    <CreateDialog
      under={parentId}
      initial={{ id, ...draftOf(args.data) }}
      refused={refusedOf(row)}
      onClose={onDone}
      onCreated={() => {}}
    />
  )
}

const NumberingArguments = z.object({
  currentAccountId: z.string(),
  segments: documentSchemas.numberingScheme.shape.segments.catch([]),
})

function NumberingEditor({ row, onDone }: CommandEditorProps) {
  const args = NumberingArguments.safeParse(row.args)
  if (!args.success) return <Gone onDone={onDone} />
  const { currentAccountId, segments } = args.data
  return (
    <NumberingDialog
      currentAccountId={currentAccountId}
      canManage
      initial={segments}
      refused={refusedOf(row)}
      onClose={onDone}
    />
  )
}

interface ChangeProps extends CommandEditorProps {
  readonly account: AccountDetail
}

function LimitsEditor({ row, onDone, account }: ChangeProps) {
  const args = LimitChange.safeParse(row.args)
  return <LimitsDialog account={account} initial={args.data ?? {}} refused={refusedOf(row)} onClose={onDone} />
}

function BlockEditor({ row, onDone, account }: ChangeProps) {
  const args = BlockArguments.safeParse(row.args)
  const initial = args.success ? { initial: args.data } : {}
  return <BlockDialog account={account} {...initial} refused={refusedOf(row)} onClose={onDone} />
}

function UpdateEditor({ row, onDone, account }: ChangeProps) {
  const { name, externalRef, tags } = UpdateArguments.safeParse(row.args).data ?? {}
  const initial = {
    ...(name === undefined ? {} : { name }),
    ...(externalRef === undefined ? {} : { externalRef: externalRef ?? '' }),
    ...(tags === undefined ? {} : { tags }),
  }
  return <EditDialog account={account} initial={initial} refused={refusedOf(row)} onClose={onDone} />
}

function MoveEditor({ row, onDone, account }: ChangeProps) {
  const args = MoveArguments.safeParse(row.args).data
  const to = args === undefined ? {} : { to: args.parentId }
  return <MoveDialog account={account} {...to} refused={refusedOf(row)} onClose={onDone} />
}

function CloseEditor({ row, onDone, account }: ChangeProps) {
  const initial = { reason: CloseArguments.safeParse(row.args).data?.reason ?? '' }
  return <CloseDialog account={account} initial={initial} refused={refusedOf(row)} onClose={onDone} />
}

/** An editor about an account that is already there. */
function about(Editor: ComponentType<ChangeProps>): ComponentType<CommandEditorProps> {
  return function WithAccount(props) {
    const { data: account, isError } = useAccountQuery({ id: props.row.subject.id })
    if (isError) return <Gone onDone={props.onDone} />
    return account ? <Editor {...props} account={account} /> : null
  }
}

function Gone({ onDone }: Pick<CommandEditorProps, 'onDone'>) {
  const { t } = useTranslation('accounts')
  return (
    <Dialog onClose={onDone} title={t('drawer.notFound')} closeButtonProps={{ 'aria-label': t('dialog.cancel') }}>
      {t('dialog.gone')}
    </Dialog>
  )
}

/** The forms of this feature's commands, for "Edit and send again". */
export const accountCommandEditors: CommandEditors = {
  'subAccount.create': CreateEditor,
  'numbering.set': NumberingEditor,
  'subAccount.createMany': ImportEditor,
  'subAccount.setLimits': about(LimitsEditor),
  'subAccount.setBlock': about(BlockEditor),
  'subAccount.update': about(UpdateEditor),
  'subAccount.move': about(MoveEditor),
  'subAccount.close': about(CloseEditor),
  'transfer.create': TransferEditor,
}
