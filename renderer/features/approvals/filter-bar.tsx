import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconSearch } from '@tabler/icons-react'
import type { KeyboardEvent, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { ApprovalFilter, TransferFilter } from '#shared/contract/approval-views'
import { APPROVAL_STATUSES, TRANSFER_STATUSES } from '#shared/domain/documents'
import { useAccountQuery, useApprovalPeopleQuery } from '../../data/api'
import { Choice } from './choice'
import { PeriodFilter } from './period-filter'
import { personWords } from './person'
import type { Chosen, Segment } from './view-memory'

interface FilterBarProps {
  readonly segment: Segment
  readonly chosen: Chosen
  readonly onChoose: (part: Partial<Chosen>) => void
  readonly searchField: RefObject<HTMLInputElement | null>
  /** Down from the search field goes into the list. */
  readonly onIntoList: () => void
}

/** Search as you type, and what each part of the screen can be filtered by. */
export function FilterBar({ segment, chosen, onChoose, searchField, onIntoList }: FilterBarProps) {
  const { t } = useTranslation('approvals')
  const { text } = chosen
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'Enter') {
      event.preventDefault()
      onIntoList()
    } else if (event.key === 'Escape' && text !== '') {
      event.stopPropagation()
      onChoose({ text: '' })
    }
  }
  return (
    <search className="approvals-filters">
      <TextInput
        ref={searchField}
        className="approvals-search"
        aria-label={t(segment === 'transfers' ? 'search.transfers' : 'search.approvals')}
        placeholder={t('search.placeholder')}
        value={text}
        maxLength={200}
        spellCheck={false}
        autoComplete="off"
        leftSection={<IconSearch size={15} aria-hidden />}
        rightSection={
          text === '' ? (
            <Kbd aria-hidden>/</Kbd>
          ) : (
            <CloseButton size="sm" aria-label={t('search.clear')} onClick={() => onChoose({ text: '' })} />
          )
        }
        onChange={(event) => onChoose({ text: event.currentTarget.value })}
        onKeyDown={onKeyDown}
      />
      {segment === 'transfers' ? (
        <TransferFilters chosen={chosen} onChoose={onChoose} />
      ) : (
        segment !== 'waiting' && <ApprovalFilters segment={segment} chosen={chosen} onChoose={onChoose} />
      )}
    </search>
  )
}

type Part = Pick<FilterBarProps, 'chosen' | 'onChoose'>

const ENDED = APPROVAL_STATUSES.filter((status) => status !== 'pending')

function ApprovalFilters({ segment, chosen, onChoose }: Part & { readonly segment: 'sent' | 'history' }) {
  const { t } = useTranslation('approvals')
  const filter = chosen.approvals
  const set = (part: Partial<Record<keyof typeof filter, string | undefined>>) => {
    const read = ApprovalFilter.safeParse(given({ ...filter, ...part }))
    if (read.success) onChoose({ approvals: read.data })
  }
  return (
    <>
      <Choice
        label={t('filter.status')}
        all={t('filter.statusAll')}
        choices={(segment === 'sent' ? APPROVAL_STATUSES : ENDED).map((value) => ({
          value,
          label: t(`status.${value}`),
        }))}
        value={filter.status}
        onChange={(status) => set({ status })}
      />
      {segment === 'history' && <PersonFilter value={filter.personId} onChange={(personId) => set({ personId })} />}
      <PeriodFilter value={filter} onChange={({ from, to }) => set({ from, to })} />
    </>
  )
}

function PersonFilter({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const { t } = useTranslation('approvals')
  const { data: people } = useApprovalPeopleQuery()
  return (
    <Choice
      label={t('filter.person')}
      all={t('filter.personAll')}
      choices={(people ?? []).map((person) => ({ value: person.id, label: personWords(t, person) }))}
      value={value}
      onChange={onChange}
    />
  )
}

function TransferFilters({ chosen, onChoose }: Part) {
  const { t } = useTranslation('approvals')
  const filter = chosen.transfers
  const set = (part: Partial<Record<keyof typeof filter, string | undefined>>) => {
    const read = TransferFilter.safeParse(given({ ...filter, ...part }))
    if (read.success) onChoose({ transfers: read.data })
  }
  return (
    <>
      <Choice
        label={t('filter.status')}
        all={t('filter.statusAll')}
        choices={TRANSFER_STATUSES.map((value) => ({ value, label: t(`transferStatus.${value}`) }))}
        value={filter.status}
        onChange={(status) => set({ status })}
      />
      <PeriodFilter value={filter} onChange={({ from, to }) => set({ from, to })} />
      {filter.accountId !== undefined && (
        <AccountChip accountId={filter.accountId} onClear={() => set({ accountId: undefined })} />
      )}
    </>
  )
}

function AccountChip({ accountId, onClear }: { readonly accountId: string; readonly onClear: () => void }) {
  const { t } = useTranslation('approvals')
  const { currentData } = useAccountQuery(accountId === '' ? skipToken : { id: accountId })
  const name = currentData?.name ?? t('unknownAccount')
  return (
    <span className="approvals-chip">
      <bdi className="cut" title={name}>
        {name}
      </bdi>
      <CloseButton size="xs" aria-label={t('filter.clearAccount', { name })} onClick={onClear} />
    </span>
  )
}

/** Without what is not set. */
function given(filter: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  )
}
