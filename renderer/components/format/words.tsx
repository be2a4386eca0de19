import type { i18n as I18n, TFunction } from 'i18next'
import { createContext, type ReactNode, useContext } from 'react'
import { I18nContext, I18nextProvider, useTranslation } from 'react-i18next'
import type { FormatLanguage } from './amount'

const Language = createContext<FormatLanguage>('en')

/** Gives the screen its words, and its language to `useLanguage` and `useWords`. */
export function WordsProvider({ words, children }: { readonly words: I18n; readonly children: ReactNode }) {
  return (
    <I18nextProvider i18n={words}>
      <LanguageProvider>{children}</LanguageProvider>
    </I18nextProvider>
  )
}

function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  return <Language value={i18n.language === 'id' ? 'id' : 'en'}>{children}</Language>
}

/** The language the screen is in. */
export function useLanguage(): FormatLanguage {
  return useContext(Language)
}

/**
 * A namespace's words. Unlike `useTranslation` it subscribes to nothing: for what stands in every row of a list, where some
 * fifteen subscriptions a row made scrolling stutter.
 */
export function useWords(namespace: string): TFunction {
  const { i18n } = useContext(I18nContext)
  return i18n.getFixedT(useLanguage(), namespace)
}
