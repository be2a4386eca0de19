/** Whoever knows about this computer's network and sleep. */
export interface NetworkMonitor {
  /** Whether any network is there at all. */
  isOnline(): boolean
  /** Another text where the computer is on another network, or has another address in it. */
  network(): string
  /** This computer's time, which goes on in its sleep: milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number
  /** Calls `check` again and again, this often while the computer is awake. Returns how to stop. */
  every(milliseconds: number, check: () => void): () => void
  /** Called when the system says that the computer woke up. Returns how to stop listening. */
  onResume(listener: () => void): () => void
}

export interface Connectivity {
  networkChanged(): void
  resumed(): void
}

/** The system tells nobody in the main process when a network comes, goes or changes, so it is asked. */
export const ASK_EVERY_MS = 3_000
/** Nobody asked for this long: the computer slept, whether or not the system said so. */
const SLEPT_MS = 30_000

/**
 * Tells synchronisation when trying again may help: a network came, went or became another, or the computer woke up.
 * A clock that was set looks like a sleep; one try too many does no harm. Returns how to stop.
 */
export function watchConnectivity(monitor: NetworkMonitor, tell: Connectivity): () => void {
  const look = () => ({ online: monitor.isOnline(), network: monitor.network() })
  let before = look()
  let askedAtMs = monitor.nowMs()
  const stopAsking = monitor.every(ASK_EVERY_MS, () => {
    const now = look()
    const sinceMs = monitor.nowMs() - askedAtMs
    askedAtMs += sinceMs
    const changed = now.online !== before.online || now.network !== before.network
    before = now
    if (Math.abs(sinceMs) > SLEPT_MS) tell.resumed()
    else if (changed) tell.networkChanged()
  })
  const stopListening = monitor.onResume(() => {
    askedAtMs = monitor.nowMs()
    before = look()
    tell.resumed()
  })
  return () => {
    stopAsking()
    stopListening()
  }
}
