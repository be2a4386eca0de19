import { Menu } from '@mantine/core'
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react'

export interface ContextMenuItem {
  readonly key: string
  readonly label: string
  readonly icon?: ReactNode
  readonly disabled?: boolean
  readonly danger?: boolean
  readonly onSelect: () => void
}

export interface MenuPoint {
  readonly x: number
  readonly y: number
}

interface ContextMenuProps {
  /** Window coordinates, null while closed. */
  readonly at: MenuPoint | null
  readonly items: readonly ContextMenuItem[]
  readonly label: string
  readonly onClose: () => void
}

/** A row's menu, where the pointer or the focused row is. */
export function ContextMenu({ at, items, label, onClose }: ContextMenuProps) {
  if (at === null) return null
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      offset={2}
      // In its place in the page, not at its end: there it would stand outside every landmark.
      withinPortal={false}
      floatingStrategy="fixed"
      // Mantine counts keys as well, and so would close the menu with the very key that opened it.
      clickOutsideEvents={['mousedown', 'touchstart']}
      shadow="md"
      trapFocus
      returnFocus
    >
      <Menu.Target>
        <button
          type="button"
          tabIndex={-1}
          aria-label={label}
          className="menu-anchor"
          style={{ left: at.x, top: at.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {items.map(({ key, label: text, icon, disabled, danger, onSelect }) => (
          <Menu.Item
            key={key}
            leftSection={icon}
            disabled={disabled === true}
            {...(danger === true ? { color: 'red' } : {})}
            onClick={onSelect}
          >
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Where a row's menu opens: at the pointer, or under the row for Shift+F10 and the menu key, which give no place. */
export function contextMenuPoint(event: MouseEvent | KeyboardEvent): MenuPoint {
  if ('clientX' in event && (event.clientX !== 0 || event.clientY !== 0)) return { x: event.clientX, y: event.clientY }
  const row = event.currentTarget.getBoundingClientRect()
  return { x: row.left + 24, y: row.bottom }
}
