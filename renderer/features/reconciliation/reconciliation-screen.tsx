import { Button } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router-dom'
import { FreshnessLine, ScreenHeader, useScreenAction } from '../../components'
import { useReconciliationSummaryQuery, useSettingsQuery, useSyncStatusQuery } from '../../data/api'
import { ReceiptDrawer } from './drawer/receipt-drawer'
import { FilterBar } from './filter-bar'
import { ImportDialog } from './import/import-dialog'
import { ReceiptList } from './list/receipt-list'
import { Summary } from './summary/summary'
import { useDecide } from './use-decide'
import { useViewer } from './use-viewer'
import { FIRST_VIEW, useReceiptsView } from './view-memory'
import './reconciliation.css'

const PATH = '/accounts/reconciliation'
const ROW_PX = { normal: 34, compact: 28 } as const

/** Expected receipts, what has come of them and what is still open. Route: `/accounts/reconciliation/:itemId?`. */
export function ReconciliationScreen() {
  const { t } = useTranslation('reconciliation')
  const navigate = useNavigate()
  const { itemId } = useParams()
  const viewer = useViewer()
  const [view, update] = useReceiptsView(viewer.owner)
  const [importing, setImporting] = useState(false)
  const { data: settings } = useSettingsQuery()
  const { data: status } = useSyncStatusQuery()
  const { data: summary } = useReconciliationSummaryQuery()
  const decide = useDecide()
  const searchField = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)

  const startImport = viewer.canManage ? () => setImporting(true) : null
  useScreenAction('new', () => startImport?.())
  useScreenAction('search', () => searchField.current?.select())
  const focusList = () => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus()
  const closeDrawer = () => {
    void navigate(PATH)
    focusList()
  }
  const setAge = (age: typeof view.filter.age) => {
    const { age: _, ...rest } = view.filter
    update({ filter: age === undefined ? rest : { ...rest, state: 'open', age } })
  }

  return (
    <section className="screen recon" aria-label={t('title')}>
      <ScreenHeader
        title={t('title')}
        fresh={<FreshnessLine asOf={status?.lastSyncedAt ?? null} pending={status?.waiting ?? 0} />}
      >
        {startImport && (
          <Button leftSection={<IconFileImport size={15} aria-hidden />} onClick={startImport}>
            {t('import.button')}
          </Button>
        )}
      </ScreenHeader>
      {summary && <Summary summary={summary} age={view.filter.age} onAge={setAge} />}
      {summary !== undefined && summary.total > 0 && (
        <FilterBar
          view={view}
          update={update}
          counts={summary.counts}
          searchField={searchField}
          onIntoList={focusList}
        />
      )}
      <div className="split">
        <div className="split-main recon-main" ref={list}>
          <ReceiptList
            view={view}
            update={update}
            canManage={viewer.canManage}
            total={summary?.total}
            rowPx={ROW_PX[settings?.density ?? 'normal']}
            selectedId={itemId ?? null}
            onOpen={(id) => void navigate(`${PATH}/${id}`)}
            onShowAccount={(id) => void navigate(`/accounts/${id}`)}
            onDo={(row, action) => void decide(row, action)}
            onImport={startImport}
            onDismiss={closeDrawer}
          />
        </div>
        {itemId !== undefined && (
          <ReceiptDrawer
            itemId={itemId}
            canManage={viewer.canManage}
            onDo={(row, action, transactionId) => void decide(row, action, transactionId)}
            onClose={closeDrawer}
          />
        )}
      </div>
      {importing && (
        <ImportDialog
          onClose={() => setImporting(false)}
          onImported={() => update({ text: '', filter: FIRST_VIEW.filter })}
        />
      )}
    </section>
  )
}
