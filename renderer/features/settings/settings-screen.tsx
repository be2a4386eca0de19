import { useTranslation } from 'react-i18next'
import { Loading } from '../../components/empty-state'
import { FormError } from '../../components/problem'
import { ScreenHeader } from '../../components/screen-header'
import { problemOf, useSetSettingsMutation, useSettingsQuery } from '../../data/api'
import { About } from './about'
import { ChangePassword } from './change-password'
import { Preferences } from './preferences'
import './settings.css'

/** How the app looks and behaves for this user of this computer. Everything takes effect at once. */
export function SettingsScreen() {
  const { t } = useTranslation('settings')
  const { data: settings, error } = useSettingsQuery()
  const [setSettings, saving] = useSetSettingsMutation()
  return (
    <div className="screen">
      <ScreenHeader title={t('title')} />
      <div className="screen-body settings">
        <FormError problem={problemOf(saving.error) ?? problemOf(error)} />
        {settings === undefined ? (
          <Loading />
        ) : (
          <Preferences settings={settings} onChange={(changes) => void setSettings(changes)} />
        )}
        <ChangePassword />
        <About />
      </div>
    </div>
  )
}
