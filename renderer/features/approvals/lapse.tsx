import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

/** Milliseconds between looks at the clock. */
export const CLOCK_MS = 15_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export type LapseStage = 'far' | 'near' | 'passed'

/** From here on it is time to decide. */
const NEAR_MS = 6 * HOUR_MS

export function lapseStage(lapsesAt: string, nowMs: number): LapseStage {
  const left = Date.parse(lapsesAt) - nowMs
  if (left < 0) return 'passed'
  return left < NEAR_MS ? 'near' : 'far'
}

/** What is left of the time to decide in its two largest units; nothing is rounded up. */
export function leftWords(t: TFunction, lapsesAt: string, nowMs: number): string {
  const left = Math.max(0, Date.parse(lapsesAt) - nowMs)
  const days = Math.floor(left / DAY_MS)
  const hours = Math.floor((left % DAY_MS) / HOUR_MS)
  const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS)
  if (days > 0) return t('approvals:lapse.days', { days, hours })
  return hours > 0 ? t('approvals:lapse.hours', { hours, minutes }) : t('approvals:lapse.minutes', { minutes })
}

interface LapseProps {
  /** ISO 8601 UTC. */
  readonly lapsesAt: string
  /** The bank's time, milliseconds. */
  readonly nowMs: number
}

/** "2 d 23 h · 13 Jul 08:00 WIB": the countdown with the moment itself. */
export function Lapse({ lapsesAt, nowMs }: LapseProps) {
  const { t } = useTranslation('approvals')
  const stage = lapseStage(lapsesAt, nowMs)
  const at = t('lapse.at', { at: lapsesAt })
  return (
    <span className="approvals-lapse" data-stage={stage} title={stage === 'passed' ? t('lapse.passedText') : at}>
      <span className="num">{stage === 'passed' ? t('lapse.passed') : leftWords(t, lapsesAt, nowMs)}</span>
      <span className="dim num approvals-lapse-at">{at}</span>
    </span>
  )
}
