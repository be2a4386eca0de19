import type { Store } from '#main/storage/store'
import type { SimulatedBank } from '../bank/simulated-bank'
import { reachOf, type Truth } from '../bank/truth'
import type { CrashPoint } from '../device/crash-points'
import type { Device } from '../device/device'
import type { FileIntents } from '../file-intents'
import type { Intents } from '../intents'
import { cursorOf, type Held, heldBy, judgeBank, judgeVisible } from './copy-side'
import { guessedFiles, judgeUploads, uploadRows } from './file-side'
import { judgeQueue, judgeTimers, pendingOf, queueRows } from './queue-side'
import { Violation } from './violation'

export interface DeviceSide {
  /** Judges what has changed on the device since the last time, or everything. */
  judge(everything: boolean): void
  /** How often there was something to judge. */
  judgements(): number
}

export interface DeviceSideDeps {
  readonly intents: Intents
  readonly files: FileIntents
  readonly bank: SimulatedBank
  readonly truth: Truth
  /** Cursors of which the bank has said that nothing follows. */
  readonly wholeCursors: ReadonlySet<string>
}

/** What was last read from one file. */
interface Reading {
  readonly store: Store
  held: readonly Held[]
  cursor: string | null
  /** What was judged last of it; the same need not be judged again. */
  bank?: readonly unknown[]
  visible?: readonly unknown[]
}

const same = (a: readonly unknown[] | undefined, b: readonly unknown[]): boolean =>
  a !== undefined && b.every((each, index) => each === a[index])

const ON_ITS_WAY: ReadonlySet<string> = new Set(['accepted', 'stored'])
/** What has been closed for so long by the device's clock may be forgotten. */
const KEPT_MS = 30 * 24 * 60 * 60_000
/** After so many changes everything is read again, whatever the points passed say. */
const SPARED = 40

/**
 * What must hold on a device after every step. Whatever changes a file passes a named point first, so where none was passed
 * nothing has changed, and where none of the documents' was, their tables need not be read again.
 */
export function createDeviceSide(
  device: Device,
  { intents, files, bank, truth, wholeCursors }: DeviceSideDeps,
): DeviceSide {
  let reading: Reading | undefined
  let reach = 0
  let spared = 0
  let judgements = 0
  /** What the device's clock, which may jump, has shown since its rows were last looked at. */
  let earliestMs = device.nowMs()

  const readAnew = (store: Store, passed: ReadonlySet<CrashPoint>, everything: boolean): Reading => {
    const all = everything || reading?.store !== store || ++spared > SPARED
    if (all || !reading) {
      spared = 0
      reading = { store, held: heldBy(device), cursor: cursorOf(device)?.cursor ?? null }
      return reading
    }
    if (some(passed, isOfPosition)) reading.cursor = cursorOf(device)?.cursor ?? null
    if (some(passed, isOfDocuments)) reading.held = heldBy(device)
    return reading
  }

  return {
    judgements: () => judgements,
    judge(everything) {
      earliestMs = Math.min(earliestMs, device.nowMs())
      if (device.state() !== 'open') return
      const store = device.store()
      const passed = device.guard().passed()
      if (!everything && reading?.store === store && !some(passed, changesAnything)) {
        if (device.waiting() === 0) judgeTimers(device)
        return
      }
      judgements += 1
      const now = readAnew(store, passed, everything)
      const { held, cursor } = now
      const rows = queueRows(device)
      const mayForget = device.nowMs() - earliestMs > KEPT_MS
      earliestMs = device.nowMs()
      judgeQueue(device, rows, { intents, bank, cursor, mayForget })
      const uploads = uploadRows(device)
      judgeUploads(device, uploads, { files, truth, mayForget })
      const read = cursor === null ? 0 : reachOf(cursor)
      if (read < reach) throw new Violation(10, `${device.name} went from ${reach} back to ${read}`)
      reach = read
      const whole = cursor !== null && wholeCursors.has(cursor)
      if (!same(now.bank, [held, cursor, whole])) judgeBank(device, held, truth, cursor, whole)
      now.bank = [held, cursor, whole]
      const spoiled = [...intents.of(device), ...files.of(device)]
      // What a changed row shows nobody can say; once it has left the queue its guess must be gone.
      if (spoiled.some(({ flipped, rank, state }) => flipped && rank < 2 && (rank === 0 || ON_ITS_WAY.has(state))))
        return
      const pending = pendingOf(rows)
      const guessed = guessedFiles(uploads)
      const standing = [held, pending.join(), guessed.map(({ id }) => id).join()]
      if (!same(now.visible, standing)) judgeVisible(device, held, pending, guessed)
      now.visible = standing
    },
  }
}

function some(points: ReadonlySet<CrashPoint>, holds: (point: CrashPoint) => boolean): boolean {
  for (const point of points) if (holds(point)) return true
  return false
}

const startsWith =
  (...starts: readonly string[]) =>
  (point: CrashPoint): boolean =>
    starts.some((start) => point.startsWith(start))

/** Passed without writing: a network crossing, the edges of a transaction. */
const isOnlyPassed = startsWith('request.', 'answer.', 'transaction.', 'content.')
const changesAnything = (point: CrashPoint): boolean => !isOnlyPassed(point)
/** Statements that the product addresses to tables beside the documents. */
const isElsewhere = startsWith('outbox', 'file_', 'connection_event.', 'meta.')
const isOfDocuments = (point: CrashPoint): boolean => changesAnything(point) && !isElsewhere(point)
const isOfPosition = (point: CrashPoint): boolean => point.startsWith('meta.') || isOfDocuments(point)
