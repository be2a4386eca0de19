import { z } from 'zod'
import { Language, Settings } from '#shared/contract/views'
import { Id } from '#shared/domain/fields'

/** Where the window was, in screen coordinates (device-independent pixels). */
export const WindowPlace = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  maximized: z.boolean(),
})

const LastUser = z.object({
  companyId: z.string().min(1).max(64),
  userId: z.string().min(1).max(64),
  /** True after a log-out: the next start asks for all three fields, not only for the password. */
  signedOut: z.boolean(),
})

/** What the app remembers that is not secret, readable by whoever can read the user's files. */
export const Preferences = z.object({
  /** Null until the user chooses one. */
  language: Language.nullable(),
  theme: Settings.shape.theme,
  density: Settings.shape.density,
  autoLockMinutes: Settings.shape.autoLockMinutes,
  navigationCollapsed: z.boolean(),
  window: WindowPlace.nullable(),
  /** Origins of the banks the user added. */
  remoteBanks: z.array(z.url()),
  /** Id of the chosen backend; null for the default. */
  backendId: z.string().nullable(),
  lastUsers: z.record(z.string(), LastUser),
  /** Names this installation to the bank; random, made once. */
  deviceId: Id,
})

export type Preferences = z.infer<typeof Preferences>
export type WindowPlace = z.infer<typeof WindowPlace>

export interface PreferenceStore {
  read(): Preferences
  /** Durable when it returns. */
  update(change: Partial<Preferences>): void
}

export function defaultPreferences(deviceId: string): Preferences {
  return {
    language: null,
    theme: 'system',
    density: 'normal',
    autoLockMinutes: 15,
    navigationCollapsed: false,
    window: null,
    remoteBanks: [],
    backendId: null,
    lastUsers: {},
    deviceId,
  }
}

/** The part of the preferences that the Settings screen shows. `fallback` is the language before the user chose one. */
export function settingsOf(preferences: Preferences, fallback: Settings['language']): Settings {
  const { language, theme, density, autoLockMinutes, navigationCollapsed } = preferences
  return { language: language ?? fallback, theme, density, autoLockMinutes, navigationCollapsed }
}
