import {
  add,
  type Currency,
  compare,
  formatWire,
  isPositive,
  type Money,
  negate,
  parseMoney,
  subtract,
  zero,
} from '../../kernel/money'
import { type DomainError, ok, type Result, refuse } from '../../kernel/result'
import { BANK_ZONE, type Instant, localDateIn } from '../../kernel/time'
import type { DocumentPut } from '../command'
import type { CurrentAccount, SubAccount } from '../documents'
import { available, checkCredit, checkDebit, type Limits, type LimitUse } from './debit-credit-check'
import type { Lineage } from './tree'

/** A node that money moves on, with everything above it. */
export type MovementTarget =
  | { readonly kind: 'sub'; readonly account: SubAccount; readonly lineage: Lineage }
  | { readonly kind: 'current'; readonly account: CurrentAccount }

export type Direction = 'credit' | 'debit'

/** Document amounts were written by `formatWire`; one that does not parse is a damaged store, hence a bug. */
function amountOf(text: string, currency: Currency): Money {
  const amount = parseMoney(text, currency)
  if (!amount.ok) throw new Error(`not an amount of ${currency}: ${text}`)
  return amount.value
}

function limitsOf(account: SubAccount, direction: Direction, currency: Currency): Limits {
  const { perTransaction, daily } = account.limits[direction]
  return {
    perTransaction: perTransaction === null ? null : amountOf(perTransaction, currency),
    daily: daily === null ? null : amountOf(daily, currency),
  }
}

/** What passed through today; yesterday's count is no longer one. Source: docs/domain.md §1 Limits. */
export function usedOn(account: SubAccount, direction: Direction, today: string, currency: Currency): Money {
  return account.usedToday.date === today ? amountOf(account.usedToday[direction], currency) : zero(currency)
}

function limitUse(account: SubAccount, direction: Direction, today: string, currency: Currency): LimitUse {
  return { limits: limitsOf(account, direction, currency), usedToday: usedOn(account, direction, today, currency) }
}

function judge(target: MovementTarget, direction: Direction, amount: Money, today: string): Result<null, DomainError> {
  const { currency } = amount
  if (target.account.status === 'closed') return refuse('account.closed', { number: target.account.number })
  if (target.kind === 'current') {
    const left = available(amountOf(target.account.balance, currency), amountOf(target.account.held, currency))
    if (direction === 'credit' || compare(amount, left) <= 0) return ok(null)
    return refuse('account.insufficient_funds', { available: formatWire(left), amount: formatWire(amount) })
  }
  const { account, lineage } = target
  const input = {
    ...limitUse(account, direction, today, currency),
    ancestors: lineage.ancestors.map((ancestor) => limitUse(ancestor, direction, today, currency)),
    block: account.block,
    amount,
  }
  const balance = amountOf(account.balance, currency)
  const held = amountOf(account.held, currency)
  const outcome = direction === 'credit' ? checkCredit(input) : checkDebit({ ...input, balance, held })
  if (outcome.allowed) return ok(null)
  return refuse(outcome.code, {
    amount: formatWire(amount),
    available: formatWire(available(balance, held)),
    remainingToday: outcome.remainingToday === null ? null : formatWire(outcome.remainingToday),
  })
}

/**
 * The documents after money moved on a node: its balance, the day's use on it and every ancestor, the current
 * account's rollup. Errors: the codes of docs/domain.md §1 Check order, `account.closed`, `money.invalid`.
 */
export function moveMoney(
  target: MovementTarget,
  direction: Direction,
  amount: Money,
  now: Instant,
): Result<{ readonly puts: readonly DocumentPut[]; readonly balanceAfter: Money }, DomainError> {
  if (!isPositive(amount)) return refuse('money.invalid', { currency: amount.currency, positive: true })
  const today = localDateIn(BANK_ZONE, now)
  const allowed = judge(target, direction, amount, today)
  if (!allowed.ok) return allowed
  const signed = direction === 'credit' ? amount : negate(amount)
  const { currency } = amount
  const balanceAfter = add(amountOf(target.account.balance, currency), signed)
  const figures = {
    balance: formatWire(balanceAfter),
    available: formatWire(subtract(balanceAfter, amountOf(target.account.held, currency))),
  }
  const current = target.kind === 'current' ? target.account : target.lineage.currentAccount
  const rollup = formatWire(add(amountOf(current.rollup, currency), signed))
  if (target.kind === 'current') {
    return ok({ balanceAfter, puts: [{ type: 'currentAccount', doc: { ...current, ...figures, rollup } }] })
  }
  const counted = (account: SubAccount): SubAccount => {
    const other = direction === 'credit' ? 'debit' : 'credit'
    const used = add(usedOn(account, direction, today, currency), amount)
    const unchanged = usedOn(account, other, today, currency)
    const usedToday = { date: today, debit: formatWire(unchanged), credit: formatWire(unchanged) }
    usedToday[direction] = formatWire(used)
    return { ...account, usedToday }
  }
  return ok({
    balanceAfter,
    puts: [
      { type: 'subAccount', doc: { ...counted(target.account), ...figures } },
      ...target.lineage.ancestors.map((ancestor): DocumentPut => ({ type: 'subAccount', doc: counted(ancestor) })),
      { type: 'currentAccount', doc: { ...current, rollup } },
    ],
  })
}
