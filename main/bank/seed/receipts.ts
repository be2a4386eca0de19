import type { AccountTransaction, ReconciliationItem } from '#shared/domain/documents'
import { rematched } from '#shared/domain/reconciliation/matching'
import { newId } from '#shared/kernel/ids'
import { formatWire, IDR, money } from '#shared/kernel/money'
import { addDays, addMs, BANK_ZONE, epochMs, localDateIn } from '#shared/kernel/time'
import { CUSTOMERS } from './places'
import type { PlannedAccount } from './planned-account'
import { type Randomness, randomness } from './random'
import { DAY_MS, type Seeding } from './seeding'
import type { FeedLine } from './write-accounts'

/** As many as a small finance team has open and behind it; fewer where the company is small. */
const MOST_RECEIPTS = 240
const BATCH = 40
const RUPIAH = 100n

/** How one expected receipt stands to the credit it was made after. */
type Story = 'came' | 'came_with_other_words' | 'not_come' | 'excluded' | 'split'

/** How often each happens, of 20. */
const STORIES: readonly Story[] = [
  ...Array<Story>(11).fill('came'),
  ...Array<Story>(3).fill('came_with_other_words'),
  ...Array<Story>(4).fill('not_come'),
  'excluded',
  'split',
]

/** Expected receipts in every state. Which of the open ones are matched or suggested the bank's own rule says. */
export function seedReceipts(seeding: Seeding, lines: readonly FeedLine[], accounts: number): void {
  // Of its own: the rest of the seed stays as it is, whatever is changed here.
  const random = randomness(`receipts:${accounts}`)
  const credits = lines.filter(isCustomerCredit)
  const count = Math.min(MOST_RECEIPTS, accounts, credits.length)
  const step = credits.length / Math.max(1, count)
  const made = Array.from({ length: count }, (_, index) => credits[Math.floor(index * step)]).flatMap((line) =>
    line ? receiptsAfter(line, seeding, random) : [],
  )
  for (const item of reviewed(inBatches(made, seeding, random), lines)) {
    const { database, company } = seeding
    database.documents.insertNew(company, 'reconciliationItem', item.id, item.version, JSON.stringify(item))
  }
}

function isCustomerCredit({ doc, account }: FeedLine): boolean {
  const open = account.status === 'open' && account.block === 'none'
  return doc.direction === 'credit' && doc.channel !== 'internal' && account.parent !== null && open
}

type Receipt = Omit<ReconciliationItem, 'id' | 'batchId' | 'version'>

function receiptsAfter({ doc, account, postedAt }: FeedLine, { now }: Seeding, random: Randomness): Receipt[] {
  const today = localDateIn(BANK_ZONE, now)
  const receipt = {
    reference: doc.reference,
    accountNumber: account.number,
    amount: doc.amount,
    dueDate: addDays(localDateIn(BANK_ZONE, postedAt), random.whole(9) - 3),
    status: 'unmatched' as const,
    updatedAt: doc.postedAt,
  }
  switch (random.pick(STORIES)) {
    case 'came':
      return [receipt]
    case 'came_with_other_words':
      return [{ ...receipt, reference: invoiceNumber(random) }]
    case 'not_come':
      // From two months overdue to a month ahead, so that every age is there.
      return [{ ...receipt, ...another(account, random), dueDate: addDays(today, random.whole(90) - 60) }]
    case 'excluded':
      return [{ ...receipt, reference: invoiceNumber(random), status: 'excluded' }]
    case 'split':
      return split(receipt, doc, random)
  }
}

function another(account: PlannedAccount, random: Randomness) {
  const thousands = BigInt(50 + random.whole(account.scheme === 'petty_cash' ? 900 : 24_000))
  return { reference: invoiceNumber(random), amount: formatWire(money((thousands * 1000n + 7n) * RUPIAH, IDR)) }
}

/** A customer who pays two invoices at once, and somebody who has said so. */
function split(receipt: Receipt, { id, amount }: AccountTransaction, random: Randomness): Receipt[] {
  const whole = BigInt(amount.replace('.', ''))
  const first = (whole / 3n / RUPIAH) * RUPIAH
  return [first, whole - first].map((minor) => ({
    ...receipt,
    reference: invoiceNumber(random),
    amount: formatWire(money(minor, IDR)),
    status: 'matched',
    transactionId: id,
  }))
}

function invoiceNumber(random: Randomness): string {
  const customer = random.pick(CUSTOMERS).replace(/[^A-Z]/g, '')
  return `INV/${customer}/${String(random.whole(100_000)).padStart(5, '0')}`
}

/** Imported some at a time, in the order in which they were due. */
function inBatches(receipts: readonly Receipt[], { now }: Seeding, random: Randomness): ReconciliationItem[] {
  const ordered = [...receipts].sort((a, b) => (a.dueDate < b.dueDate ? -1 : a.dueDate > b.dueDate ? 1 : 0))
  let batchId = ''
  return ordered.map((receipt, index) => {
    const at = addMs(now, -Math.ceil((ordered.length - index) / BATCH) * 12 * DAY_MS)
    if (index % BATCH === 0) batchId = newId({ nowMs: epochMs(at), randomBytes: random.bytes })
    const decided = receipt.status === 'unmatched' ? 1 : 2
    const id = newId({ nowMs: epochMs(at), randomBytes: random.bytes })
    const updatedAt = receipt.updatedAt > at ? receipt.updatedAt : at
    return { ...receipt, id, batchId, version: decided, updatedAt }
  })
}

/** The items as the bank's review leaves them. Source: docs/domain.md §1 Reconciliation. */
function reviewed(items: readonly ReconciliationItem[], lines: readonly FeedLine[]): ReconciliationItem[] {
  const creditsOf = new Map<string, AccountTransaction[]>()
  for (const { doc, account } of lines) creditsOf.set(account.number, [...(creditsOf.get(account.number) ?? []), doc])
  const changed = new Map<string, ReconciliationItem>()
  for (const number of new Set(items.map(({ accountNumber }) => accountNumber))) {
    const own = items.filter((item) => item.accountNumber === number)
    for (const item of rematched(own, creditsOf.get(number) ?? [])) changed.set(item.id, item)
  }
  return items.map((item) => {
    const next = changed.get(item.id)
    return next ? { ...next, version: next.version + 1 } : item
  })
}
