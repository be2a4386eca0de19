import type { AppInfo, WindowFault } from '#shared/contract/views'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'

export function appHandlers(info: AppInfo, windowFailed: (fault: WindowFault) => void): HandlersOf<'app'> {
  return {
    'app.info': () => ok(info),
    'app.fault': (fault) => {
      windowFailed(fault)
      return ok(undefined)
    },
  }
}
