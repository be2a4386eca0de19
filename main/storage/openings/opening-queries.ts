import type { FoundParents, NumberPreview, NumberPreviewRequest, RowCheck } from '#shared/contract/opening-views'
import { creationBook } from '#shared/domain/accounts/create-book'
import { judgeRows, type NewAccountRow } from '#shared/domain/accounts/create-many'
import { checkSchemeNumber, takeNumber } from '#shared/domain/accounts/create-rule'
import type { DocumentReader } from '#shared/domain/command'
import { documentSchemas, type NumberingScheme } from '#shared/domain/documents'
import type { DomainError, Result } from '#shared/kernel/result'
import { ok } from '#shared/kernel/result'
import type { LocalDate } from '#shared/kernel/time'
import type { Store } from '../store'
import { findParent } from './parent-search'
import { likelyLastNumber } from './running-number'

/** What a form or an import asks before sub-accounts are opened, answered from the local copy by the rule of the commands. */
export interface OpeningQueries {
  /** Errors: `not_found`. */
  previewNumbers(request: NumberPreviewRequest): Result<NumberPreview, DomainError>
  /** Rows that could not be opened as the copy is now; each is judged upon those before it. */
  checkRows(items: readonly NewAccountRow[], today: LocalDate): RowCheck
  findParents(texts: readonly string[]): FoundParents
}

export function createOpeningQueries(store: Store): OpeningQueries {
  const read: DocumentReader = { ...store.documents.visible, holds: () => true }
  return {
    previewNumbers: (request) => previewNumbers(store, read, request),
    checkRows(items, today) {
      const { faulty } = judgeRows(creationBook(read), items, today)
      return { faulty: faulty.map(({ rowId, faults }) => ({ rowId, faults: faults.map((fault) => ({ ...fault })) })) }
    },
    findParents: (texts) => texts.map((text) => findParent(store, read, text)),
  }
}

function previewNumbers(
  store: Store,
  read: DocumentReader,
  { parentId, count, segments: tried }: NumberPreviewRequest,
): Result<NumberPreview, DomainError> {
  const book = creationBook(read)
  const lineage = book.lineage(parentId)
  if (!lineage.ok) return lineage
  const { currentAccount } = lineage.value
  const scheme = book.scheme(currentAccount.id)
  const segments = scheme?.segments ?? null
  const number = checkSchemeNumber(lineage.value, tried ?? segments)
  const about = {
    prefix: book.prefix(),
    currentAccount: { id: currentAccount.id, name: currentAccount.name },
    segments,
  }
  if (!number.ok) return ok({ ...about, numbers: [], problem: number.error })
  let next = scheme === undefined ? 0 : likelyLastNumber(store, atBank(store, scheme))
  const numbers: string[] = []
  while (numbers.length < count) {
    const taken = takeNumber(book, { lineage: lineage.value, number: number.value }, { nextInSeries: () => ++next })
    if (!taken.ok) return ok({ ...about, numbers, problem: taken.error })
    if (taken.value !== null) numbers.push(taken.value)
  }
  return ok({ ...about, numbers, problem: null })
}

/** The scheme by which the bank has counted so far. */
function atBank(store: Store, scheme: NumberingScheme): NumberingScheme {
  const held = documentSchemas.numberingScheme.safeParse(store.documents.bankVersion('numberingScheme', scheme.id))
  return held.success ? held.data : scheme
}
