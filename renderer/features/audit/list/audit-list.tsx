import { Button } from '@mantine/core'
import { IconCloudDownload, IconHistory, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AuditRow } from '#shared/contract/audit-views'
import { EmptyState, Loading, type MenuPoint, ProblemMessage } from '../../../components'
import { RowGrid } from '../../../components/row-grid/row-grid'
import type { Rows } from '../../../components/row-grid/use-rows'
import { useSyncStatusQuery } from '../../../data/api'
import { useAuditColumns } from './columns'

interface AuditListProps {
  readonly rows: Rows<AuditRow>
  readonly isNarrowed: boolean
  readonly ownId: string | undefined
  readonly rowPx: number
  readonly selectedId: string | null
  readonly onOpen: (row: AuditRow) => void
  readonly onMenu: (row: AuditRow, at: MenuPoint) => void
  readonly onDismiss: () => void
  readonly onShowAll: () => void
}

/** The entries, or what stands in their place while there are none. */
export function AuditList({ rows, isNarrowed, ownId, onShowAll, ...grid }: AuditListProps) {
  const { t } = useTranslation('audit')
  const columns = useAuditColumns(ownId)
  const { data: status } = useSyncStatusQuery()
  if (rows.problem) {
    return (
      <EmptyState title={t('empty.failed')}>
        <ProblemMessage problem={rows.problem} />
      </EmptyState>
    )
  }
  if (rows.loading) return <Loading />
  if (rows.total > 0) {
    return <RowGrid label={t('list.label')} className="audit-grid" rows={rows} columns={columns} {...grid} />
  }
  if (status && status.lastSyncedAt === null) {
    return (
      <EmptyState icon={<IconCloudDownload size={28} stroke={1.4} />} title={t('empty.onTheWay')}>
        {t('empty.onTheWayText')}
      </EmptyState>
    )
  }
  if (!isNarrowed) {
    return (
      <EmptyState icon={<IconHistory size={28} stroke={1.4} />} title={t('empty.title')}>
        {t('empty.text')}
      </EmptyState>
    )
  }
  const showAll = (
    <Button variant="default" onClick={onShowAll}>
      {t('search.clearAll')}
    </Button>
  )
  return (
    <EmptyState icon={<IconSearch size={28} stroke={1.4} />} title={t('empty.noMatch')} action={showAll}>
      {t('empty.noMatchText')}
    </EmptyState>
  )
}
