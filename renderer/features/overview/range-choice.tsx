import { Button, Popover, SegmentedControl, TextInput } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewRange, OverviewView } from '#shared/contract/overview-views'
import { useLanguage } from '../../components'
import { dayWords } from './day-words'

type Days = NonNullable<OverviewView['range']>

interface RangeChoiceProps {
  /** The days this copy has. */
  readonly known: Days
  /** The days that are shown. */
  readonly range: Days
  readonly value: OverviewRange
  readonly onChange: (range: OverviewRange) => void
}

const LAST = [7, 30, 90] as const

/** The last 7, 30 or 90 known days, or any of them from one day to another. */
export function RangeChoice({ known, range, value, onChange }: RangeChoiceProps) {
  const { t } = useTranslation('overview')
  const chosen = value.kind === 'last' ? String(value.days) : ''
  return (
    <div className="overview-range">
      <SegmentedControl
        aria-label={t('range.label')}
        data={LAST.map((days) => ({ value: String(days), label: t('range.last', { count: days }) }))}
        // A range of one's own is none of them.
        value={chosen}
        onChange={(days) => onChange({ kind: 'last', days: Number(days) })}
      />
      <OwnRange known={known} range={range} isChosen={value.kind === 'between'} onChange={onChange} />
    </div>
  )
}

interface OwnRangeProps extends Omit<RangeChoiceProps, 'value'> {
  readonly isChosen: boolean
}

function OwnRange({ known, range, isChosen, onChange }: OwnRangeProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const [opened, setOpened] = useState(false)
  const words = (day: string): string => dayWords(day, language, 'axis')
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" withinPortal={false} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={isChosen ? 'light' : 'default'}
          aria-pressed={isChosen}
          leftSection={<IconCalendar size={15} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          {isChosen ? t('range.between', { from: words(range.from), to: words(range.to) }) : t('range.own')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('range.own')}>
        <OwnRangeForm
          known={known}
          range={range}
          onChange={(next) => {
            setOpened(false)
            onChange(next)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function OwnRangeForm({ known, range, onChange }: Omit<OwnRangeProps, 'isChosen'>) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const [from, setFrom] = useState(range.from)
  const [to, setTo] = useState(range.to)
  const fault = from === '' || to === '' ? t('range.bothDays') : from > to ? t('range.endsBefore') : null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (fault === null) onChange({ kind: 'between', from, to })
  }
  const limits = { type: 'date', min: known.from, max: known.to, required: true, withAsterisk: false } as const
  return (
    <form className="overview-own-range" noValidate onSubmit={submit}>
      <TextInput
        {...limits}
        label={t('range.from')}
        description={from === '' ? '' : dayWords(from, language, 'short')}
        value={from}
        onChange={(e) => setFrom(e.currentTarget.value)}
      />
      <TextInput
        {...limits}
        label={t('range.to')}
        description={to === '' ? '' : dayWords(to, language, 'short')}
        value={to}
        error={fault}
        onChange={(e) => setTo(e.currentTarget.value)}
      />
      <p className="dim">
        {t('range.known', { from: dayWords(known.from, language, 'axis'), to: dayWords(known.to, language, 'axis') })}
      </p>
      <Button type="submit">{t('range.show')}</Button>
    </form>
  )
}

interface CurrencyChoiceProps {
  readonly currencies: readonly string[]
  readonly value: string
  readonly onChange: (currency: string) => void
}

/** Nothing where there is nothing to choose. */
export function CurrencyChoice({ currencies, value, onChange }: CurrencyChoiceProps) {
  const { t } = useTranslation('overview')
  if (currencies.length < 2) return null
  return <SegmentedControl aria-label={t('currency')} data={[...currencies]} value={value} onChange={onChange} />
}
