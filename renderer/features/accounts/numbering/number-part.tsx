import { skipToken } from '@reduxjs/toolkit/query'
import { useTranslation } from 'react-i18next'
import type { NumberingSegment } from '#shared/domain/documents'
import type { DomainError, Result } from '#shared/kernel/result'
import { useProblemText } from '../../../components'
import { useNumberPreviewQuery } from '../../../data/api'
import { NumberStrip } from './number-strip'

const SHOWN = 3

interface NumberPartProps {
  readonly parentId: string
  readonly valid: Result<readonly NumberingSegment[], DomainError>
  /** The scheme is the one in force. */
  readonly unchanged: boolean
}

/** The next numbers under an account by the scheme as it is drawn, or why there would be none. */
export function NumberPart({ parentId, valid, unchanged }: NumberPartProps) {
  const { t } = useTranslation('accounts')
  const problemText = useProblemText()
  const segments = valid.ok ? [...valid.value] : null
  const { data } = useNumberPreviewQuery(segments === null ? skipToken : { parentId, count: SHOWN, segments })
  if (!valid.ok) {
    return (
      <p className="numbering-fault" role="alert">
        {problemText(valid.error)}
      </p>
    )
  }
  return (
    <section aria-label={t('numbering.nextNumbers')} aria-live="polite">
      <p className="numbering-next-title">{t(unchanged ? 'numbering.nextNow' : 'numbering.nextThen')}</p>
      {data && <NumberStrip segments={valid.value} numbers={data.numbers} />}
      {data?.problem && <p className="numbering-fault">{problemText(data.problem)}</p>}
      <p className="dim accounts-help">{t('numbering.estimate')}</p>
    </section>
  )
}
