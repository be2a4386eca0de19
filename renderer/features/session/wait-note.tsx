import { useTranslation } from 'react-i18next'

/** How long until another try makes sense; nothing when there is no wait. Not announced each second. */
export function WaitNote({ seconds }: { readonly seconds: number }) {
  const { t } = useTranslation('session')
  if (seconds <= 0) return null
  return <p className="session-wait num">{t('wait', { count: seconds })}</p>
}
