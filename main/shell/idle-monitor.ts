import { powerMonitor } from 'electron'
import type { IdleMonitor } from './auto-lock'

/** The computer's own idle time, sleep and screen lock. */
export const systemIdleMonitor: IdleMonitor = {
  idleSeconds: () => powerMonitor.getSystemIdleTime(),
  onAway(listener) {
    powerMonitor.on('suspend', listener)
    powerMonitor.on('lock-screen', listener)
    return () => {
      powerMonitor.off('suspend', listener)
      powerMonitor.off('lock-screen', listener)
    }
  },
  every(milliseconds, check) {
    const timer = setInterval(check, milliseconds)
    return () => clearInterval(timer)
  },
}
