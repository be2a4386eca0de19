import fc from 'fast-check'
import { boundsOf, type Statement, statementOf } from '#shared/domain/accounts/statement'
import { type AccountTransaction, CHANNELS } from '#shared/domain/documents'
import { formatWire, IDR, money } from '#shared/kernel/money'
import { addMs, type Instant, type LocalDate, parseInstant, parseLocalDate } from '#shared/kernel/time'

/** Statements to write and to read back: made by hand, or any at all. */

export const AS_OF = instant('2026-07-31T05:00:00.000Z')
export const JULY = { from: date('2026-07-01'), to: date('2026-07-31') }

export function instant(text: string): Instant {
  const parsed = parseInstant(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

export function date(text: string): LocalDate {
  const parsed = parseLocalDate(text)
  if (!parsed.ok) throw new Error(text)
  return parsed.value
}

export function uuid(n: number): string {
  return `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

const ACCOUNT = { id: uuid(1), number: '8812300000012042', name: 'Cabang Surabaya', currency: IDR }

export interface Posting {
  readonly at?: string
  readonly direction: 'credit' | 'debit'
  /** Minor units. */
  readonly amount: bigint
  readonly channel?: AccountTransaction['channel']
  readonly counterparty?: string
  readonly reference?: string
  readonly description?: string
}

/** Lines that follow from an opening balance, in minor units. */
export function postings(opening: bigint, given: readonly Posting[]): AccountTransaction[] {
  let balance = opening
  return given.map((posting, index) => {
    balance += posting.direction === 'credit' ? posting.amount : -posting.amount
    const at = posting.at ?? addMs(boundsOf(JULY).start, index * 60_000)
    return {
      id: uuid(100 + index),
      version: 1,
      updatedAt: at,
      accountId: ACCOUNT.id,
      postedAt: at,
      direction: posting.direction,
      amount: formatWire(money(posting.amount, IDR)),
      balanceAfter: formatWire(money(balance, IDR)),
      channel: posting.channel ?? 'branch',
      counterparty: posting.counterparty ?? '',
      reference: posting.reference ?? '',
      description: posting.description ?? '',
    }
  })
}

interface Given {
  readonly opening?: bigint
  readonly lines?: readonly Posting[]
  readonly name?: string
  readonly available?: string
}

/** The statement of July, whose lines reach the present. */
export function statement({ opening = 0n, lines = [], name, available }: Given): Statement {
  const transactions = postings(opening, lines)
  const balance = transactions.at(-1)?.balanceAfter ?? formatWire(money(opening, IDR))
  const made = statementOf({
    account: { ...ACCOUNT, name: name ?? ACCOUNT.name },
    period: JULY,
    asOf: AS_OF,
    transactions,
    present: { balance, available: available ?? balance },
  })
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  return made.value
}

/** Names and texts as they come from anywhere: other alphabets, control characters, halves of pairs, markup, fields. */
const hostileText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    ':62F:C260731IDR1,',
    '-}',
    '\r\n-\r\n:20:X',
    '</Stmt><Ntry>',
    ']]>&amp;<![CDATA[',
    '\ud800',
    '//',
    "O'Neill & Søn",
  ),
)

const posting = fc.record({
  direction: fc.constantFrom('credit' as const, 'debit' as const),
  amount: fc.oneof(fc.bigInt(0n, 100n), fc.bigInt(0n, 99_999_999_999_999n)),
  channel: fc.constantFrom(...CHANNELS),
  counterparty: hostileText,
  reference: hostileText,
  description: hostileText,
})

/** Any statement whose amounts have room in MT940. */
export const anyStatement = fc
  .record({
    opening: fc.bigInt(-9_999_999_999_999n, 9_999_999_999_999n),
    lines: fc.array(posting, { maxLength: 12 }),
    name: hostileText,
  })
  .filter(({ opening, lines }) => {
    let balance = opening
    return lines.every(({ direction, amount }) => {
      balance += direction === 'credit' ? amount : -amount
      return balance < 100_000_000_000_000n && balance > -100_000_000_000_000n
    })
  })
  .map((given) => statement(given))

export function signed(direction: 'credit' | 'debit', minor: bigint): bigint {
  return direction === 'credit' ? minor : -minor
}
