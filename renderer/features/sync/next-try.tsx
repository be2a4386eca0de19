import { useTranslation } from 'react-i18next'
import { useNow } from '../../components/format/use-now'

const MINUTE_S = 60

interface NextTryProps {
  /** ISO 8601 UTC. */
  readonly at: string
  /** `soon` where a label already says that it is about the next try. */
  readonly words?: 'nextTry' | 'soon'
}

/** When the next try is, counting down; "now" once the moment has come. */
export function NextTry({ at, words = 'nextTry' }: NextTryProps) {
  const { t } = useTranslation('sync')
  const now = useNow()
  const seconds = Math.ceil((Date.parse(at) - now) / 1000)
  if (Number.isNaN(seconds) || seconds <= 0) return <span>{t(`${words}.now`)}</span>
  if (seconds <= MINUTE_S) return <span className="num">{t(`${words}.seconds`, { count: seconds })}</span>
  return <span className="num">{t(`${words}.minutes`, { count: Math.ceil(seconds / MINUTE_S) })}</span>
}
