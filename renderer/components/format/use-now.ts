import { useEffect, useState } from 'react'

/** The present moment in milliseconds, renewed every `everyMs`; for countdowns and "today". */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
