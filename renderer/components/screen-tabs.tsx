import { createContext, type KeyboardEvent, type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'

/** A part of a screen with an address of its own; its words are `common:tab.<key>`. */
export interface ScreenTab {
  readonly key: string
  readonly path: string
}

interface ShownTabs {
  readonly tabs: readonly ScreenTab[]
  readonly current: string
}

const Tabs = createContext<ShownTabs | null>(null)

/** Puts a strip of tabs under the title line of the screen inside, which need not know the other parts. */
export function ScreenTabsProvider({ tabs, current, children }: ShownTabs & { readonly children: ReactNode }) {
  return <Tabs value={{ tabs, current }}>{children}</Tabs>
}

/** The parts of this screen; nothing where it has only one. */
export function ScreenTabStrip() {
  const { t } = useTranslation('common')
  const navigate = useNavigate()
  const shown = useContext(Tabs)
  if (shown === null) return null
  const { tabs, current } = shown
  const go = (key: string) => {
    const tab = tabs.find((each) => each.key === key)
    if (tab) void navigate(tab.path)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ key }) => key === current)
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = tabs[(at + step + tabs.length) % tabs.length]
    if (step === 0 || !next) return
    event.preventDefault()
    go(next.key)
  }
  return (
    <div role="tablist" aria-label={t('tab.label')} className="screen-tabs" onKeyDown={onKeyDown}>
      {tabs.map(({ key }) => (
        <button
          key={key}
          type="button"
          role="tab"
          className="screen-tab"
          aria-selected={key === current}
          tabIndex={key === current ? 0 : -1}
          onClick={() => go(key)}
        >
          {t(`tab.${key}`)}
        </button>
      ))}
    </div>
  )
}
