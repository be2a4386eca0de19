import { useEffect, useRef } from 'react'
import { HashRouter } from 'react-router-dom'
import { Loading } from '../components/empty-state'
import { ScreenActionsProvider } from '../components/keyboard/screen-actions'
import { problemOf, useSessionQuery } from '../data/api'
import { SessionScreen } from '../features/session'
import { Frame } from './frame/frame'
import { StartProblem } from './start-problem'

/**
 * Shows the frame to who is signed in and the session screen to everyone else. The route lives in the window's address, so
 * a locked window keeps its place; a signed-out one does not.
 */
export function SessionGate() {
  const { data: session, error, refetch } = useSessionQuery()
  useForgetPlace(session?.phase)
  if (session === undefined) {
    const problem = problemOf(error)
    return problem ? <StartProblem problem={problem} onRetry={refetch} /> : <Loading />
  }
  if (session.phase !== 'unlocked' || session.user === null || session.company === null) {
    return <SessionScreen session={session} />
  }
  return (
    <HashRouter>
      <ScreenActionsProvider>
        <Frame session={session} user={session.user} company={session.company} />
      </ScreenActionsProvider>
    </HashRouter>
  )
}

/** The next user must not land on the last one's account. */
function useForgetPlace(phase: 'signed_out' | 'locked' | 'unlocked' | undefined): void {
  const before = useRef(phase)
  useEffect(() => {
    if (phase === 'signed_out' && before.current !== undefined && before.current !== phase) window.location.hash = ''
    before.current = phase
  }, [phase])
}
