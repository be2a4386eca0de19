import type { CommandEditors } from '../components/command-editors'
import { accountCommandEditors } from '../features/accounts'
import { approvalCommandEditors } from '../features/approvals'
import { receiptCommandEditors } from '../features/reconciliation'

/** The forms that "Edit and send again" may open. A feature with commands adds its own here. */
export const commandEditors: CommandEditors = {
  ...accountCommandEditors,
  ...approvalCommandEditors,
  ...receiptCommandEditors,
}
