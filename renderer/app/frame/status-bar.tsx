import { useTranslation } from 'react-i18next'
import type { SessionState, SyncStatus } from '#shared/contract/views'
import { formatInstant } from '../../components/format/instant'
import { useNow } from '../../components/format/use-now'
import { useLanguage } from '../../components/format/words'
import { useAppInfoQuery } from '../../data/api'
import { reachOf } from '../../data/reach'

interface StatusBarProps {
  readonly session: SessionState
  readonly status: SyncStatus | undefined
}

export function StatusBar({ session, status }: StatusBarProps) {
  const { t } = useTranslation('common')
  const { data: info } = useAppInfoQuery()
  return (
    <footer className="stat">
      <span className="stat-bank">{bankLine(session, status, t('bundledBank'))}</span>
      <LastSynced at={status?.lastSyncedAt ?? null} />
      <Pending status={status} />
      {info !== undefined && <span className="stat-version num">{info.version}</span>}
    </footer>
  )
}

function bankLine({ backend }: SessionState, status: SyncStatus | undefined, bundled: string): string {
  if (backend.kind === 'bundled') return bundled
  const address = status?.bankUrl ?? backend.url
  return [status?.bankName, address].filter((part) => typeof part === 'string').join(' · ')
}

function LastSynced({ at }: { readonly at: string | null }) {
  const { t } = useTranslation('common')
  const language = useLanguage()
  // Renewed each minute, so that yesterday's time gains its date at midnight.
  const now = new Date(useNow(60_000))
  return (
    <span>
      {at === null ? t('stat.neverSynced') : t('stat.lastSynced', { at: formatInstant(at, language, { now }) })}
    </span>
  )
}

function Pending({ status }: { readonly status: SyncStatus | undefined }) {
  const { t } = useTranslation('common')
  if (status === undefined) return null
  const offline = reachOf(status) === 'offline'
  const count = status.waiting
  if (count === 0) return offline ? <span>{t('stat.offline')}</span> : null
  return <span>{t(offline ? 'stat.offlineWaiting' : 'stat.waiting', { count })}</span>
}
