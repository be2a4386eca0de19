import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SyncStatus } from '#shared/contract/views'
import { DateTime } from '../../components/date-time'
import { formatSpan } from '../../components/format/span'
import { useLanguage } from '../../components/format/words'
import { useProblemText } from '../../components/problem'
import { type PillState, StatePill } from '../../components/state-pill'
import { type Reach, reachOf } from '../../data/reach'
import { Diagnostics } from './diagnostics'
import { History } from './history'
import { NextTry } from './next-try'

const PILLS: Readonly<Record<Reach, PillState>> = {
  online: 'confirmed',
  connecting: 'syncing',
  offline: 'neutral',
  auth_required: 'waiting',
  unsupported: 'refused',
}

/** Below this a difference of clocks changes nothing a person would notice. Milliseconds. */
const NOTABLE_OFFSET_MS = 60_000

export function Connection({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation('sync')
  const reach = reachOf(status)
  return (
    <section className="sync-connection" aria-labelledby="sync-connection">
      <div className="sync-head">
        <h2 id="sync-connection">{t('connection.title')}</h2>
      </div>
      <dl className="card sync-facts">
        <Fact label={t('connection.state')}>
          <StatePill state={PILLS[reach]} label={t(`connection.${reach}`)} />
        </Fact>
        <Trouble status={status} />
        {status.bankName !== null && <Fact label={t('connection.bank')}>{status.bankName}</Fact>}
        {status.bankUrl !== null && (
          <Fact label={t('connection.address')}>
            <span className="sync-url">{status.bankUrl}</span>
          </Fact>
        )}
        <Fact label={t('connection.lastSynced')}>
          {status.lastSyncedAt === null ? t('connection.never') : <DateTime at={status.lastSyncedAt} />}
        </Fact>
        <ClockFact offsetMs={status.clockOffsetMs} />
        <IntegrityFact integrity={status.integrity} />
      </dl>
      <History />
      <Diagnostics />
    </section>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** Since when there is no connection, why, and when it is tried again. */
function Trouble({ status: { offlineSince, nextTryAt, problem, connection } }: { readonly status: SyncStatus }) {
  const { t } = useTranslation('sync')
  const text = useProblemText()
  return (
    <>
      {connection !== 'online' && offlineSince !== null && (
        <Fact label={t('connection.offlineSince')}>
          <DateTime at={offlineSince} />
        </Fact>
      )}
      {connection !== 'online' && nextTryAt !== null && (
        <Fact label={t('connection.nextTry')}>
          <NextTry at={nextTryAt} words="soon" />
        </Fact>
      )}
      {problem !== null && <Fact label={t('connection.reason')}>{text(problem)}</Fact>}
    </>
  )
}

function ClockFact({ offsetMs }: { readonly offsetMs: number }) {
  const { t } = useTranslation('sync')
  const language = useLanguage()
  if (Math.abs(offsetMs) < NOTABLE_OFFSET_MS) return null
  return (
    <Fact label={t('connection.clock')}>
      {t(offsetMs > 0 ? 'connection.clockBehind' : 'connection.clockAhead', {
        time: formatSpan(Math.abs(offsetMs), language),
      })}
    </Fact>
  )
}

function IntegrityFact({ integrity }: Pick<SyncStatus, 'integrity'>) {
  const { t } = useTranslation(['sync', 'common'])
  if (integrity === null) return <Fact label={t('integrity.title')}>{t('integrity.never')}</Fact>
  const types = integrity.types.map((type) => t(`common:documentType.${type}`, { defaultValue: type })).join(', ')
  return (
    <Fact label={t('integrity.title')}>
      <StatePill
        state={integrity.matches ? 'confirmed' : 'refused'}
        label={t(integrity.matches ? 'integrity.matches' : 'integrity.differs')}
      />
      <span className="sync-under">
        {integrity.matches ? null : `${types} · `}
        <DateTime at={integrity.checkedAt} />
      </span>
    </Fact>
  )
}
