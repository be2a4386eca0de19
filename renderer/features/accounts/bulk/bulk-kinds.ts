import type { FieldFault } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'

/** What can be done to many sub-accounts at once, each by a command of its own. */
export const BULK_KINDS = ['block', 'limits', 'close'] as const
export type BulkKind = (typeof BULK_KINDS)[number]

export const BULK_COMMANDS = {
  block: 'subAccount.setBlock',
  limits: 'subAccount.setLimits',
  close: 'subAccount.close',
} as const satisfies Record<BulkKind, string>

/** All commands of this feature are at their first version. */
const VERSION = 1

/** The schema asks for an account's id, and looks at nothing but its form. */
const ANY_ID = '00000000-0000-7000-8000-000000000000'

/** What the command's own schema finds wrong with what all accounts have in common. */
export function argumentFaults(kind: BulkKind, args: object): readonly FieldFault[] {
  const parsed = commandOf(BULK_COMMANDS[kind], VERSION)?.parse({ ...args, id: ANY_ID })
  return parsed?.ok === false ? parsed.errors : []
}
