import { ChoiceField } from '../../components'

interface ChoiceProps {
  readonly label: string
  /** What stands for no choice. */
  readonly all: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}

const ALL = ''

/** One filter by a choice, or none. */
export function Choice({ label, all, choices, value, onChange }: ChoiceProps) {
  return (
    <ChoiceField
      className="approvals-filter"
      data-set={value !== undefined || undefined}
      aria-label={label}
      allowDeselect={false}
      comboboxProps={{ width: 200, position: 'bottom-start' }}
      data={[{ value: ALL, label: all }, ...choices]}
      value={value ?? ALL}
      onChange={(chosen) => onChange(chosen === null || chosen === ALL ? undefined : chosen)}
    />
  )
}
