import { BLOCKS, type CurrentAccount, SCHEMES, type SubAccount } from '#shared/domain/documents'
import { hasDailyLimit, keptLimitUse } from './limit-use'

/** What the account tree keeps of an account's document. Amounts in minor units of the current account's currency. */
export interface AccountFacts {
  /** Null for a current account. */
  readonly parentId: string | null
  readonly facets: number
  readonly own: bigint
  readonly available: bigint
  readonly held: bigint
  readonly nameKey: string
  readonly number: string | null
  readonly schemeRank: number
  readonly refKey: string | null
  /** See limit-use.ts. */
  readonly limitUse: number
}

/**
 * Kind, scheme, status and block in one small number, so that every sort index can carry what lists filter by:
 * bit 0 present · bit 1 sub-account · bit 2 closed · bits 3–4 block · bits 5–7 scheme · bit 8 has a daily limit. A node
 * that is only known because another one names it as its parent has 0.
 */
const PRESENT = 1
const SUB = 2
const CLOSED = 4
const BLOCK_SHIFT = 3
const SCHEME_SHIFT = 5
const DAILY_LIMIT = 256

/** Orders accounts by state: the most blocked first, then the open ones, the closed ones last. */
export function stateRank(facets: number): number {
  return (facets & CLOSED) + BLOCKS.length - 1 - ((facets >> BLOCK_SHIFT) & 3)
}

export interface FacetFilter {
  readonly mask: number
  readonly value: number
}

interface Wanted {
  readonly scheme?: (typeof SCHEMES)[number] | undefined
  readonly status?: 'open' | 'closed' | undefined
  readonly block?: (typeof BLOCKS)[number] | undefined
  /** Sub-accounts without any daily limit. */
  readonly isUnlimited?: boolean
}

/** The filter that an account with facets `f` passes when `(f & mask) = value`. Current accounts have no scheme. */
export function facetFilter({ scheme, status, block, isUnlimited = false }: Wanted): FacetFilter {
  let mask = PRESENT
  let value = PRESENT
  if (scheme !== undefined) {
    mask |= SUB | (7 << SCHEME_SHIFT)
    value |= SUB | (schemeRank(scheme) << SCHEME_SHIFT)
  }
  if (status !== undefined) {
    mask |= CLOSED
    value |= status === 'closed' ? CLOSED : 0
  }
  if (block !== undefined) {
    mask |= 3 << BLOCK_SHIFT
    value |= BLOCKS.indexOf(block) << BLOCK_SHIFT
  }
  if (isUnlimited) {
    mask |= SUB | DAILY_LIMIT
    value |= SUB
  }
  return { mask, value }
}

/** Passed by sub-accounts that have a document. */
export const SUB_ACCOUNTS: FacetFilter = { mask: PRESENT | SUB, value: PRESENT | SUB }
/** Passed by current accounts. */
export const CURRENT_ACCOUNTS: FacetFilter = { mask: PRESENT | SUB, value: PRESENT }

export function isSub(facets: number): boolean {
  return (facets & SUB) !== 0
}

export function factsOfSubAccount(doc: SubAccount): AccountFacts {
  const rank = schemeRank(doc.scheme)
  const closed = doc.status === 'closed' ? CLOSED : 0
  const limited = hasDailyLimit(doc) ? DAILY_LIMIT : 0
  return {
    parentId: doc.parentId,
    facets: PRESENT | SUB | closed | (BLOCKS.indexOf(doc.block) << BLOCK_SHIFT) | (rank << SCHEME_SHIFT) | limited,
    own: minorUnits(doc.balance),
    available: minorUnits(doc.available),
    held: minorUnits(doc.held),
    nameKey: sortKey(doc.name),
    number: doc.number,
    schemeRank: rank,
    refKey: doc.externalRef ? sortKey(doc.externalRef) : null,
    limitUse: keptLimitUse(doc),
  }
}

export function factsOfCurrentAccount(doc: CurrentAccount): AccountFacts {
  return {
    parentId: null,
    facets: PRESENT | (doc.status === 'closed' ? CLOSED : 0),
    own: minorUnits(doc.balance),
    available: minorUnits(doc.available),
    held: minorUnits(doc.held),
    nameKey: sortKey(doc.name),
    number: doc.number,
    schemeRank: 0,
    refKey: null,
    limitUse: 0,
  }
}

/** 1 to 4 in the order of the domain's list; 0 is kept for current accounts, which have none. */
function schemeRank(scheme: (typeof SCHEMES)[number]): number {
  return SCHEMES.indexOf(scheme) + 1
}

/** How names are compared and searched: without regard to case, accents or the way a character is encoded. */
export function sortKey(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Exact, because wire amounts carry exactly their currency's minor digits (docs/domain.md §0 Money). */
function minorUnits(amount: string): bigint {
  return BigInt(amount.replace('.', ''))
}
