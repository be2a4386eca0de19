import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ApprovalRow } from '#shared/contract/approval-views'
import type { MenuPoint } from '../../../components'
import { RowGrid } from '../../../components/row-grid/row-grid'
import { useRows } from '../../../components/row-grid/use-rows'
import { mayDecideOn } from '../decision/may-decide'
import type { Decision } from '../decision/use-decide'
import type { Viewer } from '../use-viewer'
import { type Chosen, isNarrowed, NOTHING_CHOSEN, type Segment } from '../view-memory'
import { useApprovalColumns } from './approval-columns'
import { ApprovalMenu } from './approval-menu'
import { ListState } from './list-state'
import { useApprovalSource } from './sources'

/** Milliseconds without a key before a search is asked for. */
export const TYPING_MS = 90

const VIEWS = { waiting: 'waiting', sent: 'sent', history: 'ended' } as const

interface ApprovalListProps {
  readonly segment: Exclude<Segment, 'transfers'>
  readonly viewer: Viewer
  readonly chosen: Chosen
  readonly onChoose: (part: Partial<Chosen>) => void
  readonly rowPx: number
  /** The bank's time, milliseconds. */
  readonly nowMs: number
  readonly selectedId: string | null
  readonly onOpen: (approvalId: string) => void
  readonly onDecide: (approvalId: string, decision: Decision) => void
  readonly onTransfer: (transferId: string) => void
  readonly onDismiss: () => void
}

export function ApprovalList(props: ApprovalListProps) {
  const { t } = useTranslation('approvals')
  const { segment, viewer, chosen } = props
  const [text] = useDebouncedValue(chosen.text.trim(), TYPING_MS)
  const rows = useRows(useApprovalSource(VIEWS[segment], text, chosen.approvals))
  const columns = useApprovalColumns(segment, props.nowMs)
  const [menu, setMenu] = useState<{ row: ApprovalRow; at: MenuPoint } | null>(null)
  const decideOn = (row: ApprovalRow, decision: Decision) => {
    if (mayDecideOn(row, viewer)) props.onDecide(row.id, decision)
  }
  const onLetter = (letter: string, row: ApprovalRow) => {
    if (letter === 'a') decideOn(row, 'approve')
    if (letter === 'r') decideOn(row, 'reject')
  }
  return (
    <>
      <ListState
        segment={segment}
        rows={rows}
        narrowed={isNarrowed(chosen)}
        mayDecide={viewer.mayDecide}
        onClear={() => props.onChoose(NOTHING_CHOSEN)}
      >
        <RowGrid
          label={t(`list.${segment}`)}
          className={`approvals-${segment}`}
          rows={rows}
          columns={columns}
          rowPx={props.rowPx}
          selectedId={props.selectedId}
          onOpen={({ id }) => props.onOpen(id)}
          onMenu={(row, at) => setMenu({ row, at })}
          onLetter={onLetter}
          onDismiss={props.onDismiss}
        />
      </ListState>
      <ApprovalMenu
        target={menu}
        viewer={viewer}
        onOpen={({ id }) => props.onOpen(id)}
        onDecide={decideOn}
        onTransfer={props.onTransfer}
        onClose={() => setMenu(null)}
      />
    </>
  )
}
