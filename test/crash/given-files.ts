import { sha256Of } from '../support/sample-files'
import { named, type Submission } from './submissions'
import type { UploadOnDisk } from './uploads-on-disk'
import { Violation } from './violation'

/**
 * What became of one file, as its user knows it.
 *
 *   offered ──▶ given ──▶ arrived       the app answered with an id: its bytes may not be lost
 *     │  │        ╰─────▶ withdrawn     the only command that spoke of it was taken back
 *     │  ├─▶ found ──▶ …                killed before the answer, and yet taken in: as good as given from then on
 *     │  ╰─▶ vanished                   killed before the answer, and not taken in
 *     ╰────▶ declined                   by the app, at once
 */
type Fate = 'offered' | 'given' | 'found' | 'declined' | 'vanished' | 'arrived' | 'withdrawn'

export interface GivenFile {
  readonly round: number
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  /** Null until it is known, where the app chooses it. */
  id: string | null
  fate: Fate
  /** The app said so itself, before it was killed. */
  answered: boolean
  /** Commands that speak of it. */
  readonly neededBy: Submission[]
}

/** Every file that was given on one device, kept outside the app. */
export class GivenFiles {
  private readonly all: GivenFile[] = []

  /** `id`: null where the app shall choose it. */
  offer(round: number, id: string | null, bytes: Uint8Array): GivenFile {
    const sha256 = sha256Of(bytes)
    const made: GivenFile = {
      round,
      sha256,
      size: bytes.length,
      id,
      fate: 'offered',
      answered: false,
      neededBy: [],
    }
    this.all.push(made)
    return made
  }

  promise(file: GivenFile, id: string): void {
    if (file.id !== null && file.id !== id) throw new Violation(`the app took ${told(file)} in as ${id}`)
    if (this.all.some((other) => other !== file && other.id === id))
      throw new Violation(`the app gave two files the id ${id}`)
    file.id = id
    file.fate = 'given'
    file.answered = true
  }

  known(): readonly GivenFile[] {
    return this.all
  }

  /** Compares with what a killed app left on the disk. */
  reconcile(uploads: readonly UploadOnDisk[]): void {
    const rows = new Map(uploads.map((row) => [row.id, row]))
    for (const row of uploads) this.recognise(row)
    for (const file of this.all) {
      if (file.fate === 'offered') file.fate = 'vanished'
      if (file.fate === 'vanished' || file.fate === 'declined') continue
      const row = file.id === null ? undefined : rows.get(file.id)
      if (!row) throw new Violation(`lost: ${told(file)} was taken in and is not on its way any more`)
      follow(file, row)
    }
  }

  private recognise(row: UploadOnDisk): void {
    const known =
      this.all.find(({ id }) => id === row.id) ??
      this.all.find(({ id, fate, sha256 }) => id === null && fate === 'offered' && sha256 === row.sha256)
    if (!known || known.fate === 'vanished' || known.fate === 'declined')
      throw new Violation(`nobody gave file ${row.id}, which is on its way`)
    if (known.sha256 !== row.sha256 || known.size !== row.size)
      throw new Violation(`${told(known)} is on its way as another one`)
    if (known.fate !== 'offered') return
    known.id = row.id
    known.fate = 'found'
  }
}

function follow(file: GivenFile, { state, kept }: UploadOnDisk): void {
  if (file.fate === 'arrived' && state !== 'confirmed')
    throw new Violation(`${told(file)} had arrived and is ${state} again`)
  if (file.fate === 'withdrawn' && state !== 'withdrawn')
    throw new Violation(`${told(file)} was withdrawn and is ${state}`)
  if (state === 'refused') throw new Violation(`${told(file)} is sound and is refused`)
  if (state === 'confirmed') file.fate = 'arrived'
  else if (state === 'withdrawn') {
    if (!file.neededBy.some(({ cancelAsked }) => cancelAsked))
      throw new Violation(`${told(file)} is withdrawn and nobody asked for that`)
    file.fate = 'withdrawn'
  } else if (!kept) throw new Violation(`the bytes of ${told(file)} are lost before they have arrived`)
}

export function told({ id, round, size, neededBy: [first] }: GivenFile): string {
  const need = first ? `, needed by ${named(first)}` : ''
  return `file ${id ?? 'without an id'} of round ${round} (${size} bytes${need})`
}
