import { Tabs } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FreshnessLine, formatCount, ScreenHeader, useBankTime, useLanguage, useScreenAction } from '../../components'
import { useApprovalsSummaryQuery, useSettingsQuery, useSyncStatusQuery } from '../../data/api'
import { DecisionDialog } from './decision/decision-dialog'
import type { Decision } from './decision/use-decide'
import { ApprovalDrawer } from './drawer/approval-drawer'
import { TransferDrawer } from './drawer/transfer-drawer'
import { FilterBar } from './filter-bar'
import { CLOCK_MS } from './lapse'
import { ApprovalList } from './list/approval-list'
import { TransferList } from './list/transfer-list'
import { usePlace } from './use-place'
import { useViewer, type Viewer } from './use-viewer'
import { type Segment, segmentsFor, useChosen } from './view-memory'
import './approvals.css'
import './approval-details.css'

const ROW_PX = { normal: 34, compact: 28 } as const

/** What waits for a second person, what became of it, and every transfer. Route: `/approvals/:approvalId?`. */
export function ApprovalsScreen() {
  const { t } = useTranslation('approvals')
  const viewer = useViewer()
  const segments = segmentsFor(viewer)
  const place = usePlace(segments[0] ?? 'history', segments)
  const [chosen, choose] = useChosen(viewer.owner, place.segment)
  const [asking, setAsking] = useState<{ readonly approvalId: string; readonly decision: Decision } | null>(null)
  const { data: settings } = useSettingsQuery()
  const { data: status } = useSyncStatusQuery()
  const nowMs = useBankTime(CLOCK_MS)
  const searchField = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  useScreenAction('search', () => searchField.current?.select())
  useAccountOfAddress(place, choose)

  const focusList = () => list.current?.querySelector<HTMLElement>('[role=grid]')?.focus()
  const closeDrawer = () => {
    place.closeDrawer()
    focusList()
  }
  const rowPx = ROW_PX[settings?.density ?? 'normal']
  return (
    <section className="screen approvals" aria-label={t('title')}>
      <ScreenHeader
        title={t('title')}
        fresh={<FreshnessLine asOf={status?.lastSyncedAt ?? null} pending={status?.waiting ?? 0} />}
      />
      <Tabs
        className="approvals-tabs"
        value={place.segment}
        onChange={(value) => place.openSegment(segments.find((name) => name === value) ?? place.segment)}
        keepMounted={false}
      >
        <SegmentList segments={segments} viewer={viewer} />
        <Tabs.Panel value={place.segment} className="approvals-panel">
          <FilterBar
            segment={place.segment}
            chosen={chosen}
            onChoose={choose}
            searchField={searchField}
            onIntoList={focusList}
          />
          <div className="split">
            <div className="split-main approvals-main" ref={list}>
              {place.segment === 'transfers' ? (
                <TransferList
                  chosen={chosen}
                  onChoose={choose}
                  rowPx={rowPx}
                  selectedId={place.transferId}
                  onOpen={place.openTransfer}
                  onApproval={place.openApproval}
                  onDismiss={closeDrawer}
                />
              ) : (
                <ApprovalList
                  key={place.segment}
                  segment={place.segment}
                  viewer={viewer}
                  chosen={chosen}
                  onChoose={choose}
                  rowPx={rowPx}
                  nowMs={nowMs}
                  selectedId={place.approvalId}
                  onOpen={place.openApproval}
                  onDecide={(approvalId, decision) => setAsking({ approvalId, decision })}
                  onTransfer={place.openTransfer}
                  onDismiss={closeDrawer}
                />
              )}
            </div>
            {place.approvalId !== null ? (
              <ApprovalDrawer approvalId={place.approvalId} viewer={viewer} nowMs={nowMs} onClose={closeDrawer} />
            ) : (
              place.transferId !== null && <TransferDrawer transferId={place.transferId} onClose={closeDrawer} />
            )}
          </div>
        </Tabs.Panel>
      </Tabs>
      {asking !== null && <DecisionDialog {...asking} onClose={() => setAsking(null)} />}
    </section>
  )
}

/** The parts of the screen with how many wait in each. */
function SegmentList({ segments, viewer }: { readonly segments: readonly Segment[]; readonly viewer: Viewer }) {
  const { t } = useTranslation('approvals')
  const language = useLanguage()
  const { data } = useApprovalsSummaryQuery()
  const countOf = (segment: Segment) =>
    segment === 'waiting' ? (data?.waiting ?? 0) : segment === 'sent' ? (data?.sent ?? 0) : 0
  const nameOf = (segment: Segment) =>
    t(segment === 'waiting' && !viewer.mayDecide ? 'segment.waitingOthers' : `segment.${segment}`)
  return (
    <Tabs.List aria-label={t('segments')}>
      {segments.map((segment) => (
        <Tabs.Tab key={segment} value={segment}>
          {nameOf(segment)}
          {countOf(segment) > 0 && (
            <span className="approvals-count num">{formatCount(countOf(segment), language)}</span>
          )}
        </Tabs.Tab>
      ))}
    </Tabs.List>
  )
}

/** "Transfers of this account", asked for by a link from elsewhere, becomes a filter that can be taken off. */
function useAccountOfAddress(
  { segment, accountId, forgetAccount }: ReturnType<typeof usePlace>,
  choose: ReturnType<typeof useChosen>[1],
): void {
  useEffect(() => {
    if (segment !== 'transfers' || accountId === null) return
    choose({ text: '', transfers: { accountId } })
    forgetAccount()
  })
}
