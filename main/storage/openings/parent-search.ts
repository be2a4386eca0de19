import type { FoundParents } from '#shared/contract/opening-views'
import { ACCOUNT_NUMBER_DIGITS, accountNumber, BODY_DIGITS } from '#shared/domain/accounts/account-number'
import type { DocumentReader } from '#shared/domain/command'
import type { CurrentAccount } from '#shared/domain/documents'
import { parseStoredAs } from '../read-change'
import type { Store } from '../store'

type Found = FoundParents[number]

/** The account that a cell of a file names; null where none or several are called that. */
export function findParent(store: Store, read: DocumentReader, text: string): Found {
  const name = text.trim()
  const digits = name.replace(/[\s.-]/g, '')
  return (/^\d+$/.test(digits) ? byNumber(read, digits) : null) ?? byName(store, name)
}

function byNumber(read: DocumentReader, digits: string): Found {
  const current = read.findWhere('currentAccount', 'number', digits, 2)
  if (current.length > 0) return only(current)
  const number = wholeNumber(read, digits)
  const [sub] = number === null ? [] : read.findWhere('subAccount', 'number', number, 1)
  if (!sub) return null
  const currency = read.find('currentAccount', sub.currentAccountId)?.currency ?? ''
  return { id: sub.id, name: sub.name, number: sub.number, currency }
}

function wholeNumber(read: DocumentReader, digits: string): string | null {
  if (digits.length === ACCOUNT_NUMBER_DIGITS) return digits
  if (digits.length !== BODY_DIGITS) return null
  const number = accountNumber(read.company().accountPrefix, digits)
  return number.ok ? number.value : null
}

/** A company has a handful of current accounts, so all are looked at. */
function byName(store: Store, name: string): Found {
  if (name === '') return null
  const wanted = name.toLowerCase()
  const all = store.db
    .prepare(`SELECT doc FROM ${store.tables().entity('currentAccount')}`)
    .all()
    .map((row) => parseStoredAs('currentAccount', row.doc))
  return only(all.filter((account) => account.name.trim().toLowerCase() === wanted))
}

function only([account, ...others]: readonly CurrentAccount[]): Found {
  if (!account || others.length > 0) return null
  const { id, name, number, currency } = account
  return { id, name, number, currency }
}
