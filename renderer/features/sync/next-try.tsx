import { useTranslation } from 'react-i18next'
import { useNow } from '../../components/format/use-now'

const MINUTE_S = 60

/** When the next try is, counting down; "now" once the moment has come. */
export function NextTry({ at }: { readonly at: string }) {
  const { t } = useTranslation('sync')
  const now = useNow()
  const seconds = Math.ceil((Date.parse(at) - now) / 1000)
  if (Number.isNaN(seconds) || seconds <= 0) return <span>{t('nextTry.now')}</span>
  if (seconds <= MINUTE_S) return <span className="num">{t('nextTry.seconds', { count: seconds })}</span>
  return <span className="num">{t('nextTry.minutes', { count: Math.ceil(seconds / MINUTE_S) })}</span>
}
