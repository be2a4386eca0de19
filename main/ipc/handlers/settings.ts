import type { SettingsService } from '#main/session/settings-service'
import { ok } from '#shared/kernel/result'
import type { HandlersOf } from './handlers-of'

export function settingsHandlers(settings: SettingsService): HandlersOf<'settings'> {
  return {
    'settings.get': () => ok(settings.get()),
    'settings.set': (change) => ok(settings.set(change)),
  }
}
