import type { TFunction } from 'i18next'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { comparableReference } from '#shared/domain/reconciliation/matching'
import { BANK_ZONE_NAME } from '../../components/format/zone'
import { dateText, type Language } from './date-text'

/** How late a receipt is, in words; nothing for one that nobody waits for any more. */
export function lateness(t: TFunction, { status, daysLate }: Pick<ReceiptRow, 'status' | 'daysLate'>): string | null {
  if (status === 'matched' || status === 'excluded') return null
  if (daysLate > 0) return t('reconciliation:late', { count: daysLate })
  return daysLate === 0 ? t('reconciliation:dueToday') : null
}

interface Compared {
  readonly reference: string
  readonly dueDate: string
  readonly credit: { readonly reference: string; readonly postedAt: string }
}

/** Days from the due date to the credit, by the bank's calendar; negative where the money came earlier. */
export function daysAfterDue({ dueDate, credit }: Pick<Compared, 'dueDate' | 'credit'>): number {
  return Math.round((Date.parse(bankDay(credit.postedAt)) - Date.parse(dueDate)) / DAY_MS)
}

/** Whether both say the same reference, as the bank compares them. */
export function sameReference({ reference, credit }: Pick<Compared, 'reference' | 'credit'>): boolean {
  return comparableReference(reference) === comparableReference(credit.reference)
}

/** What of a credit differs from the receipt it may be, in words; empty where nothing does. */
export function differences(t: TFunction, language: Language, compared: Compared): string[] {
  const { credit } = compared
  const told =
    credit.reference.trim() === ''
      ? t('reconciliation:differs.noReference')
      : t('reconciliation:differs.reference', { reference: credit.reference })
  const days = daysAfterDue(compared)
  const date = dateText(bankDay(credit.postedAt), language, compared.dueDate)
  const when =
    days === 0
      ? []
      : [
          t(days > 0 ? 'reconciliation:differs.later' : 'reconciliation:differs.earlier', {
            count: Math.abs(days),
            date,
          }),
        ]
  return [...(sameReference(compared) ? [] : [told]), ...when]
}

const DAY_MS = 24 * 60 * 60 * 1000
const calendar = new Intl.DateTimeFormat('en-CA', { timeZone: BANK_ZONE_NAME })

/** The calendar day of the bank's zone at a moment, `2026-07-10`. */
export function bankDay(instant: string): string {
  return calendar.format(new Date(instant))
}
