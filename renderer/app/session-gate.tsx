import { useEffect, useRef } from 'react'
import type { SessionState } from '#shared/contract/views'
import { Loading } from '../components/empty-state'
import { late } from '../components/late'
import { problemOf, useSessionQuery } from '../data/api'
import { SessionScreen } from '../features/session'
import { StartProblem } from './start-problem'

const { Late: SignedIn, preload: loadSignedIn } = late(async () => (await import('./signed-in')).SignedIn, {
  meanwhile: <Loading />,
})

/**
 * Shows the frame to who is signed in and the session screen to everyone else. The route lives in the window's address, so
 * a locked window keeps its place; a signed-out one does not.
 */
export function SessionGate() {
  const { data: session, error, refetch } = useSessionQuery()
  useForgetPlace(session?.phase)
  useForgetMeasured(session?.phase)
  // After the first paint, which it would hold up; whoever types a password does not wait for it.
  useEffect(() => void loadSignedIn().catch(() => {}), [])
  if (session === undefined) {
    const problem = problemOf(error)
    return problem ? <StartProblem problem={problem} onRetry={refetch} /> : <Loading />
  }
  if (session.phase !== 'unlocked' || session.user === null || session.company === null) {
    return <SessionScreen session={session} />
  }
  return <SignedIn session={session} user={session.user} company={session.company} />
}

/** The next user must not land on the last one's account. */
function useForgetPlace(phase: SessionState['phase'] | undefined): void {
  const before = useRef(phase)
  useEffect(() => {
    if (phase === 'signed_out' && before.current !== undefined && before.current !== phase) window.location.hash = ''
    before.current = phase
  }, [phase])
}

/** Recharts measures its words in a hidden element that it leaves behind, with the last figure in it. */
function useForgetMeasured(phase: SessionState['phase'] | undefined): void {
  useEffect(() => {
    if (phase !== 'unlocked') document.getElementById('recharts_measurement_span')?.remove()
  }, [phase])
}
