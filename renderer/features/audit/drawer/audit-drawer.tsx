import { useTranslation } from 'react-i18next'
import type { AuditDetail } from '#shared/contract/audit-views'
import { EmptyState, Loading, SideDrawer } from '../../../components'
import { useAuditEntryQuery } from '../../../data/api'
import { Outcome } from '../list/columns'
import type { Viewer } from '../use-viewer'
import { rejectionWords } from '../words/change-words'
import { kindWords } from '../words/kind-words'
import { Facts } from './facts'
import { FaultyRows } from './faulty-rows'
import { Record } from './record'
import './drawer.css'

interface AuditDrawerProps {
  readonly entryId: string
  readonly viewer: Viewer
  readonly onClose: () => void
}

/** Pixels. */
const WIDTH = 390

/** Everything that one entry tells. */
export function AuditDrawer({ entryId, viewer, onClose }: AuditDrawerProps) {
  const { t } = useTranslation('audit')
  const { currentData: entry, isError } = useAuditEntryQuery({ id: entryId })
  const shared = { onClose, width: WIDTH }
  if (isError) {
    return (
      <SideDrawer {...shared} title={t('drawer.notFound')}>
        <EmptyState title={t('drawer.notFound')}>{t('drawer.notFoundText')}</EmptyState>
      </SideDrawer>
    )
  }
  if (!entry) {
    return (
      <SideDrawer {...shared} title={t('drawer.label')}>
        <Loading />
      </SideDrawer>
    )
  }
  return (
    <SideDrawer {...shared} title={kindWords(t, entry.type, entry.variant)} subtitle={<Outcome {...entry} />}>
      <Content entry={entry} viewer={viewer} />
    </SideDrawer>
  )
}

function Content({ entry, viewer }: { readonly entry: AuditDetail; readonly viewer: Viewer }) {
  const { t } = useTranslation('audit')
  const reason = rejectionWords(t, entry)
  return (
    <div className="audit-drawer" key={entry.id}>
      {reason !== null && (
        <section className="audit-reason" aria-label={t('drawer.reason')}>
          <h3>{t('drawer.reason')}</h3>
          <p>{reason}</p>
        </section>
      )}
      <Facts entry={entry} viewer={viewer} />
      <FaultyRows rows={entry.faultyRows} />
      <Record entry={entry} maySeeAccounts={viewer.maySeeAccounts} />
    </div>
  )
}
