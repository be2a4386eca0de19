// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a tree grid are reached through aria-activedescendant
// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { IconChevronRight } from '@tabler/icons-react'
import type { MouseEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow } from '#shared/contract/views'
import { AccountNumber, Amount } from '../../../components'
import { AccountStates } from '../account-states'
import type { ColumnId } from '../column-fit'
import type { TreeSlot } from './layout'
import { RowPath } from './row-path'
import type { ShownColumn } from './use-columns'

export interface AccountTreeRowProps {
  readonly id: string
  readonly row: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  readonly slot: TreeSlot
  /** Undefined while its page is on its way. */
  readonly account: AccountRow | undefined
  readonly columns: readonly ShownColumn[]
  readonly flat: boolean
  readonly isOpen: boolean
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly onToggle: () => void
  readonly onChoose: () => void
  readonly onMenu: (event: MouseEvent) => void
}

/** The DOM id of a row, by which the grid says where its keyboard focus is. */
export function rowId(gridId: string, row: number): string {
  return `${gridId}row${row}`
}

export function AccountTreeRow(props: AccountTreeRowProps) {
  const { t } = useTranslation('accounts')
  const { account, slot, flat, isOpen, isActive, isSelected, columns } = props
  const hasChildren = !flat && account !== undefined && account.childCount > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={props.id}
      role="row"
      aria-rowindex={props.row + 2}
      aria-level={flat ? 1 : slot.level}
      aria-posinset={slot.index + 1}
      aria-setsize={slot.siblings}
      aria-selected={isSelected}
      aria-busy={account === undefined}
      {...(hasChildren ? { 'aria-expanded': isOpen } : {})}
      className="accounts-row"
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-kind={account?.kind}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onClick={props.onChoose}
      onContextMenu={props.onMenu}
    >
      {columns.map(({ id, width }) => (
        <div key={id} role="gridcell" className={`accounts-cell accounts-cell-${id}`} style={{ width }}>
          {account === undefined ? (
            <span className="accounts-placeholder">{id === 'name' ? t('tree.loading') : ''}</span>
          ) : id === 'name' ? (
            <NameCell {...props} account={account} hasChildren={hasChildren} />
          ) : (
            cellOf(id, account, t)
          )}
        </div>
      ))}
    </div>
  )
}

function cellOf(id: Exclude<ColumnId, 'name'>, account: AccountRow, t: (key: string) => string): ReactNode {
  switch (id) {
    case 'number':
      return <AccountNumber number={account.number} />
    case 'scheme':
      return <span className={account.scheme ? '' : 'dim'}>{t(`scheme.${account.scheme ?? 'current'}`)}</span>
    case 'balance':
      return <Amount value={account.balance} />
    case 'rollup':
      return <Amount value={account.rollup} />
    case 'state':
      return <AccountStates account={account} />
  }
}

interface NameCellProps extends AccountTreeRowProps {
  readonly account: AccountRow
  readonly hasChildren: boolean
}

/** Pixels that each level stands further right. */
const INDENT = 18

function NameCell({ account, slot, flat, hasChildren, isOpen, onToggle }: NameCellProps) {
  const { t } = useTranslation('accounts')
  return (
    <>
      {!flat && <span className="accounts-indent" style={{ width: (slot.level - 1) * INDENT }} />}
      {!flat &&
        (hasChildren ? (
          <button
            type="button"
            className="accounts-caret"
            // The row itself says whether it is open, and the grid's keys open it: for the pointer only.
            aria-hidden
            tabIndex={-1}
            data-open={isOpen || undefined}
            title={t(isOpen ? 'tree.collapse' : 'tree.expand', { name: account.name })}
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            <IconChevronRight size={14} stroke={2} />
          </button>
        ) : (
          <span className="accounts-caret" />
        ))}
      <bdi className="accounts-name" title={account.name}>
        {account.name}
      </bdi>
      {flat && account.parentId !== null && <RowPath parentId={account.parentId} />}
    </>
  )
}
