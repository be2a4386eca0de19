import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { defaultPreferences, type PreferenceStore, Preferences } from '#main/session/preferences'

const NAME = 'settings'

export interface PreferencesFilePorts {
  readonly folder: string
  newDeviceId(): string
  nowMs(): number
  log(event: string, detail: string): void
}

/**
 * The preferences on disk. A file that cannot be read or does not fit is kept aside under another name and the defaults
 * are used: a damaged settings file must not keep anyone from their accounts.
 */
export function openPreferences(ports: PreferencesFilePorts): PreferenceStore {
  const file = openFile(ports)
  let current = file.store
  return {
    read: () => current,
    update(change) {
      const next = Preferences.parse({ ...current, ...change })
      file.store = next
      current = next
    },
  }
}

function openFile(ports: PreferencesFilePorts): ElectronStore<Preferences> {
  const defaults = defaultPreferences(ports.newDeviceId())
  const path = join(ports.folder, `${NAME}.json`)
  const existed = existsSync(path)
  const opened = existed ? tryOpen(ports.folder, defaults) : null
  if (opened !== null) return opened
  if (existed) keepAside(path, ports)
  const fresh = open(ports.folder, defaults)
  fresh.store = defaults
  return fresh
}

function tryOpen(folder: string, defaults: Preferences): ElectronStore<Preferences> | null {
  try {
    const file = open(folder, defaults)
    // Missing settings take their defaults, so that a file of an older version stays good.
    const parsed = Preferences.safeParse({ ...defaults, ...file.store })
    if (!parsed.success) return null
    file.store = parsed.data
    return file
  } catch {
    return null
  }
}

function open(folder: string, defaults: Preferences): ElectronStore<Preferences> {
  return new ElectronStore({ name: NAME, cwd: folder, defaults, clearInvalidConfig: false, configFileMode: 0o600 })
}

function keepAside(path: string, { nowMs, log }: PreferencesFilePorts): void {
  const aside = path.replace(/\.json$/, `.damaged-${nowMs()}.json`)
  renameSync(path, aside)
  log('settings file damaged', `kept as ${aside}, defaults used`)
}
