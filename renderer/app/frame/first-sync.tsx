import { Progress } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '#shared/contract/views'
import { formatCount } from '../../components/format/amount'
import { useLanguage } from '../../components/format/words'

interface FirstSyncProps {
  readonly progress: NonNullable<SyncStatus['firstSync']>
  readonly offline: boolean
  /** There is a whole copy already, and this one takes its place. */
  readonly again: boolean
}

/** How far the first copy, or one that takes its place, is: nothing of it is seen before it is whole. */
export function FirstSync({ progress: { received, expected }, offline, again }: FirstSyncProps) {
  const { t } = useTranslation('common')
  const language = useLanguage()
  const titleId = useId()
  const explanation = again ? 'firstSync.explainAgain' : 'firstSync.explain'
  const known = expected !== null && expected > 0
  const counts = { received: formatCount(received, language), expected: formatCount(expected ?? 0, language) }
  return (
    <section className="card first-sync" aria-labelledby={titleId}>
      <div className="first-sync-line">
        <h2 id={titleId}>{t(again ? 'firstSync.againTitle' : 'firstSync.title')}</h2>
        <span className="num dim">{t(known ? 'firstSync.counts' : 'firstSync.received', counts)}</span>
      </div>
      <Progress.Root size={6}>
        <Progress.Section
          value={known ? Math.min(100, (received / expected) * 100) : 100}
          striped={!known}
          animated={!known}
          aria-labelledby={titleId}
        />
      </Progress.Root>
      <p className="dim">{t(offline ? 'firstSync.offline' : explanation)}</p>
    </section>
  )
}
