import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { judgeDevice } from '#main/session/device-identity'
import { defaultPreferences, type PreferenceStore, Preferences } from '#main/session/preferences'
import { settleDeviceId } from '#main/shell/device-mark'
import { newId } from '#shared/kernel/ids'

let folder: string
let made: number
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bendahara-device-'))
  made = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const idOf = (n: number): string => newId({ nowMs: 0, randomBytes: (size) => new Uint8Array(size).fill(n) })

function settings(deviceId: string): PreferenceStore {
  let current = defaultPreferences(deviceId)
  return {
    read: () => current,
    update(change) {
      current = Preferences.parse({ ...current, ...change })
    },
  }
}

/** The device id that a start of the app in this folder ends with, its settings saying `deviceId`. */
function startIn(name: string, deviceId: string): string {
  const preferences = settings(deviceId)
  const home = join(folder, name)
  mkdirSync(home, { recursive: true })
  settleDeviceId({ folder: home, preferences, newDeviceId: () => idOf(100 + made++), log: () => {} })
  return preferences.read().deviceId
}

describe('a folder keeps its device id', () => {
  it('from one start to the next, under another name, and without its settings', () => {
    expect(startIn('a', idOf(1))).toBe(idOf(1))
    expect(startIn('a', idOf(1))).toBe(idOf(1))
    renameSync(join(folder, 'a'), join(folder, 'b'))
    expect(startIn('b', idOf(1))).toBe(idOf(1))
    expect(startIn('b', idOf(2))).toBe(idOf(1))
    expect(made).toBe(0)
  })

  it('where it cannot be marked', () => {
    writeFileSync(join(folder, 'file'), '')
    const preferences = settings(idOf(1))
    settleDeviceId({ folder: join(folder, 'file'), preferences, newDeviceId: () => idOf(9), log: () => {} })
    expect(preferences.read().deviceId).toBe(idOf(1))
  })
})

describe('a copy of a folder gets another', () => {
  it('also with all its times kept, and keeps that one from then on', () => {
    startIn('a', idOf(1))
    cpSync(join(folder, 'a'), join(folder, 'copy'), { recursive: true, preserveTimestamps: true })
    expect(startIn('copy', idOf(1))).toBe(idOf(100))
    expect(startIn('copy', idOf(100))).toBe(idOf(100))
    expect(startIn('a', idOf(1))).toBe(idOf(1))
    cpSync(join(folder, 'copy'), join(folder, 'third'), { recursive: true })
    expect(startIn('third', idOf(100))).toBe(idOf(101))
  })

  it('as does one whose mark is damaged, since nobody can tell', () => {
    startIn('a', idOf(1))
    writeFileSync(join(folder, 'a', 'device.json'), readFileSync(join(folder, 'a', 'device.json'), 'utf8').slice(9))
    expect(startIn('a', idOf(1))).toBe(idOf(100))
    expect(startIn('a', idOf(100))).toBe(idOf(100))
  })
})

it('a file system without births is judged by file numbers alone', () => {
  const mark = { deviceId: idOf(1), file: '7', born: null }
  const judged = (file: string, born = mark.born) =>
    judgeDevice(idOf(1), { kind: 'mark', mark: { ...mark, born }, now: { file, born: '5' } }).kind
  expect([judged('7'), judged('8')]).toEqual(['keep', 'copied'])
})
