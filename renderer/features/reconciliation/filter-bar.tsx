import { Button, CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconClockHour4, IconSearch, IconX } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import {
  RECEIPT_AGES,
  RECEIPT_STATES,
  type ReceiptFilter,
  type ReceiptState,
  type ReconciliationSummary,
} from '#shared/contract/reconciliation-views'
import { AccountNumber, ChoiceField, formatCount, useLanguage } from '../../components'
import type { ReceiptsView, UpdateView } from './view-memory'

interface FilterBarProps {
  readonly view: ReceiptsView
  readonly update: UpdateView
  readonly counts: ReconciliationSummary['counts'] | undefined
  readonly searchField: RefObject<HTMLInputElement | null>
  /** Down from the search field goes into the list. */
  readonly onIntoList: () => void
}

const ALL = ''

/** Search as you type, and what the list can be chosen by. */
export function FilterBar({ view, update, counts, searchField, onIntoList }: FilterBarProps) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const { text, filter } = view
  const set = <K extends keyof ReceiptFilter>(key: K, value: ReceiptFilter[K] | undefined) => {
    const { [key]: _, ...rest } = filter
    update({ filter: value === undefined ? rest : { ...rest, [key]: value } })
  }
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
  const counted = (state: ReceiptState | undefined) => {
    const count = countOf(counts, state)
    return count === undefined ? '' : ` (${formatCount(count, language)})`
  }

  return (
    <search className="recon-filters">
      <TextInput
        ref={searchField}
        className="recon-search"
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
      <ChoiceField
        className="recon-filter"
        data-set={filter.state !== undefined || undefined}
        aria-label={t('filter.state')}
        allowDeselect={false}
        comboboxProps={{ width: 200, position: 'bottom-start' }}
        data={[
          ...RECEIPT_STATES.map((state) => ({ value: state, label: `${t(`filter.${state}`)}${counted(state)}` })),
          { value: ALL, label: `${t('filter.stateAll')}${counted(undefined)}` },
        ]}
        value={filter.state ?? ALL}
        onChange={(value) =>
          set(
            'state',
            RECEIPT_STATES.find((state) => state === value),
          )
        }
      />
      <ChoiceField
        className="recon-filter"
        data-set={filter.age !== undefined || undefined}
        aria-label={t('filter.age')}
        allowDeselect={false}
        comboboxProps={{ width: 200, position: 'bottom-start' }}
        data={[
          { value: ALL, label: t('filter.ageAll') },
          ...RECEIPT_AGES.map((age) => ({ value: age, label: t(`age.${age}`) })),
        ]}
        value={filter.age ?? ALL}
        onChange={(value) =>
          set(
            'age',
            RECEIPT_AGES.find((age) => age === value),
          )
        }
      />
      <Button
        variant={filter.pendingOnly ? 'light' : 'default'}
        aria-pressed={filter.pendingOnly === true}
        leftSection={<IconClockHour4 size={15} aria-hidden />}
        onClick={() => set('pendingOnly', filter.pendingOnly ? undefined : true)}
      >
        {t('filter.pending')}
      </Button>
      {filter.accountNumber !== undefined && (
        <button type="button" className="recon-chip" onClick={() => set('accountNumber', undefined)}>
          {t('filter.account')} <AccountNumber number={filter.accountNumber} />
          <IconX size={13} role="img" aria-label={t('filter.remove')} />
        </button>
      )}
    </search>
  )
}

function countOf(
  counts: ReconciliationSummary['counts'] | undefined,
  state: ReceiptState | undefined,
): number | undefined {
  if (!counts) return undefined
  if (state === 'open') return counts.unmatched + counts.suggested
  if (state !== undefined) return counts[state]
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
