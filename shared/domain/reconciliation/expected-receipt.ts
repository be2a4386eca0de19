import { z } from 'zod'
import { type Currency, formatWire, isPositive, minorDigits, parseCurrency, parseMoney } from '../../kernel/money'
import { isLocalDate } from '../../kernel/time'
import { type DocumentReader, faultsOf } from '../command'
import type { CurrentAccount, ReconciliationItem, SubAccount } from '../documents'
import { Text } from '../fields'
import type { RowFault } from '../row-faults'
import { comparableReference } from './matching'
import { accountWithNumber, itemsOf } from './review'

/** A receipt that is expected on an account, as it is imported. Source: docs/domain.md §1 Reconciliation. */
const ExpectedReceipt = z.object({
  reference: Text(64),
  /** A sub-account's 16 digits, or a current account's number as the bank writes it. */
  accountNumber: z.string().regex(/^\d{4,24}$/, 'field.account_number'),
  /** Above zero, with the decimals of the account's currency. */
  amount: z.string().regex(/^(0|[1-9]\d{0,15})(\.\d{1,4})?$/, 'field.money'),
  dueDate: z.string().refine(isLocalDate, 'field.date'),
})
export type ExpectedReceipt = z.infer<typeof ExpectedReceipt>

/** An account that receipts are expected on, as far as an import asks about it. */
export interface ReceiptAccount {
  readonly account: SubAccount | CurrentAccount
  readonly currency: Currency
  readonly items: readonly ReconciliationItem[]
}

/** The accounts of an import; each is read once, as a thousand rows mostly are about a few. */
export type ReceiptBook = (accountNumber: string) => ReceiptAccount | undefined

export function receiptBook(read: DocumentReader): ReceiptBook {
  const known = new Map<string, ReceiptAccount | undefined>()
  const currencies = new Map<string, Currency | undefined>()
  const currency = (account: SubAccount | CurrentAccount) => {
    const top = 'currentAccountId' in account ? account.currentAccountId : account.id
    if (!currencies.has(top)) currencies.set(top, currencyOf(read, account))
    return currencies.get(top)
  }
  const receiptAccount = (number: string): ReceiptAccount | undefined => {
    const account = accountWithNumber(read, number)
    const its = account && currency(account)
    return account && its && { account, currency: its, items: itemsOf(read, number) }
  }
  return (number) => {
    if (!known.has(number)) known.set(number, receiptAccount(number))
    return known.get(number)
  }
}

/** The currency an account is kept in; undefined where the store lacks its current account. */
export function currencyOf(read: DocumentReader, account: SubAccount | CurrentAccount): Currency | undefined {
  const current = 'currentAccountId' in account ? read.find('currentAccount', account.currentAccountId) : account
  const currency = parseCurrency(current?.currency ?? '')
  return currency.ok ? currency.value : undefined
}

/** What two receipts agree in when they are the same one. */
export function receiptKey({
  reference,
  accountNumber,
  amount,
  dueDate,
}: Readonly<Record<keyof ExpectedReceipt, string>>): string {
  return JSON.stringify([comparableReference(reference), accountNumber, amount, dueDate])
}

export type JudgedReceipt =
  | { readonly ok: true; readonly receipt: ExpectedReceipt }
  | { readonly ok: false; readonly faults: readonly RowFault[] }

/**
 * Judges one row of an import, whatever it holds, and names everything that is wrong with it. Codes: those of its fields
 * (`field.empty`, `field.account_number`, `field.money`, `field.date`, …), `account.number_unknown`, `account.closed`, `money.invalid`,
 * `reconciliation.already_expected`. That a row repeats another of the same import is for the caller to see.
 */
export function judgeReceipt(book: ReceiptBook, row: unknown): JudgedReceipt {
  const parsed = ExpectedReceipt.safeParse(row)
  const faults: RowFault[] = parsed.success ? [] : faultsOf(parsed.error).map(({ code, path }) => ({ code, path }))
  const faulty = (path: string) => faults.some((fault) => fault.path === path)
  const { accountNumber, amount } = Loose.parse(row)
  const owner = accountNumber === undefined || faulty('accountNumber') ? undefined : book(accountNumber)
  if (accountNumber !== undefined && !faulty('accountNumber')) faults.push(...accountFaults(owner, accountNumber))
  if (owner && amount !== undefined && !faulty('amount')) faults.push(...amountFaults(amount, owner.currency))
  if (!parsed.success || !owner) return { ok: false, faults }
  faults.push(...repeatFaults(owner, parsed.data))
  return faults.length > 0 ? { ok: false, faults } : { ok: true, receipt: parsed.data }
}

/** What can be asked about even where another field of the row is wrong. */
const Loose = z
  .object({ accountNumber: z.string().optional().catch(undefined), amount: z.string().optional().catch(undefined) })
  .catch({ accountNumber: undefined, amount: undefined })

function accountFaults(owner: ReceiptAccount | undefined, number: string): RowFault[] {
  const path = 'accountNumber'
  if (!owner) return [{ code: 'account.number_unknown', path, params: { number } }]
  const { status, id, name } = owner.account
  // Credits to a closed account are returned, so nothing could ever match.
  return status === 'closed' ? [{ code: 'account.closed', path, params: { id, name } }] : []
}

function amountFaults(text: string, currency: Currency): RowFault[] {
  const amount = parseMoney(text, currency)
  if (amount.ok && isPositive(amount.value)) return []
  const params = amount.ok
    ? { reason: 'not_positive', currency }
    : { reason: 'decimals', currency, digits: minorDigits(currency) }
  return [{ code: 'money.invalid', path: 'amount', params }]
}

/** An excluded receipt may be imported again: excluding it may have been the mistake. */
function repeatFaults({ items }: ReceiptAccount, receipt: ExpectedReceipt): RowFault[] {
  const key = receiptKey(receipt)
  const same = items.find((item) => item.status !== 'excluded' && receiptKey(item) === key)
  if (!same) return []
  return [{ code: 'reconciliation.already_expected', params: { itemId: same.id, status: same.status } }]
}

/**
 * An amount with the decimals of its currency, `1500000` as `1500000.00`: what people leave out in a file. Text that is no
 * plain amount, or has more decimals, comes back as it is for the rule to name.
 */
export function completeAmount(text: string, currency: Currency): string {
  const match = /^(-?\d+)(?:\.(\d+))?$/.exec(text)
  const [, whole = '', fraction = ''] = match ?? []
  const digits = minorDigits(currency)
  if (!match || fraction.length > digits) return text
  const amount = parseMoney(digits === 0 ? whole : `${whole}.${fraction.padEnd(digits, '0')}`, currency)
  return amount.ok ? formatWire(amount.value) : text
}
