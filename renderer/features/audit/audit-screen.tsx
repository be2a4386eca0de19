import { useDebouncedValue } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router-dom'
import type { AuditRow } from '#shared/contract/audit-views'
import { FreshnessLine, type MenuPoint, ScreenHeader, useScreenAction } from '../../components'
import { useRows } from '../../components/row-grid/use-rows'
import { useAuditSummaryQuery, useSettingsQuery } from '../../data/api'
import { AuditDrawer } from './drawer/audit-drawer'
import { AuditExport } from './export/audit-export'
import { FilterBar } from './filter-bar'
import { AuditList } from './list/audit-list'
import { AuditMenu } from './list/audit-menu'
import { useAuditSource, useQuestion } from './list/source'
import { useViewer } from './use-viewer'
import { isNarrowed, useAuditView, withFilter } from './view-memory'
import { isTooShort } from './words/search-terms'
import './audit.css'

/** Milliseconds without a key before a search is asked for. */
const TYPING_MS = 70
const ROW_PX = { normal: 34, compact: 28 } as const

/** Everything the bank has accepted, rejected or done itself, newest first. Route: `/audit/:entryId?`. */
export function AuditScreen() {
  const { t } = useTranslation('audit')
  const navigate = useNavigate()
  const { entryId = null } = useParams()
  const viewer = useViewer()
  const [view, update] = useAuditView(viewer.owner)
  const { data: settings } = useSettingsQuery()
  const { data: summary } = useAuditSummaryQuery()
  const [menu, setMenu] = useState<{ row: AuditRow; at: MenuPoint } | null>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useScreenAction('search', () => searchField.current?.select())

  const [text] = useDebouncedValue(view.text, TYPING_MS)
  const question = useQuestion({ text, filter: view.filter }, summary)
  const rows = useRows(useAuditSource(question))
  const focusList = () => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus()
  const open = (id: string) => void navigate(`/audit/${encodeURIComponent(id)}`)
  const close = () => {
    void navigate('/audit')
    focusList()
  }
  const showAccount = (accountId: string) => void navigate(`/accounts/${encodeURIComponent(accountId)}`)
  const narrowed = isNarrowed(view)

  return (
    <section className="screen audit" aria-label={t('title')}>
      <ScreenHeader
        title={t('title')}
        fresh={
          <FreshnessLine asOf={summary?.asOf ?? null} pending={0}>
            <Count text={view.text} narrowed={narrowed} total={rows.total} all={summary?.total ?? 0} />
          </FreshnessLine>
        }
      >
        <AuditExport question={question} view={view} total={rows.total} summary={summary} />
      </ScreenHeader>
      <FilterBar
        view={view}
        update={update}
        summary={summary}
        viewer={viewer}
        searchField={searchField}
        onIntoList={focusList}
      />
      <div className="split">
        <div className="split-main audit-main" ref={list}>
          <AuditList
            rows={rows}
            isNarrowed={narrowed}
            ownId={viewer.userId}
            rowPx={ROW_PX[settings?.density ?? 'normal']}
            selectedId={entryId}
            onOpen={({ id }) => open(id)}
            onMenu={(row, at) => setMenu({ row, at })}
            onDismiss={close}
            onShowAll={() => update({ text: '', filter: {} })}
          />
        </div>
        {entryId !== null && <AuditDrawer entryId={entryId} viewer={viewer} onClose={close} />}
      </div>
      <AuditMenu
        target={menu}
        maySeeAccounts={viewer.maySeeAccounts}
        onOpen={({ id }) => open(id)}
        onAccount={showAccount}
        onOnly={(only) => update({ filter: withFilter(view.filter, only) })}
        onClose={() => setMenu(null)}
      />
    </section>
  )
}

interface CountProps {
  readonly text: string
  readonly narrowed: boolean
  readonly total: number
  readonly all: number
}

/** How many there are, or were found, or why nothing is searched yet. */
function Count({ text, narrowed, total, all }: CountProps) {
  const { t } = useTranslation('audit')
  if (isTooShort(text)) return t('search.tooShort')
  return narrowed ? t('found', { count: total }) : t('entries', { count: all })
}
