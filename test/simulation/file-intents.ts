import type { Device } from './device/device'

/** A file that a user gave, and saw taken in. */
export interface FileIntent {
  readonly id: string
  readonly device: Device
  readonly bytes: Uint8Array
  readonly sha256: string
  /** Someone changed its row on disk: what becomes of it is only that it is caught. */
  flipped: boolean
  /** The furthest its row was seen: 0 on its way, 1 at the bank, 2 closed. */
  rank: number
  state: string
}

export interface FileIntents {
  /** A user is giving a file; whether it is taken in is not known yet. */
  offer(device: Device, id: string, bytes: Uint8Array, sha256: string): void
  /** It was taken in. Undefined where nobody offered it on this device. */
  take(device: Device, id: string): FileIntent | undefined
  find(id: string): FileIntent | undefined
  of(device: Device): readonly FileIntent[]
  all(): Iterable<FileIntent>
}

export function createFileIntents(): FileIntents {
  const offered = new Map<string, FileIntent>()
  const taken = new Map<string, FileIntent>()
  return {
    offer(device, id, bytes, sha256) {
      offered.set(id, { id, device, bytes, sha256, flipped: false, rank: 0, state: 'waiting' })
    },
    take(device, id) {
      const intent = offered.get(id)
      // Taken twice it is the same.
      if (intent?.device !== device) return undefined
      taken.set(id, intent)
      return intent
    },
    find: (id) => taken.get(id) ?? offered.get(id),
    of: (device) => [...taken.values()].filter((intent) => intent.device === device),
    all: () => taken.values(),
  }
}
