// biome-ignore-all lint/a11y/useSemanticElements: rows stand at their place by transform, which table elements do not take; ARIA says the rest
// biome-ignore-all lint/a11y/useFocusableInteractive: rows and cells of a grid are reached through aria-activedescendant
import { useEffect, useMemo, useRef } from 'react'
import { contextMenuPoint, type MenuPoint } from '../context-menu'
import { useWords } from '../format/words'
import type { Column } from './column'

export interface RowActions {
  choose(index: number): void
  openMenu(index: number, at: MenuPoint): void
}

/** The same object always, so that rows are not drawn anew for it. */
export function useRowActions(actions: RowActions): RowActions {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  return useMemo(
    () => ({
      choose: (index) => latest.current.choose(index),
      openMenu: (index, at) => latest.current.openMenu(index, at),
    }),
    [],
  )
}

interface GridRowProps<Row, Sort extends string> {
  readonly id: string
  readonly index: number
  /** Pixels. */
  readonly top: number
  readonly height: number
  /** Undefined while its page is on its way. */
  readonly row: Row | undefined
  readonly columns: readonly Column<Row, Sort>[]
  readonly isActive: boolean
  /** In the drawer. */
  readonly isOpen: boolean
  /** Undefined in a list without ticks, where the row in the drawer counts as the selected one. */
  readonly isTicked: boolean | undefined
  readonly actions: RowActions
}

/** One row of a grid, at its place. */
export function GridRow<Row, Sort extends string>(props: GridRowProps<Row, Sort>) {
  const { index, row, columns, isActive, isOpen, isTicked, actions } = props
  const t = useWords('common')
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its rows
    <div
      id={props.id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isTicked ?? isOpen}
      aria-current={isTicked !== undefined && isOpen ? 'true' : undefined}
      aria-busy={row === undefined}
      className="grid-row grid-columns"
      data-active={isActive || undefined}
      data-selected={isOpen || undefined}
      style={{ height: props.height, transform: `translateY(${props.top}px)` }}
      onClick={() => actions.choose(index)}
      onContextMenu={(event) => {
        event.preventDefault()
        actions.openMenu(index, contextMenuPoint(event))
      }}
    >
      {columns.map(({ key, cell }, at) => (
        <div key={key} role="gridcell" className={`grid-cell grid-cell-${key}`}>
          {row ? cell(row) : at === 0 && <span className="dim">{t('loading')}</span>}
        </div>
      ))}
    </div>
  )
}
