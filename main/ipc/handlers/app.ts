import type { AppInfo } from '#shared/contract/views'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'

export function appHandlers(info: AppInfo): HandlersOf<'app'> {
  return { 'app.info': () => ok(info) }
}
