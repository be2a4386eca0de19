import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDispatch } from 'react-redux'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import type { MenuPoint } from '../../../components'
import { RowGrid } from '../../../components/row-grid/row-grid'
import { useRows } from '../../../components/row-grid/use-rows'
import { useReceiptsQuery, useSyncStatusQuery } from '../../../data/api'
import type { Store } from '../../../data/store'
import { bankDay } from '../receipt-words'
import { type Action, mayDo } from '../use-decide'
import type { ReceiptsView, UpdateView } from '../view-memory'
import { allSuggested } from './all-suggested'
import { BulkBar } from './bulk-bar'
import { ListState } from './list-state'
import { ReceiptMenu } from './receipt-menu'
import { useReceiptSource } from './source'
import { isTickable, useReceiptColumns } from './use-receipt-columns'
import { useTicks } from './use-ticks'

/** Milliseconds without a key before a search is asked for. */
const TYPING_MS = 90
const LETTERS: Readonly<Record<string, Action>> = { c: 'confirm', e: 'exclude', r: 'reopen' }

interface ReceiptListProps {
  readonly view: ReceiptsView
  readonly update: UpdateView
  readonly canManage: boolean
  /** Receipts of any kind; undefined while that is not known. */
  readonly total: number | undefined
  readonly rowPx: number
  readonly selectedId: string | null
  readonly onOpen: (itemId: string) => void
  readonly onShowAccount: (accountId: string) => void
  readonly onDo: (row: ReceiptRow, action: Action) => void
  readonly onImport: (() => void) | null
  readonly onDismiss: () => void
}

/** Expected receipts with what may be said of each. */
export function ReceiptList(props: ReceiptListProps) {
  const { t } = useTranslation('reconciliation')
  const { view, update, canManage, onDo } = props
  const dispatch = useDispatch<Store['dispatch']>()
  const [text] = useDebouncedValue(view.text.trim(), TYPING_MS)
  const source = useReceiptSource(text, view)
  const rows = useRows(source)
  const ticks = useTicks(source.key)
  const { data: status } = useSyncStatusQuery()
  const suggestions = { text, filter: { ...view.filter, state: 'suggested' as const }, sort: view.sort }
  const mayHaveSome =
    view.filter.state === undefined || view.filter.state === 'open' || view.filter.state === 'suggested'
  const { data: suggested } = useReceiptsQuery(
    { ...suggestions, offset: 0, limit: 1 },
    { skip: !mayHaveSome || !canManage },
  )
  const [menu, setMenu] = useState<{ row: ReceiptRow; at: MenuPoint } | null>(null)
  const columns = useReceiptColumns({
    canManage,
    today: bankDay(status?.lastSyncedAt ?? new Date().toISOString()),
    isTicked: ({ id }) => ticks.ids.has(id),
    onTick: ticks.toggle,
    onDo,
  })
  const decide = (row: ReceiptRow, action: Action | undefined) => {
    if (canManage && action !== undefined && mayDo(action, row)) onDo(row, action)
  }

  return (
    <>
      <ListState rows={rows} view={view} update={update} total={props.total} onImport={props.onImport}>
        {canManage && (
          <BulkBar
            ticks={ticks}
            suggested={mayHaveSome ? suggested?.total : undefined}
            onTickAll={() => void allSuggested(dispatch, suggestions).then(ticks.add)}
          />
        )}
        <RowGrid
          label={t('list')}
          className="recon-grid"
          rows={rows}
          columns={columns}
          rowPx={props.rowPx}
          sorting={{ sort: view.sort, onSort: (sort) => update({ sort }) }}
          selectedId={props.selectedId}
          ticking={{ ticked: ticks.ids, onTick: (row) => canManage && isTickable(row) && ticks.toggle(row) }}
          onOpen={({ id }) => props.onOpen(id)}
          onMenu={(row, at) => setMenu({ row, at })}
          onLetter={(letter, row) => decide(row, LETTERS[letter])}
          onDismiss={props.onDismiss}
        />
      </ListState>
      <ReceiptMenu
        target={menu}
        canManage={canManage}
        onOpen={({ id }) => props.onOpen(id)}
        onDo={onDo}
        onOfAccount={(accountNumber) => update({ text: '', filter: { ...view.filter, accountNumber } })}
        onShowAccount={props.onShowAccount}
        onClose={() => setMenu(null)}
      />
    </>
  )
}
