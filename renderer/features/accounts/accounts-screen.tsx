import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconArrowsExchange, IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router-dom'
import type { AccountRow } from '#shared/contract/views'
import { FreshnessLine, type MenuPoint, ScreenHeader, useScreenAction } from '../../components'
import { useAccountsSummaryQuery, useSettingsQuery, useSyncStatusQuery } from '../../data/api'
import { AccountMenu } from './account-menu'
import { AccountsExport } from './accounts-export'
import { AccountsMore } from './accounts-more'
import { type AccountsView, isSearching, type UpdateView } from './accounts-view'
import { BulkDialog } from './bulk/bulk-dialog'
import type { BulkKind } from './bulk/bulk-kinds'
import { AccountDialogs } from './dialogs/account-dialogs'
import type { OpenDialog } from './dialogs/open-dialog'
import { AccountDrawer } from './drawer/account-drawer'
import { FilterBar } from './filter-bar'
import { TreePanel } from './tree/tree-panel'
import type { AccountSource } from './tree/use-account-pages'
import { type Selection, useSelection } from './tree/use-selection'
import { useTreeRows } from './tree/use-tree-rows'
import { useReveal } from './use-reveal'
import { useViewer, type Viewer } from './use-viewer'
import { recallScroll, rememberScroll, useAccountsView } from './view-memory'
import './accounts.css'

/** Milliseconds without a key before a search is asked for. */
const TYPING_MS = 70
const ROW_PX = { normal: 34, compact: 28 } as const

/** The whole hierarchy of accounts with sums, search, details and what can be done. Route: `/accounts/:accountId?`. */
export function AccountsScreen() {
  const viewer = useViewer()
  const [view, update] = useAccountsView(viewer.owner)
  return view && <Accounts viewer={viewer} view={view} update={update} />
}

interface AccountsProps {
  readonly viewer: Viewer
  readonly view: AccountsView
  readonly update: UpdateView
}

function Accounts({ viewer, view, update }: AccountsProps) {
  const { t } = useTranslation('accounts')
  const navigate = useNavigate()
  const { accountId } = useParams()
  const { data: settings } = useSettingsQuery()
  const [dialog, setDialog] = useState<OpenDialog | null>(null)
  const [menu, setMenu] = useState<{ account: AccountRow; at: MenuPoint } | null>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLDivElement>(null)

  const source = useSource(view)
  const reveal = useReveal(view, update)
  const rows = useTreeRows({ source, view, update, reveal: reveal.wanted, onRevealed: reveal.done })
  const selection = useSelection(rows)
  const summary = useAccountsSummaryQuery()
  const [bulk, setBulk] = useState<BulkKind | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another account in the address moves the tree
  useEffect(() => {
    if (accountId !== undefined && view.active.id !== accountId && !isSearching(view)) reveal.show(accountId)
  }, [accountId])

  const focusTree = () => panel.current?.querySelector<HTMLElement>('[role=treegrid]')?.focus()
  const openDetails = (id: string) => void navigate(`/accounts/${id}`)
  const closeDetails = () => {
    void navigate('/accounts')
    focusTree()
  }
  const newUnder = accountId ?? view.active.id
  const startNew = () => viewer.canManage && setDialog({ kind: 'create', under: newUnder })
  const startTransfer = () => viewer.canTransfer && setDialog({ kind: 'transfer', fromId: accountId ?? null })
  const startMove = (account: AccountRow, target: AccountRow) =>
    setDialog({ kind: 'move', accountId: account.id, to: target.id })
  useScreenAction('new', startNew)
  useScreenAction('transfer', startTransfer)
  useScreenAction('search', () => searchField.current?.select())

  return (
    <section className="screen accounts" aria-label={t('title')}>
      <ScreenHeader title={t('title')} fresh={<Freshness found={rows.flat ? rows.layout.size : null} />}>
        <AccountsExport source={source} />
        <AccountsMore canManage={viewer.canManage} under={newUnder} onDialog={setDialog} />
        {viewer.canTransfer && (
          <Button variant="default" leftSection={<IconArrowsExchange size={15} aria-hidden />} onClick={startTransfer}>
            {t('transfer')}
          </Button>
        )}
        {viewer.canManage && (
          <Button leftSection={<IconPlus size={15} aria-hidden />} onClick={startNew}>
            {t('new')}
          </Button>
        )}
      </ScreenHeader>
      <FilterBar view={view} update={update} searchField={searchField} onIntoList={focusTree} />
      <div className="split accounts-split">
        <div className="split-main" ref={panel}>
          <TreePanel
            rows={rows}
            view={view}
            update={update}
            rowPx={ROW_PX[settings?.density ?? 'normal']}
            selectedId={accountId}
            selection={selection}
            canManage={viewer.canManage}
            freshness={summary.fulfilledTimeStamp}
            onBulk={setBulk}
            onReveal={(id) => (id === null ? update({ text: '', filter: {} }) : reveal.show(id))}
            onMove={viewer.canManage ? startMove : undefined}
            onDetails={(account) => openDetails(account.id)}
            onDismiss={closeDetails}
            onMenu={(account, at) => setMenu({ account, at })}
            onScrolled={(top) => rememberScroll(viewer.owner, top)}
            recallScroll={() => recallScroll(viewer.owner)}
          />
        </div>
        {accountId !== undefined && (
          <AccountDrawer
            key={accountId}
            accountId={accountId}
            viewer={viewer}
            onDialog={setDialog}
            onGo={openDetails}
            onClose={closeDetails}
          />
        )}
      </div>
      <AccountMenu
        target={menu}
        viewer={viewer}
        onDetails={(account) => openDetails(account.id)}
        onDialog={setDialog}
        onClose={() => setMenu(null)}
      />
      {bulk && (
        <BulkOfSelection
          kind={bulk}
          selection={selection}
          onClose={() => {
            setBulk(null)
            focusTree()
          }}
        />
      )}
      <AccountDialogs
        dialog={dialog}
        canManage={viewer.canManage}
        canTransfer={viewer.canTransfer}
        onDialog={setDialog}
        onClose={() => setDialog(null)}
        onCreated={(id) => reveal.show(id)}
      />
    </section>
  )
}

/** What was selected when the dialog was opened, whatever is selected beneath it. */
function BulkOfSelection({
  kind,
  selection,
  onClose,
}: {
  readonly kind: BulkKind
  readonly selection: Selection
  readonly onClose: () => void
}) {
  const [ids] = useState(() => [...selection.ids])
  return (
    <BulkDialog
      kind={kind}
      ids={ids}
      onClose={(done) => {
        if (done) selection.clear()
        onClose()
      }}
    />
  )
}

function useSource({
  text,
  filter,
  sort,
}: Parameters<typeof isSearching>[0] & { sort: AccountSource['sort'] }): AccountSource {
  const [typed] = useDebouncedValue(text.trim(), TYPING_MS)
  const searching = isSearching({ text: typed, filter })
  return useMemo(
    // Numbers are shown, and hence pasted, in groups of four.
    () =>
      searching
        ? { kind: 'matches', text: /^[\d\s]+$/.test(typed) ? typed.replaceAll(/\s/g, '') : typed, filter, sort }
        : { kind: 'tree', sort },
    [searching, typed, filter, sort],
  )
}

function Freshness({ found }: { readonly found: number | null }) {
  const { t } = useTranslation('accounts')
  const { data } = useAccountsSummaryQuery()
  // Commands, not accounts, are counted, and by the same word of main as the sync pill: the two never differ.
  const { data: status } = useSyncStatusQuery()
  if (!data) return null
  // Nothing is counted before there is a whole copy: zero would be no fact about the company.
  if (data.asOf === null && data.currentAccounts === 0) return <FreshnessLine asOf={null} pending={0} />
  const counts = [t('currentAccounts', { count: data.currentAccounts }), t('subAccounts', { count: data.subAccounts })]
  return (
    <FreshnessLine asOf={data.asOf} pending={status?.waiting ?? 0}>
      {found === null ? counts.join(', ') : t('found', { count: found })}
    </FreshnessLine>
  )
}
