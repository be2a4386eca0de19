import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'

interface SideDrawerProps {
  readonly title: ReactNode
  readonly subtitle?: ReactNode
  readonly onClose: () => void
  /** CSS pixels, 350 to 390. */
  readonly width?: number
  /** Another value moves the focus anew, as when another row is opened. */
  readonly focusKey?: string
  /** False leaves the focus where it is, as when arrows walk a list beside an open drawer. */
  readonly takeFocus?: boolean
  readonly children: ReactNode
}

/** Details beside their list. The list stays usable; Esc closes; the focus goes back to where it came from. */
export function SideDrawer({
  title,
  subtitle,
  onClose,
  width = 368,
  focusKey,
  takeFocus = false,
  children,
}: SideDrawerProps) {
  const { t } = useTranslation('common')
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useReturnFocus(heading)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another focusKey is the reason to move the focus
  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus, focusKey])

  return (
    <aside
      className="drawer"
      aria-labelledby={titleId}
      style={{ width }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.stopPropagation()
        onClose()
      }}
    >
      <div className="drawer-head">
        <div className="drawer-titles">
          <h2 id={titleId} ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {subtitle !== undefined && <p className="dim">{subtitle}</p>}
        </div>
        <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </div>
      <div className="drawer-body">{children}</div>
    </aside>
  )
}

/** When the drawer goes while the focus is inside, the focus goes back to where it was before. */
function useReturnFocus(inside: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement
    const drawer = inside.current?.closest('aside')
    return () => {
      const focusIsLost = document.activeElement === document.body || drawer?.contains(document.activeElement)
      if (focusIsLost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [inside])
}
