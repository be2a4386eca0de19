import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react'

/** What a shortcut or a native menu item asks of whichever screen is open. */
export type ScreenAction = 'new' | 'search' | 'transfer'

interface ScreenActions {
  register(action: ScreenAction, handler: () => void): () => void
  /** Runs the newest handler; false where the screen has none. */
  run(action: ScreenAction): boolean
}

const NONE: ScreenActions = { register: () => () => {}, run: () => false }
const Actions = createContext<ScreenActions>(NONE)

function createScreenActions(): ScreenActions {
  const handlers: Record<ScreenAction, (() => void)[]> = { new: [], search: [], transfer: [] }
  return {
    register(action, handler) {
      handlers[action].push(handler)
      return () => {
        handlers[action] = handlers[action].filter((other) => other !== handler)
      }
    },
    run(action) {
      const handler = handlers[action].at(-1)
      handler?.()
      return handler !== undefined
    },
  }
}

export function ScreenActionsProvider({ children }: { readonly children: ReactNode }) {
  const actions = useMemo(createScreenActions, [])
  return <Actions value={actions}>{children}</Actions>
}

/**
 * Makes Ctrl/Cmd+N (`new`) or `/` (`search`), and the native menu items of the same name, do this while mounted; `transfer`
 * is asked for by the palette.
 */
export function useScreenAction(action: ScreenAction, handler: () => void): void {
  const { register } = useContext(Actions)
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => register(action, () => latest.current()), [register, action])
}

/** For the frame: how to run what the open screen registered. */
export function useRunScreenAction(): ScreenActions['run'] {
  return useContext(Actions).run
}
