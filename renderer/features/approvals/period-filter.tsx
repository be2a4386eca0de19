import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, LAST_DATE, type LocalDate } from '#shared/kernel/time'
import { useBankDate } from '../../components'
import { Choice } from './choice'
import { CLOCK_MS } from './lapse'

/** Calendar dates of the bank, both included. */
export interface Period {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Days up to and with today. */
const SPANS = { today: 1, week: 7, month: 30, quarter: 90 } as const
type Span = keyof typeof SPANS
const NAMES: readonly Span[] = ['today', 'week', 'month', 'quarter']
const CUSTOM = 'custom'

export function periodOf(span: Span, today: LocalDate): Required<Period> {
  return { from: addDays(today, 1 - SPANS[span]), to: today }
}

interface PeriodFilterProps {
  readonly value: Period
  readonly onChange: (period: Period) => void
}

/** The last days by name, or from one day to another. */
export function PeriodFilter({ value, onChange }: PeriodFilterProps) {
  const { t } = useTranslation('approvals')
  const today = useBankDate(CLOCK_MS)
  const [isCustom, setIsCustom] = useState(false)
  const isSet = value.from !== undefined || value.to !== undefined
  const named = NAMES.find((name) => {
    const { from, to } = periodOf(name, today)
    return from === value.from && to === value.to
  })
  const shown = isCustom || (isSet && named === undefined) ? CUSTOM : named
  const day = (text: string) => (text === '' ? undefined : text)
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
          if (span !== undefined) onChange(periodOf(span, today))
          else if (chosen === undefined) onChange({})
        }}
      />
      {shown === CUSTOM && (
        <span className="approvals-period">
          <TextInput
            type="date"
            aria-label={t('filter.from')}
            value={value.from ?? ''}
            max={value.to ?? LAST_DATE}
            onChange={(event) => onChange({ ...value, from: day(event.currentTarget.value) })}
          />
          <span aria-hidden>–</span>
          <TextInput
            type="date"
            aria-label={t('filter.to')}
            value={value.to ?? ''}
            min={value.from}
            max={LAST_DATE}
            onChange={(event) => onChange({ ...value, to: day(event.currentTarget.value) })}
          />
        </span>
      )}
    </>
  )
}
