import { useTranslation } from 'react-i18next'
import { FreshnessLine } from '../../components/freshness-line'
import { ScreenHeader } from '../../components/screen-header'
import { useSyncStatusQuery } from '../../data/api'
import { Connection } from './connection'
import { Refused } from './refused'
import './sync.css'
import { Uploads } from './uploads'
import { Waiting } from './waiting'

/** Everything between this computer and the bank: what waits, what was refused and why, and how the connection does. */
export function SyncScreen() {
  const { t } = useTranslation('sync')
  const { data: status } = useSyncStatusQuery()
  return (
    <div className="screen">
      <ScreenHeader
        title={t('title')}
        fresh={<FreshnessLine asOf={status?.lastSyncedAt ?? null} pending={status?.waiting ?? 0} />}
      />
      <div className="screen-body sync">
        <div className="sync-main">
          <Refused />
          <Waiting />
          <Uploads />
        </div>
        {status !== undefined && <Connection status={status} />}
      </div>
    </div>
  )
}
