import { modals } from '@mantine/modals'
import type { ReactNode } from 'react'

interface Confirmation {
  readonly title: string
  /** What exactly will happen. */
  readonly message: ReactNode
  readonly confirmLabel: string
  readonly cancelLabel: string
  readonly danger?: boolean
  readonly onConfirm: () => void
}

/** Asks before something that is not easily undone; the cancel button has the focus. */
export function confirmAction({ title, message, confirmLabel, cancelLabel, danger, onConfirm }: Confirmation): void {
  modals.openConfirmModal({
    title,
    children: message,
    labels: { confirm: confirmLabel, cancel: cancelLabel },
    cancelProps: { 'data-autofocus': true },
    confirmProps: danger === true ? { color: 'red' } : {},
    onConfirm,
  })
}
