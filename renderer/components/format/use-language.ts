import { useTranslation } from 'react-i18next'
import type { FormatLanguage } from './amount'

/** The language the screen is in. */
export function useLanguage(): FormatLanguage {
  const { i18n } = useTranslation()
  return i18n.language === 'id' ? 'id' : 'en'
}
