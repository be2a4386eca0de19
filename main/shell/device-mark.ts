import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DeviceMark, type FoundMark, judgeDevice, type MarkedFile } from '#main/session/device-identity'
import type { PreferenceStore } from '#main/session/preferences'

const NAME = 'device.json'
const OWNER_ONLY = 0o600

export interface DeviceMarkPorts {
  /** The app's user-data folder. */
  readonly folder: string
  readonly preferences: PreferenceStore
  newDeviceId(): string
  log(event: string, detail?: unknown): void
}

/**
 * Sees to it that this folder's device id is its own, before anything uses it. A folder that cannot be marked keeps the id
 * it has: that must not keep anyone from their accounts.
 */
export function settleDeviceId({ folder, preferences, newDeviceId, log }: DeviceMarkPorts): void {
  const path = join(folder, NAME)
  try {
    const verdict = judgeDevice(preferences.read().deviceId, findMark(path))
    if (verdict.kind === 'keep') {
      adopt(preferences, verdict.deviceId)
      return
    }
    if (verdict.kind === 'copied') log('this folder is a copy: it gets a device id of its own')
    const deviceId = verdict.kind === 'copied' ? newDeviceId() : verdict.deviceId
    // Settings first: a mark for an id that is not in use would look like a standing one.
    adopt(preferences, deviceId)
    writeMark(path, deviceId)
  } catch (error) {
    log('the device id could not be marked', error)
  }
}

function adopt(preferences: PreferenceStore, deviceId: string): void {
  if (preferences.read().deviceId !== deviceId) preferences.update({ deviceId })
}

function findMark(path: string): FoundMark {
  if (!existsSync(path)) return { kind: 'none' }
  try {
    const mark = DeviceMark.parse(JSON.parse(readFileSync(path, 'utf8')))
    return { kind: 'mark', mark, now: markedFile(path) }
  } catch {
    return { kind: 'unreadable' }
  }
}

function markedFile(path: string): MarkedFile {
  const { ino, birthtimeNs } = statSync(path, { bigint: true })
  return { file: ino.toString(), born: birthtimeNs.toString() }
}

/**
 * The mark must name the very file that holds it, which exists only once it is made: written beside, put in its place, and
 * looked at there. Where the birth is another after that, the file system only pretends to keep births.
 */
function writeMark(path: string, deviceId: string): void {
  const temporary = `${path}.tmp`
  rmSync(temporary, { force: true })
  writeWhole(temporary, '', 'wx')
  const made = markedFile(temporary)
  writeWhole(temporary, JSON.stringify({ deviceId, ...made } satisfies DeviceMark), 'r+')
  renameSync(temporary, path)
  const placed = markedFile(path)
  if (placed.born === made.born) return
  writeWhole(path, JSON.stringify({ deviceId, file: placed.file, born: null } satisfies DeviceMark).padEnd(200), 'r+')
}

function writeWhole(path: string, text: string, flags: 'wx' | 'r+'): void {
  const file = openSync(path, flags, OWNER_ONLY)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
