import { accept, type Decision, defineCommand, invalid, reject } from '../command'
import { creationBook } from './create-book'
import { type CreationFault, checkNewAccount, NewAccount, openedAccount, openingDay, takeNumber } from './create-rule'

/** Opens a virtual sub-account. Source: docs/domain.md §1 Number, Limits, Move (depth). */
export const createSubAccount = defineCommand({
  type: 'subAccount.create',
  version: 1,
  permission: 'accounts.manage',
  args: NewAccount,
  stream: (args) => `subAccount:${args.id}`,
  subject: (args) => ({ type: 'subAccount', id: args.id }),
  load: creationBook,
  decide(book, args, context) {
    const checked = checkNewAccount(book, args)
    if (!checked.ok) return refusalOf(checked.error)
    const number = takeNumber(book, checked.value, context)
    if (!number.ok) return reject(number.error.code, number.error.params)
    const today = openingDay(context)
    if (!today.ok) return reject(today.error.code, today.error.params)
    return accept([{ type: 'subAccount', doc: openedAccount(checked.value, number.value, today.value) }])
  },
})

/** One command has one reason: the first, and of field faults all of them. */
function refusalOf(faults: readonly CreationFault[]): Decision {
  const [first] = faults
  if (first?.kind === 'refusal') return reject(first.code, first.params)
  return invalid(faults.flatMap((fault) => (fault.kind === 'field' ? [fieldFault(fault)] : [])))
}

function fieldFault({ path, code, message }: Extract<CreationFault, { kind: 'field' }>) {
  return { path, code, message }
}
