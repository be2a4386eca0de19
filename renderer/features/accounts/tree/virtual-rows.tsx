// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { type Ref, type RefObject, useImperativeHandle } from 'react'
import type { AccountsView } from '../accounts-view'
import { AccountTreeRow, rowId } from './account-tree-row'
import { rowAt } from './pages'
import type { ShownColumn } from './use-columns'
import type { TreeActions } from './use-tree-actions'
import type { TreeRows } from './use-tree-rows'
import { HEADER_PX, type RowsHandle, useVirtualRows } from './use-virtual-rows'

interface VirtualRowsProps {
  readonly ref: Ref<RowsHandle>
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly gridId: string
  readonly rows: TreeRows
  readonly open: AccountsView['open']
  readonly columnIds: readonly ShownColumn['id'][]
  readonly rowPx: number
  readonly selectedId: string | undefined
  readonly ticked: ReadonlySet<string>
  readonly today: string
  readonly actions: TreeActions
  readonly recallScroll: () => number
}

/** The rows in sight. Apart from the rest of the tree, because it alone is drawn anew with every turn of the wheel. */
export function VirtualRows(props: VirtualRowsProps) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { ref, gridId, rows, open, rowPx, selectedId } = props
  const { items, handle } = useVirtualRows(props)
  const { layout, pages, flat, activeRow } = rows
  useImperativeHandle(ref, () => handle, [handle])
  return (
    <div role="rowgroup" className="accounts-rows" style={{ height: layout.size * rowPx }}>
      {items.map(({ index, start }) => {
        const slot = layout.slotAt(index)
        if (!slot) return null
        const account = rowAt(pages, slot)
        return (
          <AccountTreeRow
            key={`${slot.parent ?? ''}:${slot.index}`}
            id={rowId(gridId, index)}
            row={index}
            top={start - HEADER_PX}
            height={rowPx}
            level={slot.level}
            index={slot.index}
            siblings={slot.siblings}
            account={account}
            columnIds={props.columnIds}
            flat={flat}
            sharesCurrency={rows.currency !== null}
            isOpen={account !== undefined && !flat && Object.hasOwn(open, account.id)}
            isActive={index === activeRow}
            isSelected={account !== undefined && account.id === selectedId}
            isTicked={account !== undefined && props.ticked.has(account.id)}
            today={props.today}
            actions={props.actions}
          />
        )
      })}
    </div>
  )
}
