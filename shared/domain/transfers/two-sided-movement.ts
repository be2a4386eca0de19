import { add, formatWire, type Money, parseMoney, subtract } from '../../kernel/money'
import { type DomainError, ok, type Result } from '../../kernel/result'
import type { Instant } from '../../kernel/time'
import { type MovementTarget, moveMoney } from '../accounts/movement'
import { lineageOf } from '../accounts/tree'
import type { DocumentPut, DocumentReader } from '../command'
import { lastOfEach, overlaid } from '../overlay'

/** Which side of a transfer refuses; stands in the parameters of a refusal. */
export type Side = 'from' | 'to'

/** What both accounts become: documents that change, and the balances that the statement lines tell. */
export interface TwoSided {
  readonly puts: readonly DocumentPut[]
  readonly fromBalance: Money
  readonly toBalance: Money
}

/** The account of this id with all above it, sub-account or current account. Undefined where there is none. */
export function targetById(read: DocumentReader, id: string): MovementTarget | undefined {
  const account = read.find('subAccount', id)
  if (account) {
    const lineage = lineageOf(read, account.parentId)
    return lineage && { kind: 'sub', account, lineage }
  }
  const currentAccount = read.find('currentAccount', id)
  return currentAccount && { kind: 'current', account: currentAccount }
}

/** The currency that an account's amounts are in: its current account's. */
export function currencyOf(target: MovementTarget): string {
  return target.kind === 'sub' ? target.lineage.currentAccount.currency : target.account.currency
}

/**
 * Money from one account of the company to another: a debit and then a credit, each by its account's own rules. Errors: the
 * codes of docs/domain.md §1 Check order with `side`, `accountId` and `accountName`.
 */
export function moveBetween(
  read: DocumentReader,
  ids: { readonly from: MovementTarget; readonly to: MovementTarget },
  amount: Money,
  now: Instant,
): Result<TwoSided, DomainError> {
  const debited = onSide('from', ids.from, moveMoney(ids.from, 'debit', amount, now))
  if (!debited.ok) return debited
  // The two may share what is above them: the credit is judged upon what the debit has made of it.
  const to = targetById(overlaid(read, debited.value.puts), ids.to.account.id)
  if (!to) throw new Error(`account ${ids.to.account.id} is gone in the middle of a decision`)
  const credited = onSide('to', to, moveMoney(to, 'credit', amount, now))
  if (!credited.ok) return credited
  const puts = lastOfEach([...debited.value.puts, ...credited.value.puts]).filter((put) => changes(read, put))
  return ok({ puts, fromBalance: debited.value.balanceAfter, toBalance: credited.value.balanceAfter })
}

/** The documents of an account after money was set aside on it (`amount` positive) or freed (negative). */
export function withHeld(target: MovementTarget, amount: Money): DocumentPut {
  const { currency } = amount
  const read = (text: string): Money => {
    const parsed = parseMoney(text, currency)
    if (!parsed.ok) throw new Error(`not an amount of ${currency}: ${text}`)
    return parsed.value
  }
  const held = add(read(target.account.held), amount)
  const figures = { held: formatWire(held), available: formatWire(subtract(read(target.account.balance), held)) }
  return target.kind === 'sub'
    ? { type: 'subAccount', doc: { ...target.account, ...figures } }
    : { type: 'currentAccount', doc: { ...target.account, ...figures } }
}

function onSide<T>(side: Side, { account }: MovementTarget, result: Result<T, DomainError>): Result<T, DomainError> {
  if (result.ok) return result
  const { code, params } = result.error
  return { ok: false, error: { code, params: { ...params, side, accountId: account.id, accountName: account.name } } }
}

/** A transfer inside one current account leaves its rollup as it was; what does not change is not written. */
function changes(read: DocumentReader, { type, doc }: DocumentPut): boolean {
  const present = read.find(type, doc.id)
  return present === undefined || JSON.stringify({ ...present }) !== JSON.stringify({ ...present, ...doc })
}
