import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewDay } from '#shared/contract/overview-views'
import { useLanguage } from '../../../components'
import { dayWords } from '../day-words'
import { dayAfterKey, dayAtPoint } from './day-steps'
import { PLOT } from './plot-area'

interface DaySliderProps {
  readonly days: readonly OverviewDay[]
  /** The place of the day that is pointed at; null for none. */
  readonly active: number | null
  readonly onActive: (place: number | null) => void
  readonly onOpen: (day: string) => void
}

/**
 * Lies over the chart: a day is pointed at and opened by mouse, and by keys as on any slider. It says in words what the
 * chart shows, so the chart itself is left out for screen readers.
 */
export function DaySlider({ days, active, onActive, onOpen }: DaySliderProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const area = useRef<HTMLDivElement>(null)
  const last = days.length - 1
  const place = Math.min(active ?? last, last)
  const day = days[place]
  if (day === undefined) return null

  const atPointer = (event: PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    return dayAtPoint(event.clientX - left, width, days.length)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      onOpen(day.day)
      return
    }
    const next = dayAfterKey(event.key, place, last)
    if (next === null) return
    event.preventDefault()
    onActive(next)
  }
  return (
    <div
      ref={area}
      className="cash-slider"
      style={{ left: PLOT.scale, right: PLOT.right, top: PLOT.top, bottom: PLOT.days }}
      role="slider"
      tabIndex={0}
      aria-label={t('cash.pick')}
      aria-valuemin={1}
      aria-valuemax={days.length}
      aria-valuenow={place + 1}
      aria-valuetext={t('cash.dayValue', {
        day: dayWords(day.day, language, 'long'),
        moneyIn: day.moneyIn,
        moneyOut: day.moneyOut,
        net: day.net,
      })}
      onFocus={() => onActive(place)}
      onBlur={() => onActive(null)}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => onActive(atPointer(event))}
      onPointerLeave={() => onActive(document.activeElement === area.current ? place : null)}
      onClick={() => onOpen(day.day)}
    >
      {active !== null && (
        <span
          className="cash-active"
          style={{ left: `${(place / days.length) * 100}%`, width: `${100 / days.length}%` }}
        />
      )}
    </div>
  )
}
