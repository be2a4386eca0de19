import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'
import { EmptyState } from '../components/empty-state'
import { useProblemText } from '../components/problem'

/** When not even the session can be read: says why, and lets the user try again. */
export function StartProblem({ problem, onRetry }: { readonly problem: AppProblem; readonly onRetry: () => void }) {
  const { t } = useTranslation('common')
  const text = useProblemText()
  return (
    <main>
      <EmptyState title={t('startFailed')} action={<Button onClick={onRetry}>{t('tryAgain')}</Button>}>
        {text(problem)}
      </EmptyState>
    </main>
  )
}
