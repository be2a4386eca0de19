import type { BackendError, BankBackend } from '#main/backend/port'
import { type ChangesResponse, MAX_CHANGES_PER_PAGE } from '#shared/contract/http'
import type { Result } from '#shared/kernel/result'
import type { Clock } from './ports'

/** The main process answers the window too: applying a page should not hold it longer than this. */
const SLICE_MS = 8
const FIRST_LIMIT = 500
/** A durable commit costs the same however few documents it holds: below this, smaller pages only make more of them. */
const SMALLEST_LIMIT = 500

export interface FetchedPage {
  readonly answer: Result<ChangesResponse, BackendError>
  readonly askedAtMs: number
}

/** Asks for pages, each as large as this computer applies within one slice. */
export interface PageSource {
  fetch(cursor: string | null): Promise<FetchedPage>
  /** How long applying `documents` took, in milliseconds. */
  applied(documents: number, tookMs: number): void
}

export function createPageSource(backend: BankBackend, clock: Clock): PageSource {
  let limit = FIRST_LIMIT
  return {
    async fetch(cursor) {
      const askedAtMs = clock.nowMs()
      return { answer: await backend.changes(cursor, limit), askedAtMs }
    },
    applied(documents, tookMs) {
      // A short page, or a clock set back meanwhile, says nothing about speed.
      if (documents < limit || tookMs < 0) return
      const fitting = Math.round((documents * SLICE_MS) / Math.max(tookMs, 1))
      limit = Math.min(Math.max(Math.min(fitting, limit * 2), SMALLEST_LIMIT), MAX_CHANGES_PER_PAGE)
    },
  }
}
