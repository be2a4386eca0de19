import { z } from 'zod'
import { type BusinessSchedule, businessDeadline } from '../kernel/business-time'
import { isDecimalText } from '../kernel/decimal'
import type { JsonValue } from '../kernel/json'
import {
  formatWire,
  IDR,
  isMoneyText,
  isNegative,
  isPositive,
  type Money,
  minorDigits,
  parseMoney,
} from '../kernel/money'
import { type DomainError, err, ok, type Result, refuse } from '../kernel/result'
import { isInstant, isLocalDate, isLocalTime, isTimeZone, WEEKDAYS } from '../kernel/time'
import { accountNumber } from './accounts/account-number'
import { BLOCKS, checkDebit } from './accounts/debit-credit-check'
import { possibleServices } from './cash/cutoffs'
import { cashFee, HANDOVERS, SERVICE_TYPES } from './cash/fee'
import { occurrences } from './cash/occurrences'
import { pickup } from './cash/pickup'
import { buyerMayCancelFrom } from './partnership/delivery'
import { SHORT_QUOTA_CHOICES, settleQuota } from './reminders/quota'

// Worked cases carry no currency; the services they describe are in rupiah (docs/domain.md §0 Money).
const Rupiah = z.string().transform((text, ctx): Money => {
  const parsed = parseMoney(text, IDR)
  if (parsed.ok) return parsed.value
  ctx.addIssue({
    code: 'custom',
    message: isMoneyText(text, minorDigits(IDR)) ? 'invalid amount' : 'not an IDR amount',
  })
  return z.NEVER
})
const NonNegativeRupiah = Rupiah.refine((m) => !isNegative(m), 'negative amount')
const PositiveRupiah = Rupiah.refine(isPositive, 'not a positive amount')
const At = z.string().refine(isInstant, 'not an instant')
const CalendarDate = z.string().refine(isLocalDate, 'not a date')
const Zone = z.string().refine(isTimeZone, 'not a time zone')
const TimeOfDay = z.string().refine(isLocalTime, 'not a time of day')
const Rate = z.string().refine(isDecimalText, 'not a decimal')
const Count = z.int().min(0)
