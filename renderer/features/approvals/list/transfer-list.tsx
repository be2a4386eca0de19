import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TransferRow } from '#shared/contract/approval-views'
import type { MenuPoint } from '../../../components'
import { RowGrid } from '../../../components/row-grid/row-grid'
import { useRows } from '../../../components/row-grid/use-rows'
import { type Chosen, isNarrowed, NOTHING_CHOSEN } from '../view-memory'
import { TYPING_MS } from './approval-list'
import { ListState } from './list-state'
import { useTransferSource } from './sources'
import { useTransferColumns } from './transfer-columns'
import { TransferMenu } from './transfer-menu'

interface TransferListProps {
  readonly chosen: Chosen
  readonly onChoose: (part: Partial<Chosen>) => void
  readonly rowPx: number
  readonly selectedId: string | null
  readonly onOpen: (transferId: string) => void
  readonly onApproval: (approvalId: string) => void
  readonly onDismiss: () => void
}

export function TransferList(props: TransferListProps) {
  const { t } = useTranslation('approvals')
  const { chosen, onChoose } = props
  const [text] = useDebouncedValue(chosen.text.trim(), TYPING_MS)
  const rows = useRows(useTransferSource(text, chosen.transfers))
  const columns = useTransferColumns()
  const [menu, setMenu] = useState<{ row: TransferRow; at: MenuPoint } | null>(null)
  return (
    <>
      <ListState
        segment="transfers"
        rows={rows}
        narrowed={isNarrowed(chosen)}
        mayDecide={false}
        onClear={() => onChoose(NOTHING_CHOSEN)}
      >
        <RowGrid
          label={t('list.transfers')}
          className="approvals-transfers"
          rows={rows}
          columns={columns}
          rowPx={props.rowPx}
          selectedId={props.selectedId}
          onOpen={({ id }) => props.onOpen(id)}
          onMenu={(row, at) => setMenu({ row, at })}
          onDismiss={props.onDismiss}
        />
      </ListState>
      <TransferMenu
        target={menu}
        onOpen={({ id }) => props.onOpen(id)}
        onApproval={props.onApproval}
        onAccount={(accountId) => onChoose({ transfers: { ...chosen.transfers, accountId } })}
        onClose={() => setMenu(null)}
      />
    </>
  )
}
