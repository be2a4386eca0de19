import type { ComboboxItem } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { AccountNumber, ChoiceField } from '../../../components'
import { useAccountSearchQuery } from '../../../data/api'

interface ParentPickerProps {
  readonly chosen: Pick<AccountRow, 'id' | 'name' | 'number'> | null
  readonly error: string | undefined
  /** "Under" where it is left out. */
  readonly label?: string
  readonly description?: string
  readonly onChoose: (account: AccountRow) => void
}

/** Accounts offered at once; more are found by typing. */
const OFFERED = 50
const TYPING_MS = 70

/** Under which open account the new one stands, by name, number or reference. */
export function ParentPicker({ chosen, error, label, description, onChoose }: ParentPickerProps) {
  const { t } = useTranslation('accounts')
  const [text, setText] = useState('')
  const [typed] = useDebouncedValue(text, TYPING_MS)
  const search = typed === chosen?.name ? '' : typed
  const { data } = useAccountSearchQuery({
    text: search,
    filter: { status: 'open' },
    // A parent holds what is below it, and so stands before the many that merely have its name in theirs.
    sort: search === '' ? { key: 'name', direction: 'asc' } : { key: 'rollup', direction: 'desc' },
    offset: 0,
    limit: OFFERED,
  })
  const found = data?.rows ?? []
  const all = chosen === null || found.some((row) => row.id === chosen.id) ? found : [chosen, ...found]

  return (
    <ChoiceField
      inDialog
      label={label ?? t('create.under')}
      description={description}
      placeholder={t('create.underPlaceholder')}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      nothingFoundMessage={t('create.underNothing')}
      // The main process has searched already, numbers and references included.
      filter={({ options }) => options}
      data={all.map(({ id, name }): ComboboxItem => ({ value: id, label: name }))}
      renderOption={({ option }) => <Offer account={all.find((row) => row.id === option.value)} />}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      error={error}
      onChange={(id) => {
        const account = found.find((row) => row.id === id)
        if (account) onChoose(account)
      }}
    />
  )
}

function Offer({ account }: { readonly account: Pick<AccountRow, 'name' | 'number'> | undefined }) {
  if (!account) return null
  return (
    <span className="accounts-offer">
      <bdi>{account.name}</bdi>
      <span className="dim">
        <AccountNumber number={account.number} />
      </span>
    </span>
  )
}
