import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditFilter } from '#shared/contract/audit-views'
import { addDays, isLocalDate, LAST_DATE, type LocalDate } from '#shared/kernel/time'
import { useBankDate } from '../../components'
import { Choice } from './choice'

/** Calendar dates of the bank's zone, both included. */
type Period = Pick<AuditFilter, 'from' | 'to'>

/** Days up to and with today. */
const SPANS = { today: 1, week: 7, month: 30, quarter: 90 } as const
type Span = keyof typeof SPANS
const NAMES: readonly Span[] = ['today', 'week', 'month', 'quarter']
const CUSTOM = 'custom'
const CLOCK_MS = 15_000

/** The days that a name stands for; `today` is the bank's. */
export function spanOf(span: Span, today: LocalDate): Required<Period> {
  return { from: addDays(today, 1 - SPANS[span]), to: today }
}

interface PeriodFilterProps {
  readonly value: Period
  readonly onChange: (period: Period) => void
}

/** The last days by name, or from one day to another. */
export function PeriodFilter({ value, onChange }: PeriodFilterProps) {
  const { t } = useTranslation('audit')
  const today = useBankDate(CLOCK_MS)
  const [isCustom, setIsCustom] = useState(false)
  const isSet = value.from !== undefined || value.to !== undefined
  const named = NAMES.find((name) => {
    const { from, to } = spanOf(name, today)
    return from === value.from && to === value.to
  })
  const shown = isCustom || (isSet && named === undefined) ? CUSTOM : named
  return (
    <>
      <Choice
        label={t('filter.period')}
        all={t('filter.periodAll')}
        choices={[...NAMES, CUSTOM].map((name) => ({ value: name, label: t(`filter.periods.${name}`) }))}
        value={shown}
        onChange={(chosen) => {
          setIsCustom(chosen === CUSTOM)
          const span = NAMES.find((name) => name === chosen)
          if (span !== undefined) onChange(spanOf(span, today))
          else if (chosen === undefined) onChange({})
        }}
      />
      {shown === CUSTOM && (
        <span className="audit-period">
          <Day
            label={t('filter.from')}
            value={value.from}
            max={value.to}
            onChange={(from) => onChange({ ...value, from })}
          />
          <span aria-hidden>–</span>
          <Day label={t('filter.to')} value={value.to} min={value.from} onChange={(to) => onChange({ ...value, to })} />
        </span>
      )}
    </>
  )
}

interface DayProps {
  readonly label: string
  readonly value: string | undefined
  readonly min?: string | undefined
  readonly max?: string | undefined
  readonly onChange: (day: string | undefined) => void
}

function Day({ label, value, min, max = LAST_DATE, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      aria-label={label}
      value={value ?? ''}
      min={min}
      max={max}
      onChange={(event) => {
        const day = event.currentTarget.value
        // A year that is being typed has fewer digits, or more.
        onChange(isLocalDate(day) ? day : undefined)
      }}
    />
  )
}
