import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Loading, ProblemMessage } from '../../../components'
import { problemOf } from '../../../data/api'

interface PagedProps {
  readonly answer: {
    readonly data?: unknown
    readonly error?: unknown
    readonly isFetchingNextPage: boolean
    readonly refetch: () => unknown
  }
  readonly isEmpty: boolean
  readonly empty: string
  readonly children: ReactNode
}

/** A list that is read page by page, or what stands in its place. */
export function Paged({ answer, isEmpty, empty, children }: PagedProps) {
  const { t } = useTranslation('overview')
  const problem = problemOf(answer.error)
  if (problem !== null) {
    return (
      <div className="overview-instead">
        <ProblemMessage problem={problem} />
        <Button variant="default" onClick={() => answer.refetch()}>
          {t('tryAgain')}
        </Button>
      </div>
    )
  }
  if (answer.data === undefined) return <Loading />
  if (isEmpty) return <p className="dim overview-instead">{empty}</p>
  return (
    <>
      {children}
      {answer.isFetchingNextPage && <Loading />}
    </>
  )
}
