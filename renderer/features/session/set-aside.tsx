import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { isCopyFault } from '#shared/contract/copy-faults'
import type { AppProblem } from '#shared/contract/views'
import { confirmAction } from '../../components/confirm-dialog'
import { FormError } from '../../components/problem'
import { problemOf, useSetCopyAsideMutation } from '../../data/api'

interface SetAsideProps {
  /** Why the copy could not be opened. */
  readonly problem: AppProblem | null
  readonly onDone: () => void
}

/** The way on for somebody whose copy cannot be opened: it is kept, and the next sign-in makes a new one. */
export function SetAside({ problem, onDone }: SetAsideProps) {
  const { t } = useTranslation(['session', 'common'])
  const [setAside, { isLoading, error }] = useSetCopyAsideMutation()
  if (problem === null || !isCopyFault(problem)) return null
  const start = async () => {
    const answer = await setAside(undefined)
    if (answer.error === undefined) onDone()
  }
  return (
    <div className="session-aside">
      <FormError problem={problemOf(error)} />
      <Anchor
        component="button"
        type="button"
        disabled={isLoading}
        onClick={() =>
          confirmAction({
            title: t('aside.title'),
            message: t('aside.explain'),
            confirmLabel: t('aside.confirm'),
            cancelLabel: t('common:cancel'),
            danger: true,
            onConfirm: () => void start(),
          })
        }
      >
        {t('aside.open')}
      </Anchor>
    </div>
  )
}
