import { addDays, atLocalTime, type Instant, isDue, isInTime, type LocalDate, startOfDay } from '../../kernel/time'

/** A moment to judge; cut-offs are wall-clock times `HH:MM` in the service point's zone. */
export type CutoffInput = {
  readonly now: Instant
  readonly serviceDate: LocalDate
  readonly timeZone: string
  readonly standingCutoff: string
  readonly immediateCutoff: string
}

/** The services a cut-off governs; recurring series are approved once and have none. */
export type CutoffService = 'standing' | 'immediate'

/**
 * Which services can still be ordered for the date at `now` (the bank's time), each cut-off itself still in time. Throws
 * RangeError for an unknown zone or a bad time. Source: docs/domain.md §4 Cut-offs.
 */
export function possibleServices(input: CutoffInput): readonly CutoffService[] {
  const { now, serviceDate, timeZone } = input
  const dayBefore = addDays(serviceDate, -1)
  const services: CutoffService[] = []
  if (isInTime(now, atLocalTime(dayBefore, input.standingCutoff, timeZone))) services.push('standing')
  const immediateOpen = isDue(now, startOfDay(dayBefore, timeZone))
  if (immediateOpen && isInTime(now, atLocalTime(serviceDate, input.immediateCutoff, timeZone))) {
    services.push('immediate')
  }
  return services
}
