import type { Settings } from '#shared/contract/views'
import { type PreferenceStore, settingsOf } from './preferences'

/** What the user chose on the Settings screen. */
export interface SettingsService {
  get(): Settings
  set(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Settings
  onChange(listener: (settings: Settings) => void): void
}

/** `fallbackLanguage` speaks until the user has chosen a language. */
export function createSettingsService(
  preferences: PreferenceStore,
  fallbackLanguage: Settings['language'],
): SettingsService {
  const listeners: ((settings: Settings) => void)[] = []
  const get = () => settingsOf(preferences.read(), fallbackLanguage)
  return {
    get,
    set(change) {
      preferences.update(withoutUndefined(change))
      const settings = get()
      for (const listener of listeners) listener(settings)
      return settings
    },
    onChange(listener) {
      listeners.push(listener)
    },
  }
}

/** An absent setting stays as it is, also where it was named with no value. */
function withoutUndefined({
  language,
  theme,
  density,
  autoLockMinutes,
  navigationCollapsed,
}: Parameters<SettingsService['set']>[0]): Partial<Settings> {
  return {
    ...(language !== undefined && { language }),
    ...(theme !== undefined && { theme }),
    ...(density !== undefined && { density }),
    ...(autoLockMinutes !== undefined && { autoLockMinutes }),
    ...(navigationCollapsed !== undefined && { navigationCollapsed }),
  }
}
