import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatInstant } from './format/instant'
import { useLanguage } from './format/words'

interface FreshnessLineProps {
  /** When the bank last said what is shown; null before the first answer. */
  readonly asOf: string | null
  /** Commands in the figures that the bank has not confirmed. */
  readonly pending: number
  /** More facts of the title line, such as counts. */
  readonly children?: ReactNode
}

/** How fresh the figures are and what in them is not yet the bank's word. */
export function FreshnessLine({ asOf, pending, children }: FreshnessLineProps) {
  const { t } = useTranslation('common')
  const language = useLanguage()
  return (
    <p className="freshness">
      {asOf === null ? t('freshness.never') : t('freshness.asOf', { at: formatInstant(asOf, language) })}
      {pending > 0 && <> · {t('freshness.pending', { count: pending })}</>}
      {children !== undefined && <> · {children}</>}
    </p>
  )
}
