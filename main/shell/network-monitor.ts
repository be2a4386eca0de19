import { networkInterfaces } from 'node:os'
import { net, powerMonitor } from 'electron'
import type { NetworkMonitor } from './connectivity'

/** The computer's own networks and sleep. */
export const systemNetworkMonitor: NetworkMonitor = {
  isOnline: () => net.isOnline(),
  network: () =>
    Object.entries(networkInterfaces())
      .flatMap(([name, addresses = []]) =>
        addresses.filter(({ internal }) => !internal).map(({ address }) => `${name} ${address}`),
      )
      .sort()
      .join('\n'),
  nowMs: () => Date.now(),
  every(milliseconds, check) {
    const timer = setInterval(check, milliseconds)
    return () => clearInterval(timer)
  },
  onResume(listener) {
    powerMonitor.on('resume', listener)
    return () => powerMonitor.off('resume', listener)
  },
}
