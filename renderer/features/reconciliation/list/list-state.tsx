import { Button } from '@mantine/core'
import { IconCircleCheck, IconCloudDownload, IconFileImport, IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReceiptRow } from '#shared/contract/reconciliation-views'
import { EmptyState, Loading, ProblemMessage } from '../../../components'
import type { Rows } from '../../../components/row-grid/use-rows'
import { useSyncStatusQuery } from '../../../data/api'
import { FIRST_VIEW, isNarrowed, type ReceiptsView, type UpdateView } from '../view-memory'

interface ListStateProps {
  readonly rows: Rows<ReceiptRow>
  readonly view: ReceiptsView
  readonly update: UpdateView
  /** Receipts of any kind; undefined while that is not known. */
  readonly total: number | undefined
  /** Null for who may not. */
  readonly onImport: (() => void) | null
  /** The list, where there is one. */
  readonly children: ReactNode
}

const ICON = { size: 28, stroke: 1.4 } as const

/** The list, or what stands in its place while there is nothing to show. */
export function ListState({ rows, view, update, total, onImport, children }: ListStateProps) {
  const { t } = useTranslation('reconciliation')
  const { data: status } = useSyncStatusQuery()
  if (rows.problem) {
    return (
      <EmptyState title={t('empty.failed')}>
        <ProblemMessage problem={rows.problem} />
      </EmptyState>
    )
  }
  if (rows.loading || total === undefined) return <Loading />
  if (rows.total > 0) return children
  if (total === 0 && status && status.lastSyncedAt === null) {
    return (
      <EmptyState icon={<IconCloudDownload {...ICON} />} title={t('empty.onTheWay')}>
        {t('empty.onTheWayText')}
      </EmptyState>
    )
  }
  if (total === 0) {
    const start = onImport && <Button onClick={onImport}>{t('import.button')}</Button>
    return (
      <EmptyState icon={<IconFileImport {...ICON} />} title={t('empty.none')} action={start}>
        {t(onImport ? 'empty.noneText' : 'empty.noneOthers')}
      </EmptyState>
    )
  }
  if (isNarrowed(view) || view.filter.state !== 'open') {
    const clear = (
      <Button variant="default" onClick={() => update({ text: '', filter: FIRST_VIEW.filter })}>
        {t('search.clearAll')}
      </Button>
    )
    return (
      <EmptyState icon={<IconSearch {...ICON} />} title={t('empty.noMatch')} action={clear}>
        {t('empty.noMatchText')}
      </EmptyState>
    )
  }
  const all = (
    <Button variant="default" onClick={() => update({ filter: {} })}>
      {t('empty.showAll')}
    </Button>
  )
  return (
    <EmptyState icon={<IconCircleCheck {...ICON} />} title={t('empty.nothingOpen')} action={all}>
      {t('empty.nothingOpenText')}
    </EmptyState>
  )
}
