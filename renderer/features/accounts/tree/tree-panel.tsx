import { Button } from '@mantine/core'
import { IconBinaryTree2, IconCloudDownload, IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Loading, ProblemMessage } from '../../../components'
import { useSyncStatusQuery } from '../../../data/api'
import { isSearching } from '../accounts-view'
import type { BulkKind } from '../bulk/bulk-kinds'
import type { ColumnId } from '../column-fit'
import { ColumnMenu } from '../column-menu'
import { AccountTree, type AccountTreeProps, type TreeHandle } from './account-tree'
import { MatchCrumbs, TreeCrumbs } from './breadcrumbs'
import { rowAt } from './pages'
import { SelectionBar } from './selection-bar'
import './table-line.css'

export interface TreePanelProps extends Omit<AccountTreeProps, 'ref' | 'onColumns'> {
  readonly canManage: boolean
  /** Another value means that balances may be other ones. */
  readonly freshness: unknown
  readonly onBulk: (kind: BulkKind) => void
  /** Leaves the search and shows the account in the tree; null: the whole tree. */
  readonly onReveal: (id: string | null) => void
}

/** The tree, or what stands in its place while there is nothing to show. */
export function TreePanel(props: TreePanelProps) {
  const { t } = useTranslation('accounts')
  const { rows, view, update } = props
  const { data: status } = useSyncStatusQuery()
  if (rows.problem) {
    return (
      <EmptyState title={t('load.failed')}>
        <ProblemMessage problem={rows.problem} />
      </EmptyState>
    )
  }
  if (rows.loading) return <Loading />
  if (rows.layout.size > 0) return <TableUnderLine {...props} />
  if (status && status.lastSyncedAt === null) {
    return (
      <EmptyState icon={<IconCloudDownload size={28} stroke={1.4} />} title={t('empty.onTheWay')}>
        {t('empty.onTheWayText')}
      </EmptyState>
    )
  }
  if (!isSearching(view)) {
    return (
      <EmptyState icon={<IconBinaryTree2 size={28} stroke={1.4} />} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    )
  }
  const clear = (
    <Button variant="default" onClick={() => update({ text: '', filter: {} })}>
      {t('search.clearAll')}
    </Button>
  )
  return (
    <EmptyState icon={<IconSearch size={28} stroke={1.4} />} title={t('empty.noMatch')} action={clear}>
      {t('empty.noMatchText')}
    </EmptyState>
  )
}

/** The line says what is selected, else where the chosen row stands. */
function TableUnderLine(props: TreePanelProps) {
  const { rows, view, selection, canManage, freshness, onBulk, onReveal, update } = props
  const tree = useRef<TreeHandle>(null)
  const [shown, setShown] = useState<readonly ColumnId[]>([])
  const goTo = (row: number) => {
    const slot = rows.layout.slotAt(row)
    const account = slot && rowAt(rows.pages, slot)
    if (slot) update({ active: { parent: slot.parent, index: slot.index, id: account?.id ?? null } })
    tree.current?.show(row)
  }
  return (
    <>
      <div className="accounts-table-line" data-selecting={selection.ids.size > 0 || undefined}>
        {selection.ids.size > 0 || selection.busy ? (
          <SelectionBar selection={selection} canManage={canManage} freshness={freshness} onBulk={onBulk} />
        ) : rows.flat ? (
          <MatchCrumbs id={view.active.id} onReveal={onReveal} />
        ) : (
          <TreeCrumbs rows={rows} onGo={goTo} />
        )}
        <ColumnMenu columns={view.columns} shown={shown} update={update} />
      </div>
      <AccountTree {...props} ref={tree} onColumns={setShown} />
    </>
  )
}
