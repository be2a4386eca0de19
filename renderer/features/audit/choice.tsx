import { ChoiceField } from '../../components'

interface ChoiceProps<Value extends string> {
  readonly label: string
  /** What stands for no choice. */
  readonly all: string
  readonly choices: readonly { readonly value: Value; readonly label: string }[]
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
  /** Where there may be dozens of choices. */
  readonly searchable?: boolean
}

const ALL = ''

/** One filter by a choice, or none. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, all, choices, value, onChange, searchable = false } = props
  return (
    <ChoiceField
      className="audit-filter"
      data-set={value !== undefined || undefined}
      aria-label={label}
      allowDeselect={false}
      searchable={searchable}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      maxDropdownHeight={320}
      data={[{ value: ALL, label: all }, ...choices]}
      value={value ?? ALL}
      onChange={(chosen) => onChange(choices.find((choice) => choice.value === chosen)?.value)}
    />
  )
}
