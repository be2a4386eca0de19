import { SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewDay, OverviewLine, OverviewOfCurrency } from '#shared/contract/overview-views'
import { Amount, DateTime, EmptyState, SideDrawer, StatePill, useLanguage } from '../../../components'
import { useOverviewLinesInfiniteQuery } from '../../../data/api'
import { dayWords } from '../day-words'
import { AccountLink } from './account-link'
import { Facts } from './facts'
import { Paged } from './paged'
import { RowList } from './row-list'

const ROW_PX = 66
const DIRECTIONS = ['all', 'credit', 'debit'] as const
type Shown = (typeof DIRECTIONS)[number]

interface DayDrawerProps {
  readonly day: string
  readonly sums: OverviewOfCurrency
  readonly onClose: () => void
}

/** The statement lines of one day that came from outside or went there, the latest first. */
export function DayDrawer({ day, sums, onClose }: DayDrawerProps) {
  const { t } = useTranslation('overview')
  const language = useLanguage()
  const known = sums.days.find((one) => one.day === day)
  return (
    <SideDrawer title={dayWords(day, language, 'long')} subtitle={t('day.subtitle')} onClose={onClose} takeFocus>
      {known === undefined ? (
        <EmptyState title={t('day.outside')}>{t('day.outsideText')}</EmptyState>
      ) : (
        <Lines day={known} currency={sums.currency} />
      )}
    </SideDrawer>
  )
}

function Lines({ day, currency }: { readonly day: OverviewDay; readonly currency: string }) {
  const { t } = useTranslation('overview')
  const [shown, setShown] = useState<Shown>('all')
  const direction = shown === 'all' ? null : shown
  const answer = useOverviewLinesInfiniteQuery({ currency, day: day.day, direction })
  const rows = answer.data?.pages.flatMap((page) => page.rows)
  const counts = { all: day.linesIn + day.linesOut, credit: day.linesIn, debit: day.linesOut }
  return (
    <>
      <Facts
        facts={[
          { label: t('cash.in'), value: <Amount value={day.moneyIn} currency={currency} /> },
          { label: t('cash.out'), value: <Amount value={day.moneyOut} currency={currency} /> },
          { label: t('cash.net'), value: <Amount value={day.net} currency={currency} signed /> },
        ]}
      />
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('day.direction')}
        data={DIRECTIONS.map((value) => ({ value, label: t(`day.${value}`, { count: counts[value] }) }))}
        value={shown}
        onChange={(next) => setShown(DIRECTIONS.find((known) => known === next) ?? 'all')}
      />
      <Paged answer={answer} isEmpty={rows?.length === 0} empty={t('day.empty')}>
        <RowList
          rows={rows ?? []}
          label={t('day.list')}
          rowPx={ROW_PX}
          total={counts[shown]}
          keyOf={({ line }) => line.id}
          onMore={answer.hasNextPage && !answer.isFetching ? () => void answer.fetchNextPage() : null}
        >
          {(row) => <Line row={row} />}
        </RowList>
      </Paged>
    </>
  )
}

function Line({ row: { line, account, pending } }: { readonly row: OverviewLine }) {
  const { t } = useTranslation('overview')
  const { postedAt, direction, amount, channel, counterparty, reference } = line
  return (
    <div className="overview-row" title={line.description}>
      <AccountLink account={account} copies={[{ label: t('menu.copyReference'), text: reference }]} />
      <span className="overview-row-amount" data-direction={direction}>
        <Amount value={direction === 'debit' ? `-${amount}` : amount} word={direction} signed />
        {pending ? (
          <StatePill state="waiting" label={t('day.pending')} />
        ) : (
          <bdi className="dim overview-row-reference">{reference}</bdi>
        )}
      </span>
      <span className="overview-row-rest">
        <DateTime at={postedAt} style="time" /> · {t(`channel.${channel}`)}
        {counterparty !== '' && (
          <>
            {' · '}
            <bdi>{counterparty}</bdi>
          </>
        )}
      </span>
    </div>
  )
}
