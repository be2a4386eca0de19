// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a tree grid are reached through aria-activedescendant
// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
import { IconCheck, IconChevronRight } from '@tabler/icons-react'
import { type MouseEvent, memo, type ReactNode } from 'react'
import type { AccountRow } from '#shared/contract/views'
import { AccountNumber, Amount, contextMenuPoint, formatCount, useLanguage, useWords } from '../../../components'
import { AccountStates } from '../account-states'
import type { ColumnId } from '../column-fit'
import { LimitShareCell } from './limit-share-cell'
import { RowPath } from './row-path'
import type { TreeActions } from './use-tree-actions'

export interface AccountTreeRowProps {
  readonly id: string
  readonly row: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  readonly level: number
  readonly index: number
  readonly siblings: number
  /** Undefined while its page is on its way. */
  readonly account: AccountRow | undefined
  readonly columnIds: readonly ColumnId[]
  readonly flat: boolean
  /** Whether the head says the currency for all rows. */
  readonly sharesCurrency: boolean
  readonly isOpen: boolean
  readonly isActive: boolean
  /** Its details stand beside the tree. */
  readonly isSelected: boolean
  /** It is among those selected to do something with. */
  readonly isTicked: boolean
  /** The date in the bank's zone, by which limits count. */
  readonly today: string
  readonly actions: TreeActions
}

/** The DOM id of a row, by which the grid says where its keyboard focus is. */
export function rowId(gridId: string, row: number): string {
  return `${gridId}row${row}`
}

/** Drawn anew only when something about this very row changes. */
export const AccountTreeRow = memo(function AccountTreeRow(props: AccountTreeRowProps) {
  const t = useWords('accounts')
  const { account, row, flat, isOpen, isActive, isSelected, isTicked, actions } = props
  const hasChildren = !flat && account !== undefined && account.childCount > 0
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={props.id}
      role="row"
      aria-rowindex={row + 2}
      aria-level={flat ? 1 : props.level}
      aria-posinset={props.index + 1}
      aria-setsize={props.siblings}
      {...(account?.kind === 'current' ? {} : { 'aria-selected': isTicked })}
      {...(isSelected ? { 'aria-current': true } : {})}
      aria-busy={account === undefined}
      {...(hasChildren ? { 'aria-expanded': isOpen } : {})}
      className="accounts-row"
      data-active={isActive || undefined}
      data-selected={isSelected || undefined}
      data-ticked={isTicked || undefined}
      data-kind={account?.kind}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onClick={(event) => actions.click(row, event)}
      onContextMenu={(event) => {
        event.preventDefault()
        actions.openMenu(row, contextMenuPoint(event))
      }}
    >
      <TickCell account={account} isTicked={isTicked} onTick={(event) => actions.tick(row, event)} />
      {props.columnIds.map((id) => (
        <div key={id} role="gridcell" className={`accounts-cell accounts-cell-${id}`} style={{ width: `var(--${id})` }}>
          {account === undefined ? (
            <span className="accounts-placeholder">{id === 'name' ? t('tree.loading') : ''}</span>
          ) : id === 'name' ? (
            <NameCell {...props} account={account} hasChildren={hasChildren} />
          ) : (
            cellOf(id, account, props, t)
          )}
        </div>
      ))}
    </div>
  )
})

function cellOf(
  id: Exclude<ColumnId, 'name'>,
  account: AccountRow,
  { sharesCurrency, today }: Pick<AccountTreeRowProps, 'sharesCurrency' | 'today'>,
  t: (key: string) => string,
): ReactNode {
  const currency = sharesCurrency ? {} : { currency: account.currency }
  switch (id) {
    case 'number':
      return <AccountNumber number={account.number} />
    case 'scheme':
      return <span className={account.scheme ? '' : 'dim'}>{t(`scheme.${account.scheme ?? 'current'}`)}</span>
    case 'reference':
      return <bdi title={account.externalRef ?? undefined}>{account.externalRef}</bdi>
    case 'balance':
    case 'held':
    case 'available':
    case 'rollup':
      return <Amount value={account[id]} {...currency} />
    case 'limitUse':
      return account.kind === 'sub' && <LimitShareCell use={account.limitUse} today={today} />
    case 'state':
      return <AccountStates account={account} />
  }
}

interface TickCellProps {
  readonly account: AccountRow | undefined
  readonly isTicked: boolean
  readonly onTick: (event: MouseEvent) => void
}

/** The row itself says whether it is selected, and the grid's keys select it: the tick is for the pointer only. */
function TickCell({ account, isTicked, onTick }: TickCellProps) {
  const canTick = account?.kind === 'sub'
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div role="gridcell" className="accounts-cell accounts-cell-tick" onClick={canTick ? onTick : undefined}>
      {canTick && (
        <span className="accounts-tick" aria-hidden>
          {isTicked && <IconCheck size={12} stroke={3} />}
        </span>
      )}
    </div>
  )
}

interface NameCellProps extends AccountTreeRowProps {
  readonly account: AccountRow
  readonly hasChildren: boolean
}

function NameCell({ account, row, level, flat, hasChildren, isOpen, actions }: NameCellProps) {
  const t = useWords('accounts')
  const language = useLanguage()
  return (
    <>
      {!flat && <span className="accounts-indent" data-level={level} />}
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
              actions.toggle(row)
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
      {hasChildren && (
        <span
          className="dim num accounts-count"
          data-count={formatCount(account.descendantCount, language)}
          title={t('tree.below', { count: account.descendantCount })}
        />
      )}
      {flat && account.parentId !== null && <RowPath parentId={account.parentId} />}
    </>
  )
}
