import { createContext, type KeyboardEvent, type MouseEvent, type ReactNode, useContext, useState } from 'react'
import { ContextMenu, type ContextMenuItem, contextMenuPoint, type MenuPoint } from '../../components'

export interface RowMenu {
  readonly label: string
  readonly items: readonly ContextMenuItem[]
}

const Open = createContext<(menu: RowMenu, at: MenuPoint) => void>(() => {})

/** One menu for all rows, outside of them: rows are moved into place, and a menu inside would move with them. */
export function RowMenus({ children }: { readonly children: ReactNode }) {
  const [menu, setMenu] = useState<(RowMenu & { readonly at: MenuPoint }) | null>(null)
  return (
    <Open value={(opened, at) => setMenu({ ...opened, at })}>
      {children}
      <ContextMenu
        at={menu?.at ?? null}
        label={menu?.label ?? ''}
        items={menu?.items ?? []}
        onClose={() => setMenu(null)}
      />
    </Open>
  )
}

/** What an element needs to open its row's menu by mouse and by keyboard. */
export function useRowMenu(menu: RowMenu) {
  const open = useContext(Open)
  const openAt = (event: MouseEvent | KeyboardEvent): void => {
    event.preventDefault()
    open(menu, contextMenuPoint(event))
  }
  return {
    onContextMenu: openAt,
    onKeyDown: (event: KeyboardEvent): void => {
      if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openAt(event)
    },
  }
}
