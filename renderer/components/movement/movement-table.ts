import { z } from 'zod'
import type { PreviewChange } from '#shared/contract/preview-views'
import type { AccountDetail } from '#shared/contract/views'
import { remainingToday } from '#shared/domain/accounts/debit-credit-check'
import { AccountLimits, UsedToday } from '#shared/domain/documents'
import { type Currency, formatWire, type Money, parseCurrency, parseMoney, zero } from '#shared/kernel/money'

/** What a movement of money makes of an account, in figures, step by step. */

export type Direction = 'debit' | 'credit'

/** A moment that the figures are told for, such as "once approved": everything that differs from now at that moment. */
export interface Stage {
  readonly changes: readonly PreviewChange[]
}

/** A figure now and at each stage, wire text. */
export interface FigureRow {
  readonly figure: 'unallocated' | 'balance' | 'held' | 'available' | 'rollup'
  /** The balance stands for what is available too: nothing is held at any stage. */
  readonly allAvailable?: boolean
  readonly values: readonly string[]
}

/** What is left of a daily limit now and at each stage, wire text. */
export interface LimitRow {
  readonly figure: 'left'
  readonly direction: Direction
  /** The account above whose limit it is; null for the account's own. */
  readonly above: string | null
  readonly values: readonly string[]
}

export type MovementRow = FigureRow | LimitRow

type Account = Pick<
  AccountDetail,
  'id' | 'kind' | 'balance' | 'held' | 'available' | 'rollup' | 'currency' | 'ancestors'
>

const Figures = z.object({ balance: z.string(), held: z.string(), available: z.string() })
const Rollup = z.object({ rollup: z.string() })
const Limited = z.object({ name: z.string(), limits: AccountLimits, usedToday: UsedToday })

/**
 * The rows to show of one side: the balance and what is available, in one row where nothing is held; the current account's
 * statement where it changes; each daily limit that the movement uses up, the account's own first.
 */
export function movementRows(account: Account, direction: Direction, stages: readonly Stage[]): MovementRow[] {
  const of = (key: keyof z.infer<typeof Figures>): string[] =>
    valuesOf(account[key], stages, account.id, (document) => Figures.safeParse(document).data?.[key])
  const own = account.kind === 'current' ? 'unallocated' : 'balance'
  const rollup = valuesOf(account.rollup, stages, account.id, (document) => Rollup.safeParse(document).data?.rollup)
  return [
    ...moneyRows(own, { balance: of('balance'), held: of('held'), available: of('available') }),
    ...(account.kind === 'current' && differs(rollup) ? [{ figure: 'rollup', values: rollup } as const] : []),
    ...limitRows(account, direction, stages),
  ]
}

function moneyRows(
  figure: 'balance' | 'unallocated',
  { balance, held, available }: Readonly<Record<keyof z.infer<typeof Figures>, string[]>>,
): FigureRow[] {
  if (!held.some(isAny)) return [{ figure, values: balance, allAvailable: true }]
  return [
    { figure, values: balance },
    { figure: 'held', values: held },
    { figure: 'available', values: available },
  ]
}

/** The value now, and at each stage; where a stage says nothing, as it was before it. */
function valuesOf(
  now: string,
  stages: readonly Stage[],
  id: string,
  read: (document: unknown) => string | undefined,
): string[] {
  const values = [now]
  for (const { changes } of stages) {
    values.push(read(changes.find((change) => change.id === id)?.after) ?? values.at(-1) ?? now)
  }
  return values
}

function limitRows(account: Account, direction: Direction, stages: readonly Stage[]): LimitRow[] {
  const currency = parseCurrency(account.currency)
  if (!currency.ok) return []
  const places = [account.id, ...account.ancestors.toReversed().flatMap(({ id, kind }) => (kind === 'sub' ? [id] : []))]
  return places.flatMap((id): LimitRow[] => {
    const told = stages.flatMap(({ changes }) => changes.filter((change) => change.id === id))
    const before = Limited.safeParse(told[0]?.before).data
    const after = Limited.safeParse(told.at(-1)?.after).data
    const daily = before?.limits[direction].daily
    if (!before || !after || daily === null || daily === undefined) return []
    // The movement counts on the day that it is decided on; what was used on an earlier day counts no more.
    const left = (document: z.infer<typeof Limited>) =>
      leftOf(document, direction, after.usedToday.date, currency.value)
    const values = valuesOf(left(before), stages, id, (document) => {
      const read = Limited.safeParse(document).data
      return read && left(read)
    })
    return differs(values) ? [{ figure: 'left', direction, above: id === account.id ? null : before.name, values }] : []
  })
}

function leftOf(
  { limits, usedToday }: z.infer<typeof Limited>,
  direction: Direction,
  today: string,
  currency: Currency,
): string {
  const money = (text: string | null): Money | null => {
    const read = text === null ? undefined : parseMoney(text, currency)
    return read?.ok ? read.value : null
  }
  const used = (usedToday.date === today ? money(usedToday[direction]) : null) ?? zero(currency)
  const left = remainingToday({
    limits: { perTransaction: null, daily: money(limits[direction].daily) },
    usedToday: used,
  })
  return formatWire(left ?? zero(currency))
}

function differs(values: readonly string[]): boolean {
  return values.some((value) => value !== values[0])
}

function isAny(amount: string): boolean {
  return /[1-9]/.test(amount)
}
