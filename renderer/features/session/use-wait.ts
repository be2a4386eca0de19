import { useEffect, useState } from 'react'
import type { AppProblem } from '#shared/contract/views'

/** How long a problem asks to wait: the bank's and the vault's own ways of saying it. Seconds, 0 for no wait. */
function secondsAsked({ params }: AppProblem): number {
  const asked = params?.retryAfterSeconds ?? params?.seconds
  return typeof asked === 'number' ? Math.max(0, asked) : 0
}

/** Seconds until another try makes sense, counting down; 0 when there is no wait. */
export function useWait(problem: AppProblem | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const seconds = problem === null ? 0 : secondsAsked(problem)
    if (seconds === 0) {
      setLeft(0)
      return
    }
    const end = performance.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((end - performance.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [problem])
  return left
}
