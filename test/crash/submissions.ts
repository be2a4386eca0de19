import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import type { QueuedRow } from './profile-on-disk'
import { Violation } from './violation'

/**
 * What became of one submission, as its user knows it.
 *
 *   asked ──▶ promised ──▶ settled      the app answered with an id: from here on it may not be lost
 *     │  │        │   ├──▶ refused      by the bank, for good
 *     │  │        │   ╰──▶ blocked      builds upon one that was refused or taken back
 *     │  │        ╰──────▶ cancelled    the app answered that it was never sent
 *     │  ╰──▶ found ──▶ …               killed before the answer, and yet in the queue: as good as promised from then on
 *     ├─────▶ vanished                  killed before the answer, and not in the queue
 *     ╰─────▶ declined                  by the app, at once
 */
type Fate = 'asked' | 'promised' | 'found' | 'declined' | 'vanished' | 'cancelled' | 'settled' | 'refused' | 'blocked'

export interface Submission {
  readonly round: number
  readonly type: string
  /** Canonical JSON. */
  readonly args: string
  id: string | null
  fate: Fate
  /** The user asked to take it back and the kill came before the answer. */
  cancelAsked: boolean
  /** The app said so itself, before it was killed. */
  answered: boolean
}

/** Every submission of one device, kept outside the app: what was promised to the user is written down here. */
export class Submissions {
  private readonly all: Submission[] = []
  private readonly byId = new Map<string, Submission>()

  ask(round: number, type: string, args: JsonObject): Submission {
    const made: Submission = {
      round,
      type,
      args: canonicalJson(args),
      id: null,
      fate: 'asked',
      cancelAsked: false,
      answered: false,
    }
    this.all.push(made)
    return made
  }

  promise(submission: Submission, id: string): void {
    if (this.byId.has(id)) throw new Violation(`the app gave two submissions the id ${id}`)
    submission.id = id
    submission.fate = 'promised'
    submission.answered = true
    this.byId.set(id, submission)
  }

  find(id: string): Submission | undefined {
    return this.byId.get(id)
  }

  known(): readonly Submission[] {
    return this.all
  }

  /** Compares with the queue that a killed app left on the disk. */
  reconcile(queue: readonly QueuedRow[]): void {
    const rows = new Map(queue.map((row) => [row.id, row]))
    for (const row of queue) this.recognise(row)
    for (const submission of this.all) {
      if (submission.fate === 'asked') submission.fate = 'vanished'
      if (submission.id === null) continue
      const row = rows.get(submission.id)
      if (!row) throw new Violation(`lost: ${named(submission)} was promised to the user and is not in the queue`)
      follow(submission, row)
    }
  }

  /** A row that was in the queue before the app could answer belongs to one of the submissions under way. */
  private recognise(row: QueuedRow): void {
    const known = this.byId.get(row.id)
    if (known) {
      if (known.type !== row.type || known.args !== row.args)
        throw new Violation(`${named(known)} lies in the queue as another command: ${row.type} ${row.args}`)
      return
    }
    const asked = this.all.find(({ fate, type, args }) => fate === 'asked' && type === row.type && args === row.args)
    if (!asked) throw new Violation(`nobody submitted ${row.type} ${row.id}, which lies in the queue`)
    this.promise(asked, row.id)
    asked.fate = 'found'
    asked.answered = false
  }
}

function follow(submission: Submission, { state, closed }: QueuedRow): void {
  const settled = state === 'accepted' && closed
  if (submission.fate === 'settled' && !settled)
    throw new Violation(`${named(submission)} was settled and is ${state} again`)
  if (submission.fate === 'cancelled' && state !== 'cancelled')
    throw new Violation(`${named(submission)} was taken back and is ${state}`)
  if (submission.fate === 'refused' && state !== 'rejected')
    throw new Violation(`${named(submission)} was refused and is ${state}`)
  if (state === 'quarantined') throw new Violation(`${named(submission)} lies in quarantine`)
  if (state === 'cancelled') {
    if (!submission.cancelAsked) throw new Violation(`${named(submission)} is cancelled and nobody asked for that`)
    submission.fate = 'cancelled'
  } else if (settled) submission.fate = 'settled'
  else if (state === 'rejected') submission.fate = 'refused'
  else if (state === 'blocked') submission.fate = 'blocked'
}

export function named({ type, id, round }: Submission): string {
  return `${type} ${id ?? 'without an id'} of round ${round}`
}
