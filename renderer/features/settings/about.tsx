import { useTranslation } from 'react-i18next'
import { BrandMark } from '../../components/brand-mark'
import { useAppInfoQuery } from '../../data/api'

export function About() {
  const { t } = useTranslation('settings')
  const { data: info } = useAppInfoQuery()
  return (
    <section aria-labelledby="settings-about">
      <h2 id="settings-about">{t('about.title')}</h2>
      <div className="card about">
        <BrandMark size={32} />
        <div>
          <strong>Bendahara {info?.version}</strong>
          {info !== undefined && (
            <p className="dim">
              {t('about.runtime', { electron: info.electron, platform: t(`about.${info.platform}`) })}
            </p>
          )}
        </div>
      </div>
    </section>
  )
}
