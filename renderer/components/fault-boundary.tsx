import { Button } from '@mantine/core'
import { IconBug } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ErrorBoundary } from 'react-error-boundary'
import { useTranslation } from 'react-i18next'
import type { WindowFault } from '#shared/contract/views'
import { reportFault } from '../data/faults'
import { EmptyState } from './empty-state'

interface FaultBoundaryProps {
  readonly where: WindowFault['where']
  /** Going elsewhere leaves the fault behind. */
  readonly place?: string
  readonly children: ReactNode
}

/** Keeps a bug in what it holds from emptying the whole window: says so, writes it into the log and offers to try again. */
export function FaultBoundary({ where, place, children }: FaultBoundaryProps) {
  return (
    <ErrorBoundary
      resetKeys={[place]}
      onError={(error) => reportFault(where, error)}
      fallbackRender={({ resetErrorBoundary }) => <Fault onRetry={resetErrorBoundary} />}
    >
      {children}
    </ErrorBoundary>
  )
}

function Fault({ onRetry }: { readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  return (
    <div role="alert">
      <EmptyState
        icon={<IconBug size={28} stroke={1.5} />}
        title={t('fault.title')}
        action={<Button onClick={onRetry}>{t('tryAgain')}</Button>}
      >
        {t('fault.text')}
      </EmptyState>
    </div>
  )
}
