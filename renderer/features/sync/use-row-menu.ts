import { type KeyboardEvent, type MouseEvent, useState } from 'react'
import { contextMenuPoint, type MenuPoint } from '../../components/context-menu'

/** A row's context menu: where it is open, and what the row needs to open it by mouse and by keyboard. */
export function useRowMenu() {
  const [at, setAt] = useState<MenuPoint | null>(null)
  const open = (event: MouseEvent | KeyboardEvent) => {
    event.preventDefault()
    setAt(contextMenuPoint(event))
  }
  return {
    at,
    close: () => setAt(null),
    rowProps: {
      onContextMenu: open,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) open(event)
      },
    },
  }
}
