import { setBlock, setLimits, updateSubAccount } from './accounts/change-sub-account'
import { closeSubAccount } from './accounts/close-sub-account'
import { createSubAccounts } from './accounts/create-many'
import { createSubAccount } from './accounts/create-sub-account'
import { moveSubAccount } from './accounts/move-sub-account'
import { setNumbering } from './accounts/set-numbering'
import { decideApproval } from './approvals/decide-approval'
import type { RegisteredCommand } from './command'
import { updateCompanyProfile } from './partnership/company-profile'
import { decideItem } from './reconciliation/decide-item'
import { importReceipts } from './reconciliation/import-receipts'
import { createTransfer } from './transfers/create-transfer'

/** Every command users can send. To add one: docs/how-to/add-a-command.md. */
const COMMANDS: readonly RegisteredCommand[] = [
  createSubAccount,
  createSubAccounts,
  updateSubAccount,
  setLimits,
  setBlock,
  moveSubAccount,
  closeSubAccount,
  setNumbering,
  createTransfer,
  importReceipts,
  decideItem,
  decideApproval,
  updateCompanyProfile,
]

const BY_TYPE: ReadonlyMap<string, RegisteredCommand> = new Map(COMMANDS.map((command) => [command.type, command]))

/** The command of this type and version, undefined where this build does not know it. */
export function commandOf(type: string, version: number): RegisteredCommand | undefined {
  const command = BY_TYPE.get(type)
  return command?.version === version ? command : undefined
}

/** Known command types with their current version and permission. */
export function commandCatalogue(): readonly Pick<RegisteredCommand, 'type' | 'version' | 'permission'>[] {
  return COMMANDS
}
