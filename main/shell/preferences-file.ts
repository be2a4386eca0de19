import { existsSync, readFileSync, renameSync } from 'node:fs'
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
  // Read before the library sees it: opening a file, it writes the defaults into it, and what is kept aside would not be
  // what was there.
  const known = existsSync(path) ? readPreferences(path, defaults) : defaults
  if (known === null) keepAside(path, ports)
  const file = open(ports.folder, defaults)
  file.store = known ?? defaults
  return file
}

/** Null where the file is damaged. Missing settings take their defaults, so that a file of an older version stays good. */
function readPreferences(path: string, defaults: Preferences): Preferences | null {
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const parsed = Preferences.safeParse(isObject(json) ? { ...defaults, ...json } : json)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}

function open(folder: string, defaults: Preferences): ElectronStore<Preferences> {
  return new ElectronStore({ name: NAME, cwd: folder, defaults, clearInvalidConfig: false, configFileMode: 0o600 })
}

function keepAside(path: string, { nowMs, log }: PreferencesFilePorts): void {
  const aside = path.replace(/\.json$/, `.damaged-${nowMs()}.json`)
  renameSync(path, aside)
  log('settings file damaged', `kept as ${aside}, defaults used`)
}
