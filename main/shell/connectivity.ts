import { net, powerMonitor } from 'electron'

/** The system tells nobody in the main process when a network comes or goes, so it is asked. */
const ASK_EVERY_MS = 3_000

export interface Connectivity {
  networkChanged(): void
  resumed(): void
}

/** Tells synchronisation when trying again may help: the network came or went, or the computer woke up. */
export function watchConnectivity(tell: Connectivity): void {
  let online = net.isOnline()
  setInterval(() => {
    const now = net.isOnline()
    if (now !== online) tell.networkChanged()
    online = now
  }, ASK_EVERY_MS)
  powerMonitor.on('resume', () => tell.resumed())
}
