import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../components/format/words'
import { useSetSettingsMutation } from '../../data/api'
import { isLanguage } from '../../locales/i18n'

/** Each language in its own words, so that who cannot read the present one finds theirs. */
const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'id', label: 'Bahasa Indonesia' },
]

export function LanguageSwitch() {
  const { t } = useTranslation('session')
  const language = useLanguage()
  const [setSettings] = useSetSettingsMutation()
  return (
    <SegmentedControl
      aria-label={t('language')}
      size="xs"
      data={LANGUAGES}
      value={language}
      onChange={(value) => {
        if (isLanguage(value)) void setSettings({ language: value })
      }}
    />
  )
}
