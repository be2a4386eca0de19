import { Loader } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface EmptyStateProps {
  readonly icon?: ReactNode
  readonly title: string
  /** Teaches the first action. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** What stands where there is nothing yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      {icon !== undefined && (
        <div className="empty-icon" aria-hidden>
          {icon}
        </div>
      )}
      <p className="empty-title">{title}</p>
      {children !== undefined && <p className="empty-text">{children}</p>}
      {action}
    </div>
  )
}

/** For the moment in which the local copy is read; the bank is never waited for. */
export function Loading({ label }: { readonly label?: string }) {
  const { t } = useTranslation('common')
  return (
    <div className="empty" aria-busy="true">
      <Loader size="sm" aria-hidden />
      <p className="empty-text">{label ?? t('loading')}</p>
    </div>
  )
}
