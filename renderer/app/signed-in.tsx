import { HashRouter } from 'react-router-dom'
import { CommandEditorsProvider } from '../components/command-editors'
import { ScreenActionsProvider } from '../components/keyboard/screen-actions'
import { commandEditors } from './command-editors'
import { Frame } from './frame/frame'
import type { Who } from './frame/who'

/** Everything that only who is signed in sees: the frame and all screens. A bundle of its own, see `session-gate.tsx`. */
export function SignedIn(who: Who) {
  return (
    <CommandEditorsProvider editors={commandEditors}>
      <HashRouter>
        <ScreenActionsProvider>
          <Frame {...who} />
        </ScreenActionsProvider>
      </HashRouter>
    </CommandEditorsProvider>
  )
}
