import type { LocalDate } from '#shared/kernel/time'

/**
 * Statements are made when somebody asks, so there is no series to count. Their number is their last day, which grows with
 * time and is the same whenever the same days are exported: year and day of the year, `26191` and `2026191`.
 */
export function statementNumber(lastDay: LocalDate): { readonly yearDay: string; readonly sequence: string } {
  const year = lastDay.slice(0, 4)
  const day = Math.round((Date.parse(lastDay) - Date.parse(`${year}-01-01`)) / (24 * 60 * 60 * 1000)) + 1
  const dayText = String(day).padStart(3, '0')
  return { yearDay: year.slice(2) + dayText, sequence: year + dayText }
}
