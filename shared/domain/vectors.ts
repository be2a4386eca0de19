import { z } from 'zod'
import { businessDeadline } from '../kernel/business-time'
import { isDecimalText } from '../kernel/decimal'
import type { JsonValue } from '../kernel/json'
import { formatWire, IDR, isNegative, isPositive, type Money, parseMoney } from '../kernel/money'
import { type DomainError, ok, type Result, refuse } from '../kernel/result'
import { isInstant, isLocalDate, isLocalTime, isTimeZone, WEEKDAYS } from '../kernel/time'
import { accountNumber } from './accounts/account-number'
import { checkDebit } from './accounts/debit-credit-check'
import { possibleServices } from './cash/cutoffs'
import { cashFee, HANDOVERS, SERVICE_TYPES } from './cash/fee'
import { occurrences } from './cash/occurrences'
import { pickup } from './cash/pickup'
import { BLOCKS } from './documents'
import { buyerMayCancelFrom } from './partnership/delivery'
import { SHORT_QUOTA_CHOICES, settleQuota } from './reminders/quota'

// Worked cases carry no currency; the services they describe are in rupiah (docs/domain.md §0 Money).
const Rupiah = z.string().transform((text, ctx): Money => {
  const parsed = parseMoney(text, IDR)
  if (parsed.ok) return parsed.value
  ctx.addIssue({ code: 'custom', message: 'not an amount in rupiah with two decimals' })
  return z.NEVER
})
const NonNegativeRupiah = Rupiah.refine((m) => !isNegative(m), 'negative amount')
const PositiveRupiah = Rupiah.refine(isPositive, 'not a positive amount')

function textOf<T extends string>(guard: (text: string) => text is T, message: string) {
  return z.string().transform((text, ctx): T => {
    if (guard(text)) return text
    ctx.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}
const Moment = textOf(isInstant, 'not an instant in UTC with milliseconds')
const CalendarDate = textOf(isLocalDate, 'not a calendar date')
const Rate = textOf(isDecimalText, 'not a plain decimal')
const Zone = z.string().refine(isTimeZone, 'not a time zone')
const TimeOfDay = z.string().refine(isLocalTime, 'not a time of day')
const OpenUntil = z.string().refine((text) => isLocalTime(text) || text === '24:00', 'not a closing time')
const Count = z.int().min(0)

const rule = <Schema extends z.ZodType>(
  input: Schema,
  calculate: (input: z.output<Schema>) => Result<JsonValue, DomainError>,
) => ({
  run: (raw: unknown): Result<JsonValue, DomainError> => {
    const parsed = input.safeParse(raw)
    return parsed.success
      ? calculate(parsed.data)
      : refuse('vectors.bad_input', { reason: z.prettifyError(parsed.error) })
  },
})

const RULES = {
  'sla.deadline': rule(
    z.object({
      schedule: z.object({
        timeZone: Zone,
        hours: z.partialRecord(z.enum(WEEKDAYS), z.tuple([TimeOfDay, OpenUntil])),
        closedDates: z.array(CalendarDate),
      }),
      startedAt: Moment,
      businessDays: z.int().min(1),
    }),
    ({ schedule, startedAt, businessDays }) => {
      const result = businessDeadline(schedule, startedAt, businessDays)
      return result.ok ? ok(result.value.deadline) : result
    },
  ),
  'delivery.cancelRightFrom': rule(z.object({ shippedAt: Moment, timeZone: Zone, days: Count.max(3660) }), (shipment) =>
    ok(buyerMayCancelFrom(shipment)),
  ),
  'account.number': rule(z.object({ prefix: z.string(), body: z.string() }), ({ prefix, body }) =>
    accountNumber(prefix, body),
  ),
  'account.checkDebit': rule(
    z.object({
      balance: Rupiah,
      held: NonNegativeRupiah,
      block: z.enum(BLOCKS),
      limits: z.object({ perTransaction: NonNegativeRupiah.nullable(), daily: NonNegativeRupiah.nullable() }),
      usedToday: NonNegativeRupiah,
      amount: PositiveRupiah,
    }),
    (input) => {
      const { allowed, code, remainingToday } = checkDebit(input)
      return ok({ allowed, code, remainingToday: remainingToday === null ? null : formatWire(remainingToday) })
    },
  ),
  'cash.fee': rule(
    z.object({
      tariff: z.object({
        tripBase: NonNegativeRupiah,
        tripPerKm: NonNegativeRupiah,
        serviceMultiplier: z.record(z.enum(SERVICE_TYPES), Rate),
        handover: z.record(z.enum(HANDOVERS), NonNegativeRupiah),
        insuranceRate: Rate,
        provision: NonNegativeRupiah,
        taxRate: Rate,
      }),
      distanceKm: Rate,
      amount: NonNegativeRupiah,
      serviceType: z.enum(SERVICE_TYPES),
      handover: z.enum(HANDOVERS),
    }),
    (input) => ok(onTheWire(cashFee(input))),
  ),
  'cash.occurrences': rule(
    z.object({
      start: CalendarDate,
      until: CalendarDate,
      weekdays: z.array(z.enum(WEEKDAYS)),
      closedDates: z.array(CalendarDate),
      onHolidays: z.boolean(),
    }),
    (input) => {
      const dates = occurrences(input)
      return dates.ok ? ok([...dates.value]) : dates
    },
  ),
  'cash.services': rule(
    z.object({
      now: Moment,
      serviceDate: CalendarDate,
      timeZone: Zone,
      standingCutoff: TimeOfDay,
      immediateCutoff: TimeOfDay,
    }),
    (input) => ok([...possibleServices(input)]),
  ),
  'cash.pickup': rule(
    z.object({
      balance: Rupiah,
      declared: NonNegativeRupiah,
      handover: z.enum(HANDOVERS),
      count: z.object({
        shortage: NonNegativeRupiah,
        overage: NonNegativeRupiah,
        counterfeit: NonNegativeRupiah,
        mutilated: NonNegativeRupiah,
      }),
    }),
    (input) => {
      const result = pickup(input)
      if (!result.ok) return result
      const { afterHandover, afterCount, liability } = result.value
      return ok({
        afterHandover: onTheWire(afterHandover),
        afterCount: onTheWire(afterCount),
        liability: onTheWire(liability),
      })
    },
  ),
  'quota.settle': rule(
    z.object({
      initial: Count,
      purchased: Count,
      used: Count,
      rows: Count,
      onShortQuota: z.enum(SHORT_QUOTA_CHOICES),
      outcomes: z.object({
        delivered: Count,
        undelivered: Count,
        not_registered: Count,
        failed: Count,
        stopped: Count,
      }),
    }),
    (input) => {
      const result = settleQuota(input)
      return result.ok ? ok({ ...result.value }) : result
    },
  ),
} as const

/** The calculations that worked cases may name. */
export type VectorKind = keyof typeof RULES

/** Whether `text` names a calculation. */
export function isVectorKind(text: string): text is VectorKind {
  return Object.hasOwn(RULES, text)
}

/** All calculations by name. */
export const VECTOR_KINDS: readonly VectorKind[] = Object.keys(RULES).filter(isVectorKind)

/**
 * Runs the product's own calculation on one worked case; money in the answer is wire text in rupiah. Errors:
 * `vectors.unknown_kind`, `vectors.bad_input` (with `reason`), and those of the calculation. Never throws for bad input.
 */
export function calculateVector(kind: string, input: unknown): Result<JsonValue, DomainError> {
  if (!isVectorKind(kind)) return refuse('vectors.unknown_kind', { known: [...VECTOR_KINDS] })
  try {
    return RULES[kind].run(input)
  } catch (error) {
    // Dates that are well-formed but lead past the year 9999 leave the range of instants.
    if (error instanceof RangeError) return refuse('vectors.bad_input', { reason: error.message })
    throw error
  }
}

function onTheWire<Key extends string>(amounts: Readonly<Record<Key, Money>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries<Money>(amounts).map(([name, amount]) => [name, formatWire(amount)]))
}
