import { Button, CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconClockHour4, IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { type AccountFilter, LIMIT_USES } from '#shared/contract/views'
import { BLOCKS, SCHEMES } from '#shared/domain/documents'
import { ChoiceField } from '../../components'
import type { AccountsView, UpdateView } from './accounts-view'

interface FilterBarProps {
  readonly view: Pick<AccountsView, 'text' | 'filter'>
  readonly update: UpdateView
  readonly searchField: RefObject<HTMLInputElement | null>
  /** Down from the search field goes into the list. */
  readonly onIntoList: () => void
}

const STATUSES = ['open', 'closed'] as const
type FilterKey = keyof AccountFilter

/** Search as you type and filters; both turn the tree into a flat list of matches. */
export function FilterBar({ view, update, searchField, onIntoList }: FilterBarProps) {
  const { t } = useTranslation('accounts')
  const { text, filter } = view
  const set = <K extends FilterKey>(key: K, value: AccountFilter[K] | undefined) =>
    update((before) => {
      const { [key]: _, ...rest } = before.filter
      return { filter: value === undefined ? rest : { ...rest, [key]: value } }
    })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      onIntoList()
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation()
      update({ text: '' })
    }
  }
  const clear =
    text === '' ? (
      <Kbd title={t('search.key')} aria-hidden>
        /
      </Kbd>
    ) : (
      <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => update({ text: '' })} />
    )

  return (
    <search className="accounts-filters">
      <TextInput
        ref={searchField}
        className="accounts-search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={clear}
        onChange={(event) => update({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Choice
        label={t('filter.scheme')}
        all={t('filter.schemeAll')}
        values={SCHEMES}
        word={(scheme) => t(`scheme.${scheme}`)}
        value={filter.scheme}
        onChange={(value) => set('scheme', value)}
      />
      <Choice
        label={t('filter.status')}
        all={t('filter.statusAll')}
        values={STATUSES}
        word={(status) => t(`status.${status}`)}
        value={filter.status}
        onChange={(value) => set('status', value)}
      />
      <Choice
        label={t('filter.block')}
        all={t('filter.blockAll')}
        values={BLOCKS}
        word={(block) => t(`block.${block}`)}
        value={filter.block}
        onChange={(value) => set('block', value)}
      />
      <Choice
        label={t('filter.limitUse')}
        all={t('filter.limitUseAll')}
        values={LIMIT_USES}
        word={(use) => t(`limitUse.${use}`)}
        value={filter.limitUse}
        onChange={(value) => set('limitUse', value)}
      />
      <Button
        variant={filter.pendingOnly ? 'light' : 'default'}
        aria-pressed={filter.pendingOnly === true}
        leftSection={<IconClockHour4 size={15} aria-hidden />}
        onClick={() => set('pendingOnly', filter.pendingOnly ? undefined : true)}
      >
        {t('filter.pending')}
      </Button>
    </search>
  )
}

interface ChoiceProps<V extends string> {
  readonly label: string
  readonly all: string
  readonly values: readonly V[]
  readonly word: (value: V) => string
  readonly value: V | undefined
  readonly onChange: (value: V | undefined) => void
}

const ALL = ''

function Choice<V extends string>({ label, all, values, word, value, onChange }: ChoiceProps<V>) {
  return (
    <ChoiceField
      className="accounts-filter"
      data-set={value !== undefined || undefined}
      aria-label={label}
      allowDeselect={false}
      comboboxProps={{ width: 190, position: 'bottom-start' }}
      data={[{ value: ALL, label: all }, ...values.map((choice) => ({ value: choice, label: word(choice) }))]}
      value={value ?? ALL}
      onChange={(chosen) => onChange(values.find((choice) => choice === chosen))}
    />
  )
}
