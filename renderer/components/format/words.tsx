import type { i18n as I18n, TFunction } from 'i18next'
import { createContext, type ReactNode, useContext } from 'react'
import { I18nextProvider, useTranslation } from 'react-i18next'
import type { FormatLanguage } from './amount'

interface Words {
  readonly words: I18n
  readonly language: FormatLanguage
}

const WordsContext = createContext<Words | null>(null)

/** Gives the screen its words, and its language to `useLanguage` and `useWords`. */
export function WordsProvider({ words, children }: { readonly words: I18n; readonly children: ReactNode }) {
  return (
    <I18nextProvider i18n={words}>
      <FollowLanguage>{children}</FollowLanguage>
    </I18nextProvider>
  )
}

function FollowLanguage({ children }: { readonly children: ReactNode }) {
  const { i18n } = useTranslation()
  const language = i18n.language === 'id' ? 'id' : 'en'
  return <WordsContext value={{ words: i18n, language }}>{children}</WordsContext>
}

function useWordsContext(): Words {
  const words = useContext(WordsContext)
  if (words === null) throw new Error('there is no WordsProvider around this')
  return words
}

/** The language the screen is in. */
export function useLanguage(): FormatLanguage {
  return useWordsContext().language
}

/**
 * A namespace's words. Unlike `useTranslation` it subscribes to nothing: for what stands in every row of a long list, where
 * some fifteen subscriptions a row made scrolling stutter.
 */
export function useWords(namespace: string): TFunction {
  const { words, language } = useWordsContext()
  return words.getFixedT(language, namespace)
}
