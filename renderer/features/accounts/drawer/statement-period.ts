import { useState } from 'react'
import { boundsOf } from '#shared/domain/accounts/statement'
import {
  addDays,
  BANK_ZONE,
  instantFromEpochMs,
  type LocalDate,
  localDateIn,
  parseLocalDate,
} from '#shared/kernel/time'
import { useSyncStatusQuery } from '../../../data/api'

/** Days that are shown at first, today included. */
const FIRST_DAYS = 30

/** Whole days by the bank's calendar, as typed: empty while a date is not complete. */
export interface TypedPeriod {
  readonly from: string
  readonly to: string
}

/** The days of a statement, at first the latest by the bank's clock and calendar, not this computer's. */
export function useStatementPeriod(): readonly [TypedPeriod, (period: TypedPeriod) => void, LocalDate] {
  const { data: status } = useSyncStatusQuery()
  const [openedAtMs] = useState(Date.now)
  const [chosen, choose] = useState<TypedPeriod | null>(null)
  const today = localDateIn(BANK_ZONE, instantFromEpochMs(openedAtMs + (status?.clockOffsetMs ?? 0)))
  return [chosen ?? { from: addDays(today, 1 - FIRST_DAYS), to: today }, choose, today]
}

export interface StatementBounds {
  /** ISO 8601 UTC: only lines before it; undefined up to the newest. */
  readonly before: string | undefined
  /** ISO 8601 UTC: the first moment; null for no bound. */
  readonly since: string | null
}

/** Between which moments lines are shown. What is no period bounds nothing. */
export function statementBounds({ from, to }: TypedPeriod, today: LocalDate): StatementBounds {
  const first = parseLocalDate(from)
  const last = parseLocalDate(to)
  if (!first.ok || !last.ok || from > to) return { before: undefined, since: null }
  const { start, end } = boundsOf({ from: first.value, to: last.value })
  return { before: to < today ? end : undefined, since: start }
}
