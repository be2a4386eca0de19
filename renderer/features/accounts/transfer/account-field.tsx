import type { ComboboxItem } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { AccountNumber, Amount, ChoiceField, StatePill } from '../../../components'
import { useAccountSearchQuery } from '../../../data/api'

type Choice = Pick<AccountRow, 'id' | 'name' | 'number' | 'available' | 'currency' | 'block'>

interface AccountFieldProps {
  readonly label: string
  readonly chosen: Choice | undefined
  readonly error: string | undefined
  readonly autoFocus?: boolean
  readonly onChoose: (accountId: string) => void
}

/** Accounts offered at once; more are found by typing. */
const OFFERED = 50
const TYPING_MS = 70
/** Wide enough for a number and an amount side by side. */
const OFFER_PX = 340

/** One open account of the company, found by name, number or reference. Blocked ones are offered and marked. */
export function AccountField({ label, chosen, error, autoFocus = false, onChoose }: AccountFieldProps) {
  const { t } = useTranslation('approvals')
  const [text, setText] = useState('')
  const [typed] = useDebouncedValue(text, TYPING_MS)
  const search = typed === chosen?.name ? '' : typed
  const { data } = useAccountSearchQuery({
    text: search,
    filter: { status: 'open' },
    sort: { key: 'name', direction: 'asc' },
    offset: 0,
    limit: OFFERED,
  })
  const found: readonly Choice[] = data?.rows ?? []
  const all = chosen === undefined || found.some(({ id }) => id === chosen.id) ? found : [chosen, ...found]
  return (
    <ChoiceField
      inDialog
      label={label}
      placeholder={t('transfer.accountPlaceholder')}
      searchable
      allowDeselect={false}
      selectFirstOptionOnChange
      comboboxProps={{ width: OFFER_PX, position: 'bottom-start' }}
      nothingFoundMessage={t('transfer.accountNothing')}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      // The main process has searched already, numbers and references included.
      filter={({ options }) => options}
      data={all.map(({ id, name }): ComboboxItem => ({ value: id, label: name }))}
      renderOption={({ option }) => <Offer account={all.find(({ id }) => id === option.value)} />}
      value={chosen?.id ?? null}
      searchValue={text}
      onSearchChange={setText}
      error={error}
      onChange={(id) => {
        if (id !== null) onChoose(id)
      }}
    />
  )
}

function Offer({ account }: { readonly account: Choice | undefined }) {
  const { t } = useTranslation('accounts')
  if (!account) return null
  const { name, number, available, currency, block } = account
  return (
    <span className="transfer-offer">
      <bdi>{name}</bdi>
      {block === 'none' ? <span /> : <StatePill state="blocked" label={t(`block.${block}`)} />}
      <span className="transfer-offer-fact">
        <AccountNumber number={number} />
      </span>
      <span className="transfer-offer-fact">
        <Amount value={available} currency={currency} />
      </span>
    </span>
  )
}
