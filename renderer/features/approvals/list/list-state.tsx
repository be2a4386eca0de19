import { Button } from '@mantine/core'
import {
  IconArrowsExchange,
  IconCircleCheck,
  IconCloudDownload,
  IconHistory,
  IconSearch,
  IconSend,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Loading, ProblemMessage } from '../../../components'
import type { Rows } from '../../../components/row-grid/use-rows'
import { useSyncStatusQuery } from '../../../data/api'
import type { Segment } from '../view-memory'

interface ListStateProps {
  readonly segment: Segment
  readonly rows: Pick<Rows<{ readonly id: string }>, 'loading' | 'problem' | 'total'>
  /** Whether a search or filter leaves something out. */
  readonly narrowed: boolean
  readonly mayDecide: boolean
  readonly onClear: () => void
  /** The list, where there is one. */
  readonly children: ReactNode
}

const ICONS: Readonly<Record<Segment, typeof IconSend>> = {
  waiting: IconCircleCheck,
  sent: IconSend,
  history: IconHistory,
  transfers: IconArrowsExchange,
}

/** The list, or what stands in its place while there is nothing to show. */
export function ListState({ segment, rows, narrowed, mayDecide, onClear, children }: ListStateProps) {
  const { t } = useTranslation('approvals')
  const { data: status } = useSyncStatusQuery()
  if (rows.problem) {
    return (
      <EmptyState title={t('empty.failed')}>
        <ProblemMessage problem={rows.problem} />
      </EmptyState>
    )
  }
  if (rows.loading) return <Loading />
  if (rows.total > 0) return children
  if (status && status.lastSyncedAt === null) {
    return (
      <EmptyState icon={<IconCloudDownload size={28} stroke={1.4} />} title={t('empty.onTheWay')}>
        {t('empty.onTheWayText')}
      </EmptyState>
    )
  }
  if (narrowed) {
    const clear = (
      <Button variant="default" onClick={onClear}>
        {t('search.clearAll')}
      </Button>
    )
    return (
      <EmptyState icon={<IconSearch size={28} stroke={1.4} />} title={t('empty.noMatch')} action={clear}>
        {t('empty.noMatchText')}
      </EmptyState>
    )
  }
  const Icon = ICONS[segment]
  const key = segment === 'waiting' && !mayDecide ? 'waitingOthers' : segment
  return (
    <EmptyState icon={<Icon size={28} stroke={1.4} />} title={t(`empty.${key}`)}>
      {t(`empty.${key}Text`)}
    </EmptyState>
  )
}
