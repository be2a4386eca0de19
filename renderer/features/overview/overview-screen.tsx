import { Button } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewView } from '#shared/contract/overview-views'
import { EmptyState, Loading, ProblemMessage, ScreenHeader } from '../../components'
import { problemOf, useOverviewQuery, useSessionQuery, useSyncStatusQuery } from '../../data/api'
import { bankDay } from './day-words'
import { Figures } from './figures'
import { Freshness } from './freshness'
import { NoFigures } from './no-figures'
import { useOverviewMemory } from './overview-memory'
import { useOwner } from './use-owner'
import './overview.css'

/** The company's position and what moved it, from this computer's own copy. Route: `/overview/:part?/:key?`. */
export function OverviewScreen() {
  const { data: session } = useSessionQuery()
  if (session === undefined) return null
  return session.permissions.includes('accounts.view') ? <WithFigures /> : <NoFigures />
}

function WithFigures() {
  const { t } = useTranslation('overview')
  const [memory, update] = useOverviewMemory(useOwner())
  const { data: view, error, refetch } = useOverviewQuery(memory.range)
  useNewDay(view, refetch)
  const problem = problemOf(error)
  if (problem !== null) {
    const again = (
      <Button variant="default" onClick={refetch}>
        {t('tryAgain')}
      </Button>
    )
    return (
      <Bare>
        <EmptyState title={t('empty.problem')} action={again}>
          <ProblemMessage problem={problem} />
        </EmptyState>
      </Bare>
    )
  }
  if (view === undefined) {
    return (
      <Bare>
        <Loading />
      </Bare>
    )
  }
  const { range } = view
  if (range === null || view.currencies.length === 0) {
    return (
      <Bare>
        <Nothing reason={range === null ? 'onTheirWay' : 'noAccounts'} />
      </Bare>
    )
  }
  return <Figures view={view} range={range} memory={memory} update={update} />
}

/** The days that are known go on with the bank's calendar, also when a pull brought nothing new. */
function useNewDay(view: OverviewView | undefined, refetch: () => unknown): void {
  const { data: status } = useSyncStatusQuery()
  const synced = status?.lastSyncedAt ?? null
  const isBehind = view !== undefined && synced !== null && view.known?.to !== bankDay(synced)
  useEffect(() => {
    if (isBehind) refetch()
  }, [isBehind, refetch])
}

function Bare({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('overview')
  return (
    <section className="screen" aria-label={t('title')}>
      <ScreenHeader title={t('title')} fresh={<Freshness />} />
      <div className="screen-body">{children}</div>
    </section>
  )
}

function Nothing({ reason }: { readonly reason: 'onTheirWay' | 'noAccounts' }) {
  const { t } = useTranslation('overview')
  return (
    <EmptyState icon={<IconChartBar size={28} stroke={1.5} />} title={t(`empty.${reason}`)}>
      {t(`empty.${reason}Text`)}
    </EmptyState>
  )
}
