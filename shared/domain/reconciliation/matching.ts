import type { AccountTransaction, ReconciliationItem } from '../documents'

/** Items that still look for their credit. */
export type OpenItem = ReconciliationItem & { readonly status: 'unmatched' | 'suggested' }

export function isOpen(item: ReconciliationItem): item is OpenItem {
  return item.status === 'unmatched' || item.status === 'suggested'
}

/** A reference as it is compared: without surrounding space, inner runs of space as one, in one letter case. */
export function comparableReference(reference: string): string {
  return reference.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()
}

/** A credit that nothing is matched to, as the rule compares it. */
interface Candidate {
  readonly id: string
  readonly reference: string
}

/** What the rule knows of the account while it goes through the open items. */
interface Round {
  /** By amount, oldest first. */
  readonly free: ReadonlyMap<string, readonly Candidate[]>
  /** Matched to in this round. */
  readonly taken: Set<string>
  /** Suggested in this round. */
  readonly suggested: Set<string>
}

/**
 * The items of one account as they ought to be, given its credits; only those that change, in the order of their due
 * dates. Matched and excluded items stay. An open item becomes `matched` to a credit of the same amount and reference that
 * nothing is matched to (never again once a person has reopened it), else `suggested` with one of the same amount, one
 * that is suggested nowhere else if there is one, else `unmatched`. The order of the two lists does not matter, and doing
 * it again changes nothing. Source: docs/domain.md §1 Reconciliation.
 */
export function rematched(
  items: readonly ReconciliationItem[],
  credits: readonly AccountTransaction[],
): ReconciliationItem[] {
  const open = items.filter(isOpen).sort(byDueDate)
  if (open.length === 0) return []
  const round: Round = { free: freeByAmount(items, credits), taken: new Set(), suggested: new Set() }
  const matched = new Map<string, ReconciliationItem>()
  for (const item of open) {
    const credit = item.reopened ? undefined : exactCredit(round, item)
    if (!credit) continue
    round.taken.add(credit.id)
    matched.set(item.id, { ...item, status: 'matched', transactionId: credit.id })
  }
  const next = open.map((item) => matched.get(item.id) ?? suggestedOrNot(round, item))
  return next.filter((item, index) => differs(item, open[index]))
}

function byDueDate(a: ReconciliationItem, b: ReconciliationItem): number {
  return compareText(a.dueDate, b.dueDate) || compareText(a.id, b.id)
}

function byPosting(a: AccountTransaction, b: AccountTransaction): number {
  return compareText(a.postedAt, b.postedAt) || compareText(a.id, b.id)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Amounts of one account are written alike, so equal amounts are equal texts. Source: docs/domain.md §0 Money. */
function freeByAmount(
  items: readonly ReconciliationItem[],
  credits: readonly AccountTransaction[],
): ReadonlyMap<string, readonly Candidate[]> {
  const used = new Set(items.flatMap((item) => (item.status === 'matched' ? [item.transactionId] : [])))
  const free = new Map<string, Candidate[]>()
  for (const { id, direction, amount, reference } of [...credits].sort(byPosting)) {
    if (direction !== 'credit' || used.has(id)) continue
    const candidate = { id, reference: comparableReference(reference) }
    const sameAmount = free.get(amount)
    if (sameAmount) sameAmount.push(candidate)
    else free.set(amount, [candidate])
  }
  return free
}

function exactCredit({ free, taken }: Round, item: ReconciliationItem): Candidate | undefined {
  const reference = comparableReference(item.reference)
  return free.get(item.amount)?.find((credit) => credit.reference === reference && !taken.has(credit.id))
}

function suggestedOrNot(round: Round, { transactionId: _, ...item }: ReconciliationItem): ReconciliationItem {
  const left = (round.free.get(item.amount) ?? []).filter(({ id }) => !round.taken.has(id))
  const unclaimed = left.filter(({ id }) => !round.suggested.has(id))
  const credit = likeliest(unclaimed.length > 0 ? unclaimed : left, item.reference)
  if (!credit) return { ...item, status: 'unmatched' }
  round.suggested.add(credit.id)
  return { ...item, status: 'suggested', transactionId: credit.id }
}

/** A reopened item is not matched by itself, but the credit with its reference is still the likeliest. */
function likeliest(credits: readonly Candidate[], itemReference: string): Candidate | undefined {
  const reference = comparableReference(itemReference)
  return credits.find((credit) => credit.reference === reference) ?? credits[0]
}

function differs(item: ReconciliationItem, before: ReconciliationItem | undefined): boolean {
  return item.status !== before?.status || item.transactionId !== before.transactionId
}
