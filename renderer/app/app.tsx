import { MantineProvider } from '@mantine/core'
import { useColorScheme } from '@mantine/hooks'
import { ModalsProvider } from '@mantine/modals'
import { Notifications } from '@mantine/notifications'
import type { i18n as I18n } from 'i18next'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Provider } from 'react-redux'
import type { Settings } from '#shared/contract/views'
import { FaultBoundary } from '../components/fault-boundary'
import { WordsProvider } from '../components/format/words'
import { cssVariables, themeWith } from '../components/theme/theme'
import { useSettingsQuery } from '../data/api'
import type { Store } from '../data/store'
import { SessionGate } from './session-gate'

interface AppProps {
  readonly store: Store
  readonly words: I18n
  readonly nonce: string
}

export function App({ store, words, nonce }: AppProps) {
  return (
    <Provider store={store}>
      <WordsProvider words={words}>
        <Dressed words={words} nonce={nonce} />
      </WordsProvider>
    </Provider>
  )
}

/** Everything that follows the settings: language, theme, density. */
function Dressed({ words, nonce }: Omit<AppProps, 'store'>) {
  const { data: settings } = useSettingsQuery()
  const { t } = useTranslation('common')
  const closeLabel = t('close')
  const theme = useMemo(() => themeWith({ closeLabel }), [closeLabel])
  const scheme = useScheme(settings?.theme ?? 'system')
  usePageAttributes(words, settings)
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={scheme}
      getStyleNonce={() => nonce}
    >
      <ModalsProvider>
        <Notifications position="bottom-right" limit={3} />
        <FaultBoundary where="window">
          <SessionGate />
        </FaultBoundary>
      </ModalsProvider>
    </MantineProvider>
  )
}

function useScheme(chosen: Settings['theme']): 'light' | 'dark' {
  const system = useColorScheme('light', { getInitialValueInEffect: false })
  return chosen === 'system' ? system : chosen
}

function usePageAttributes(words: I18n, settings: Settings | undefined): void {
  const language = settings?.language
  const density = settings?.density ?? 'normal'
  useEffect(() => {
    if (language !== undefined) void words.changeLanguage(language)
  }, [words, language])
  useEffect(() => {
    document.documentElement.lang = language ?? words.language
    document.documentElement.dataset.density = density
  }, [words, language, density])
}
