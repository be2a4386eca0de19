import { cspNonce } from './app/csp-nonce'
import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import './components/theme/colours.css'
import './components/theme/base.css'
import './components/components.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { api } from './data/api'
import { bridge } from './data/bridge'
import { followMain } from './data/events'
import { followFaults } from './data/faults'
import { createStore } from './data/store'
import { createWords, isLanguage } from './locales/i18n'

/** Reads what the first paint depends on before painting, so that nothing flashes in the wrong language or theme. */
async function start(root: HTMLElement) {
  followFaults()
  const store = createStore()
  followMain(bridge(), store)
  const [settings] = await Promise.all([
    store.dispatch(api.endpoints.settings.initiate()),
    store.dispatch(api.endpoints.session.initiate()),
  ])
  const language = settings.data?.language ?? navigator.language.slice(0, 2)
  const words = createWords(isLanguage(language) ? language : 'en')
  createRoot(root).render(
    <StrictMode>
      <App store={store} words={words} nonce={cspNonce} />
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) void start(root)
