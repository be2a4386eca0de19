import { Button } from '@mantine/core'
import { IconBinaryTree2, IconCloudDownload, IconSearch } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState, Loading, ProblemMessage } from '../../../components'
import { useSyncStatusQuery } from '../../../data/api'
import { isSearching } from '../accounts-view'
import { AccountTree, type AccountTreeProps } from './account-tree'

/** The tree, or what stands in its place while there is nothing to show. */
export function TreePanel(props: AccountTreeProps) {
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
  if (rows.layout.size > 0) return <AccountTree {...props} />
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
