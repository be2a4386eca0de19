import { useEffect, useState } from 'react'
import type { AppProblem } from '#shared/contract/views'

/** Seconds until another try makes sense, counting down from a problem's `retryAfterSeconds`; 0 when there is no wait. */
export function useWait(problem: AppProblem | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const seconds = problem?.params?.retryAfterSeconds
    if (typeof seconds !== 'number' || seconds <= 0) {
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
