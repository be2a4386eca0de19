import type { JsonObject } from '../../kernel/json'
import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import type { DocumentReader } from '../command'
import type { NumberingScheme, SubAccount } from '../documents'
import { type Lineage, lineageOf } from './tree'

/** An account that is opened by the same command, and the row that opens it. */
interface Opened {
  readonly rowId: string
  readonly account: SubAccount
}

/**
 * The accounts as a rule sees them while it opens new ones: those that are there, and those that earlier rows of the same
 * command open. What is asked twice is read once, as a thousand rows mostly stand under a few parents.
 */
export interface CreationBook {
  /** The bank's five digits for this company. */
  prefix(): string
  /** Where a new account under this node hangs. Errors: `not_found`, `account.parent_faulty`. */
  lineage(parentId: string): Result<Lineage, DomainError>
  scheme(currentAccountId: string): NumberingScheme | undefined
  /** Why an account of this id cannot be opened; undefined where nothing has that id. */
  accountWith(id: string): { readonly code: string; readonly params: JsonObject } | undefined
  /** Why this number cannot be given; undefined where it is free. Closed accounts keep theirs. */
  holderOf(number: string): DomainError | undefined
  /** The number of an account, also of one that this command has given it. */
  numberOf(account: SubAccount): string | null
  /** An earlier row opens this account, its number given or not. */
  open(rowId: string, account: SubAccount, lineage: Lineage): void
  /** An earlier row cannot open the account of this id. */
  refuse(rowId: string, id: string): void
  /** An account that an earlier row opens has been given its number. */
  number(accountId: string, number: string): void
}

export function creationBook(read: DocumentReader): CreationBook {
  const opened = new Map<string, Opened>()
  const refused = new Map<string, string>()
  const numbers = new Map<string, string>()
  const rowOfNumber = new Map<string, string>()
  const lineages = memory((parentId: string) => lineageOf(read, parentId))
  const schemes = memory((id: string) => read.findWhere('numberingScheme', 'currentAccountId', id, 1)[0])
  let prefix: string | undefined

  return {
    prefix: () => {
      prefix ??= read.company().accountPrefix
      return prefix
    },
    lineage(parentId) {
      const lineage = lineages.get(parentId)
      if (lineage) return ok(lineage)
      const rowId = refused.get(parentId)
      if (rowId !== undefined) return refuse('account.parent_faulty', { rowId })
      return refuse('not_found', { type: 'subAccount', id: parentId })
    },
    scheme: (id) => schemes.get(id),
    accountWith(id) {
      const earlier = opened.get(id)
      if (earlier) return { code: 'account.row_repeated', params: { rowId: earlier.rowId } }
      // Money is kept by id, whatever kind of account has it.
      const type = (['subAccount', 'currentAccount'] as const).find((each) => read.find(each, id) !== undefined)
      return type && { code: 'document.exists', params: { type, id } }
    },
    holderOf(number) {
      const rowId = rowOfNumber.get(number)
      if (rowId !== undefined) return { code: 'account.number_repeated', params: { number, rowId } }
      const holder = read.findWhere('subAccount', 'number', number, 1)[0]
      if (!holder) return undefined
      return { code: 'account.number_taken', params: { number, takenById: holder.id, takenByName: holder.name } }
    },
    numberOf: ({ id, number }) => numbers.get(id) ?? number,
    open(rowId, account, { currentAccount, ancestors }) {
      opened.set(account.id, { rowId, account })
      lineages.set(account.id, { currentAccount, ancestors: [account, ...ancestors] })
      if (account.number !== null) rowOfNumber.set(account.number, rowId)
    },
    refuse: (rowId, id) => refused.set(id, rowId),
    number(accountId, number) {
      numbers.set(accountId, number)
      const rowId = opened.get(accountId)?.rowId
      if (rowId !== undefined) rowOfNumber.set(number, rowId)
    },
  }
}

function memory<T>(ask: (key: string) => T) {
  const known = new Map<string, T>()
  return {
    get(key: string): T {
      const held = known.get(key)
      if (held !== undefined) return held
      const answer = ask(key)
      known.set(key, answer)
      return answer
    },
    set: (key: string, value: T) => known.set(key, value),
  }
}
