import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import { DateTime, ScreenHeader, StatePill } from '../../components'
import { useScreenLinks } from '../../components/screen-links'
import { useSessionQuery, useSyncStatusQuery } from '../../data/api'
import { reachOf } from '../../data/reach'
import { Freshness } from './freshness'

/** For roles that the bank sends no accounts to: what there is for them, and no figure that would only look like one. */
export function NoFigures() {
  const { t } = useTranslation(['overview', 'common'])
  const { data: session } = useSessionQuery()
  const role = session?.user?.role
  return (
    <section className="screen" aria-label={t('title')}>
      <ScreenHeader title={t('title')} fresh={<Freshness />} />
      <div className="screen-body">
        <div className="overview-plain">
          <section className="card overview-card" aria-labelledby="overview-role">
            <h2 id="overview-role">{t('noFigures.title')}</h2>
            <p>{role !== undefined && t('noFigures.text', { role: t(`common:role.${role}`) })}</p>
          </section>
          <SyncState />
          <Screens />
        </div>
      </div>
    </section>
  )
}

function SyncState() {
  const { t } = useTranslation('overview')
  const { data: status } = useSyncStatusQuery()
  if (status === undefined) return null
  const { waiting, attention, lastSyncedAt } = status
  return (
    <section className="card overview-card" aria-labelledby="overview-sync">
      <h2 id="overview-sync">{t('sync.title')}</h2>
      <dl className="overview-facts">
        <dt>{t('sync.connection')}</dt>
        <dd>{t(`sync.reach.${reachOf(status)}`)}</dd>
        <dt>{t('sync.last')}</dt>
        <dd>{lastSyncedAt === null ? t('sync.never') : <DateTime at={lastSyncedAt} />}</dd>
        <dt>{t('sync.commands')}</dt>
        <dd className="overview-pills">
          {attention > 0 && <StatePill state="refused" label={t('sync.attention', { count: attention })} />}
          {waiting > 0 && <StatePill state="waiting" label={t('sync.waiting', { count: waiting })} />}
          {attention === 0 && waiting === 0 && <StatePill state="confirmed" label={t('sync.nothing')} />}
        </dd>
      </dl>
    </section>
  )
}

/** The other screens of this role. A link says what is there: the screen's own name is that of the navigation's link. */
function Screens() {
  const { t } = useTranslation(['overview', 'common'])
  const links = useScreenLinks().filter(({ key }) => key !== 'overview')
  return (
    <section className="card overview-card" aria-labelledby="overview-screens">
      <h2 id="overview-screens">{t('screens.title')}</h2>
      <ul className="overview-links">
        {links.map(({ key, path }) => (
          <li key={key}>
            <span>{t(`common:screen.${key}`)}</span>
            <Link to={path}>{t(`screens.${key}`, { defaultValue: t('screens.other') })}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
