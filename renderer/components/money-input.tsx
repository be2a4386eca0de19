import { TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { formatAmount } from './format/amount'
import { isAmount, readAmount } from './format/typed-amount'
import { useLanguage } from './format/words'

interface MoneyInputProps {
  readonly label: string
  readonly currency: string
  /** Wire text; empty for nothing; what was typed where that is no amount (`isAmount` tells). */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: ReactNode
  readonly description?: ReactNode
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly onBlur?: () => void
}

/** A field for a sum of money, typed as the language writes it. No float on the way. */
export function MoneyInput({ label, currency, value, onChange, onBlur, ...field }: MoneyInputProps) {
  const language = useLanguage()
  const [draft, setDraft] = useState<{ readonly text: string; readonly value: string } | null>(null)
  // The draft is what was typed for this value; a value set from outside is shown in full form.
  const shown = draft?.value === value ? draft.text : isAmount(value, currency) ? formatAmount(value, language) : value

  return (
    <TextInput
      {...field}
      label={label}
      inputMode="decimal"
      autoComplete="off"
      className="money-input"
      leftSection={<span className="money-currency">{currency}</span>}
      leftSectionPointerEvents="none"
      leftSectionWidth={46}
      value={shown}
      onChange={(event) => {
        const text = event.currentTarget.value
        const next = text.trim() === '' ? '' : (readAmount(text, language, currency) ?? text)
        setDraft({ text, value: next })
        onChange(next)
      }}
      onBlur={() => {
        setDraft(null)
        onBlur?.()
      }}
    />
  )
}
