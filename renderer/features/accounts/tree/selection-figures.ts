import { SELECTION_SLICE, type SelectionFigures } from '#shared/contract/account-views'
import { add, type Currency, formatWire, isCurrency, type Money, parseMoney } from '#shared/kernel/money'
import { ask } from '../../../data/bridge'

/** Adds the accounts up part by part, so that thousands hold nothing up. Undefined where the answer is no longer wanted. */
export async function figuresOf(
  ids: readonly string[],
  isWanted: () => boolean,
): Promise<SelectionFigures | undefined> {
  const parts: SelectionFigures[] = []
  for (let done = 0; done < ids.length; done += SELECTION_SLICE) {
    const part = await ask('accounts.figures', { ids: ids.slice(done, done + SELECTION_SLICE) })
    if (!part.ok || !isWanted()) return undefined
    parts.push(part.value)
  }
  return together(parts)
}

/** The figures of several parts as those of the whole, each currency for itself. */
export function together(parts: readonly SelectionFigures[]): SelectionFigures {
  const sums = new Map<Currency, Money>()
  for (const { currency, balance } of parts.flatMap(({ balances }) => balances)) {
    const amount = isCurrency(currency) ? parseMoney(balance, currency) : undefined
    if (!amount?.ok) continue
    const before = sums.get(amount.value.currency)
    sums.set(amount.value.currency, before ? add(before, amount.value) : amount.value)
  }
  return {
    accounts: parts.reduce((count, part) => count + part.accounts, 0),
    balances: [...sums].map(([currency, sum]) => ({ currency, balance: formatWire(sum) })),
  }
}
