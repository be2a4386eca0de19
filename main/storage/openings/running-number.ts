import { bodyOf } from '#shared/domain/accounts/account-number'
import type { NumberingScheme, NumberingSegment } from '#shared/domain/documents'
import type { Store } from '../store'

/** As many of the latest accounts show how far the running number has come. */
const LATEST = 200

/**
 * The running number that the bank has given last under a current account, as far as this copy can tell: the bank keeps the
 * count to itself, but for where it stood when the scheme was set. It is the highest among the latest accounts that follows
 * another; a number that somebody typed mostly stands alone. Those that wait for their number here are counted on top, as
 * they will have theirs first.
 */
export function likelyLastNumber(store: Store, scheme: CountedScheme): number {
  const { currentAccountId, segments, countedTo } = scheme
  const numbers = latestNumbers(store, currentAccountId)
  const given = new Set(numbers.flatMap((number) => sequenceIn(segments, bodyOf(number)) ?? []))
  given.add(countedTo ?? 0)
  const following = [...given].filter((each) => given.has(each - 1))
  const last = Math.max(countedTo ?? 0, ...(following.length === 0 && countedTo === undefined ? given : following))
  return last + waitingForNumbers(store, currentAccountId)
}

/** A scheme as the bank has it: what waits here has given no number yet. */
export type CountedScheme = Pick<NumberingScheme, 'currentAccountId' | 'segments' | 'countedTo'>

function latestNumbers(store: Store, currentAccountId: string): string[] {
  return store.db
    .prepare(
      `SELECT number FROM ${store.tables().entity('subAccount')}
       WHERE currentAccountId = ? AND number IS NOT NULL ORDER BY id DESC LIMIT ${LATEST}`,
    )
    .all(currentAccountId)
    .map((row) => String(row.number))
}

function waitingForNumbers(store: Store, currentAccountId: string): number {
  const row = store.db
    .prepare(
      `SELECT count(*) AS waiting FROM ${store.tables().entity('subAccount')}
       WHERE base IS NOT NULL AND number IS NULL AND currentAccountId = ?`,
    )
    .get(currentAccountId)
  return Number(row?.waiting ?? 0)
}

/** The running number in a body, undefined where the scheme cannot have made it. */
function sequenceIn(segments: readonly NumberingSegment[], body: string): number | undefined {
  let at = 0
  let sequence: number | undefined
  for (const segment of segments) {
    const width = segment.kind === 'fixed' ? segment.digits.length : segment.width
    const part = body.slice(at, at + width)
    at += width
    if (segment.kind === 'fixed' && part !== segment.digits) return undefined
    if (segment.kind === 'sequence') sequence = Number(part)
  }
  return sequence
}
