import { MantineProvider } from '@mantine/core'
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { Provider } from 'react-redux'
import { MemoryRouter } from 'react-router-dom'
import { afterEach } from 'vitest'
import { type CommandEditors, CommandEditorsProvider } from '../../../renderer/components/command-editors'
import { WordsProvider } from '../../../renderer/components/format/words'
import { followMain } from '../../../renderer/data/events'
import { createStore } from '../../../renderer/data/store'
import { createWords, type Language } from '../../../renderer/locales/i18n'
import type { FakeMain } from './fake-main'

afterEach(cleanup)

// What Mantine asks of a browser and jsdom does not have.
window.matchMedia ??= (query) => ({
  matches: false,
  media: query,
  onchange: null,
  addListener: () => {},
  removeListener: () => {},
  addEventListener: () => {},
  removeEventListener: () => {},
  dispatchEvent: () => false,
})
window.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
}
Element.prototype.scrollIntoView ??= () => {}
if (!('fonts' in document)) Object.defineProperty(document, 'fonts', { value: new EventTarget() })

interface ShowOptions {
  readonly language?: Language
  readonly editors?: CommandEditors
}

/** Renders a screen over a fake main process. */
export function show(screen: ReactNode, main: FakeMain, { language = 'en', editors = {} }: ShowOptions = {}) {
  Object.defineProperty(window, 'bendahara', { value: main.api, configurable: true })
  const store = createStore()
  const stop = followMain(main.api, store)
  const rendered = render(
    <Provider store={store}>
      <WordsProvider words={createWords(language)}>
        <MantineProvider env="test">
          <CommandEditorsProvider editors={editors}>
            <MemoryRouter>{screen}</MemoryRouter>
          </CommandEditorsProvider>
        </MantineProvider>
      </WordsProvider>
    </Provider>,
  )
  return { ...rendered, store, stop }
}
