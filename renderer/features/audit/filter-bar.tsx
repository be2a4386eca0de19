import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditSummary } from '#shared/contract/audit-views'
import { Choice } from './choice'
import { PeriodFilter } from './period-filter'
import type { Viewer } from './use-viewer'
import { type AuditView, type UpdateView, withFilter } from './view-memory'
import { kindWords } from './words/kind-words'
import { personWords } from './words/person-words'

interface FilterBarProps {
  readonly view: AuditView
  readonly update: UpdateView
  readonly summary: AuditSummary | undefined
  readonly viewer: Viewer
  readonly searchField: RefObject<HTMLInputElement | null>
  /** Down from the search field goes into the list. */
  readonly onIntoList: () => void
}

const OUTCOMES = ['accepted', 'rejected'] as const

/** Search as you type and filters. */
export function FilterBar({ view, update, summary, viewer, searchField, onIntoList }: FilterBarProps) {
  const { t } = useTranslation('audit')
  const { text, filter } = view
  const set = (change: Parameters<typeof withFilter>[1]) => update({ filter: withFilter(filter, change) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      onIntoList()
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation()
      update({ text: '' })
    }
  }
  return (
    <search className="audit-filters">
      <TextInput
        ref={searchField}
        className="audit-search"
        aria-label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          text === '' ? (
            <Kbd title={t('search.key')} aria-hidden>
              /
            </Kbd>
          ) : (
            <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => update({ text: '' })} />
          )
        }
        onChange={(event) => update({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      <Choice
        label={t('filter.outcome')}
        all={t('filter.outcomeAll')}
        choices={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={filter.outcome}
        onChange={(outcome) => set({ outcome })}
      />
      <Choice
        label={t('filter.type')}
        all={t('filter.typeAll')}
        choices={byLabel(offered(summary?.types, filter.type).map((value) => ({ value, label: kindWords(t, value) })))}
        value={filter.type}
        searchable
        onChange={(type) => set({ type })}
      />
      <Choice
        label={t('filter.person')}
        all={t('filter.personAll')}
        choices={byLabel(
          (summary?.persons ?? []).map((person) => ({
            value: person.id,
            label: personWords(t, person, viewer.userId),
          })),
        )}
        value={filter.personId}
        searchable
        onChange={(personId) => set({ personId })}
      />
      <PeriodFilter value={filter} onChange={({ from, to }) => set({ from, to })} />
    </search>
  )
}

/** What is chosen can be chosen, also where none of it is left. */
function offered(all: readonly string[] = [], chosen: string | undefined): readonly string[] {
  return chosen === undefined || all.includes(chosen) ? all : [...all, chosen]
}

function byLabel<Item extends { readonly label: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.label.localeCompare(b.label))
}
