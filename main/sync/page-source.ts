import type { BackendError, BankBackend } from '#main/backend/port'
import { type ChangesResponse, MAX_CHANGES_PER_PAGE } from '#shared/contract/http'
import type { Result } from '#shared/kernel/result'
import type { Clock } from './ports'

/** The main process answers the window too: applying a slice should not hold it longer than this. */
const SLICE_MS = 8
const FIRST_SIZE = 100
/** A durable commit costs the same however few documents it holds: below this, smaller slices only make more of them. */
const SMALLEST_SIZE = 100

/** How many documents this computer applies within one slice, learnt by doing. */
export interface SliceSize {
  documents(): number
  /** How long applying `documents` took, in milliseconds. */
  took(documents: number, ms: number): void
}

export function createSliceSize(): SliceSize {
  let size = FIRST_SIZE
  return {
    documents: () => size,
    took(documents, ms) {
      // A short slice, or a clock set back meanwhile, says nothing about speed.
      if (documents < size || ms < 0) return
      const fitting = Math.round((documents * SLICE_MS) / Math.max(ms, 1))
      size = Math.min(Math.max(Math.min(fitting, size * 2), SMALLEST_SIZE), MAX_CHANGES_PER_PAGE)
    },
  }
}

export interface FetchedPage {
  readonly answer: Result<ChangesResponse, BackendError>
  readonly askedAtMs: number
}

/** Asks for the page of at most `limit` documents after the cursor. */
export async function fetchPage(
  { backend, clock }: { readonly backend: BankBackend; readonly clock: Clock },
  cursor: string | null,
  limit: number,
): Promise<FetchedPage> {
  const askedAtMs = clock.nowMs()
  return { answer: await backend.changes(cursor, limit), askedAtMs }
}
