// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { useMergedRef, useResizeObserver } from '@mantine/hooks'
import { type KeyboardEvent, type MouseEvent, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { contextMenuPoint, type MenuPoint } from '../../../components'
import type { AccountsView, UpdateView } from '../view-memory'
import { AccountTreeRow, rowId } from './account-tree-row'
import { moveFor } from './moves'
import { pageOf, rowAt } from './pages'
import { TreeHeader } from './tree-header'
import { useColumns } from './use-columns'
import type { TreeRows } from './use-tree-rows'
import { HEADER_PX, useVirtualRows } from './use-virtual-rows'

export interface AccountTreeProps {
  readonly rows: TreeRows
  readonly view: AccountsView
  readonly update: UpdateView
  readonly rowPx: number
  /** The account in the drawer. */
  readonly selectedId: string | undefined
  readonly onDetails: (account: AccountRow) => void
  readonly onMenu: (account: AccountRow, at: MenuPoint) => void
  /** Where the tree stands and stood, in pixels; kept while the app runs. */
  readonly onScrolled: (scrollTop: number) => void
  readonly recallScroll: () => number
}

/** The tree table: only the rows in sight exist; keys as in the WAI-ARIA tree grid. */
export function AccountTree(props: AccountTreeProps) {
  'use no memo' // The virtualizer's methods read live state, which the compiler would take for constants.
  const { rows, view, update, rowPx, selectedId, onDetails, onMenu } = props
  const { t } = useTranslation('accounts')
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [measured, size] = useResizeObserver<HTMLDivElement>()
  const ref = useMergedRef(scroller, measured)
  const columns = useColumns({ available: size.width, longestAmount: rows.longestAmount, view, update })
  const virtual = useVirtualRows({ scroller, ...props })
  const { layout, activeRow, pages, flat } = rows

  const accountOf = (row: number) => {
    const slot = layout.slotAt(row)
    return slot && rowAt(pages, slot)
  }
  const goTo = (row: number) => {
    const slot = layout.slotAt(row)
    if (!slot) return
    update({ active: { parent: slot.parent, index: slot.index, id: rowAt(pages, slot)?.id ?? null } })
    virtual.scrollTo(row)
  }
  const toggle = (row: number) => {
    const slot = layout.slotAt(row)
    const account = accountOf(row)
    if (!slot || !account || account.childCount === 0 || flat) return
    update(({ open: { [account.id]: wasOpen, ...others } }) => ({
      open: wasOpen ? others : { ...others, [account.id]: pageOf(slot) },
      active: { parent: slot.parent, index: slot.index, id: account.id },
    }))
  }
  const openMenu = (row: number, at: MenuPoint) => {
    const account = accountOf(row)
    if (account) onMenu(account, at)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    const key = event.shiftKey && event.key === 'F10' ? 'ContextMenu' : event.key
    const account = accountOf(activeRow)
    const isOpen = account !== undefined && !flat && Object.hasOwn(view.open, account.id) && account.childCount > 0
    const pageRows = Math.max(1, Math.floor((size.height - HEADER_PX) / rowPx) - 1)
    const move = moveFor(key, { layout, row: activeRow, slot: layout.slotAt(activeRow), account, isOpen, pageRows })
    if (!move) return
    event.preventDefault()
    if (move.kind === 'go') goTo(move.row)
    else if (move.kind === 'details') account && onDetails(account)
    else if (move.kind === 'menu') openMenu(activeRow, placeOfRow(scroller.current, rowId(gridId, activeRow), event))
    else toggle(activeRow)
  }

  return (
    <div
      ref={ref}
      className="accounts-tree"
      role="treegrid"
      aria-label={t(flat ? 'tree.results' : 'tree.label')}
      aria-rowcount={layout.size + 1}
      aria-colcount={columns.length}
      aria-activedescendant={layout.size > 0 ? rowId(gridId, activeRow) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={(event) => !flat && props.onScrolled(event.currentTarget.scrollTop)}
    >
      <TreeHeader columns={columns} />
      <div role="rowgroup" className="accounts-rows" style={{ height: layout.size * rowPx }}>
        {virtual.items.map(({ index, start }) => {
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
              slot={slot}
              account={account}
              columns={columns}
              flat={flat}
              isOpen={account !== undefined && !flat && Object.hasOwn(view.open, account.id)}
              isActive={index === activeRow}
              isSelected={account !== undefined && account.id === selectedId}
              onToggle={() => toggle(index)}
              onChoose={() => {
                goTo(index)
                if (account) onDetails(account)
              }}
              onMenu={(event: MouseEvent) => {
                event.preventDefault()
                goTo(index)
                openMenu(index, contextMenuPoint(event))
              }}
            />
          )
        })}
      </div>
    </div>
  )
}

/** Under the row, where the menu was asked for by a key; the event alone knows only the whole tree. */
function placeOfRow(within: HTMLElement | null, id: string, event: KeyboardEvent): MenuPoint {
  const box = within?.querySelector(`#${CSS.escape(id)}`)?.getBoundingClientRect()
  return box ? { x: box.left + 24, y: box.bottom } : contextMenuPoint(event)
}
