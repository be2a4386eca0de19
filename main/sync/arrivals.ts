import { isDocumentType } from '#shared/domain/documents'
import type { ChangedFacts, DocumentKey, GuessMemory } from './guess-memory'
import { COMPANY, documentKey, type FactKey, lookupKeys } from './recording-reader'

/** A document that the bank sends: as it will be, null for one that goes. */
export interface TouchedDocument {
  readonly type: string
  readonly id: string
  readonly doc: object | null
}

/** Documents of a page that remembered commands have made and that the bank now sends. */
export interface Arrivals {
  readonly documents: readonly DocumentKey[]
  /**
   * What the page may change for rules, and the commands that it is no matter to: who made all that it comes from. Those do
   * not see what of it the bank has (`own-documents.ts`), so their guess of the rest stays as it is: an import of a thousand
   * rows comes in ten pages, and is not decided anew with each.
   */
  readonly facts: ChangedFacts
}

/** `gone`: remembered commands that are not pending any more. */
export function arrivalsIn(
  touched: readonly TouchedDocument[],
  memory: Pick<GuessMemory, 'of' | 'writing'>,
  gone: ReadonlySet<string>,
): Arrivals {
  const documents: DocumentKey[] = []
  const facts = new Map<FactKey, ReadonlySet<string>>()
  for (const each of touched) {
    const makers = makersOf(each, memory, gone)
    if (makers.size > 0 && isDocumentType(each.type)) documents.push({ type: each.type, id: each.id })
    for (const fact of factsOf(each)) facts.set(fact, bothIn(facts.get(fact) ?? makers, makers))
  }
  return { documents, facts }
}

function makersOf(
  { type, id, doc }: TouchedDocument,
  memory: Pick<GuessMemory, 'of' | 'writing'>,
  gone: ReadonlySet<string>,
): ReadonlySet<string> {
  const writers = doc === null ? [] : [...memory.writing(documentKey(type, id))]
  return new Set(writers.filter((each) => !gone.has(each) && memory.of(each)?.makesOnly === true))
}

/** What a change of a document may change for rules: the document, and the look-ups that will find it. */
function factsOf({ type, id, doc }: TouchedDocument): FactKey[] {
  if (!isDocumentType(type)) return []
  const facts = [documentKey(type, id), ...(doc ? lookupKeys(type, doc) : [])]
  return type === 'company' ? [...facts, COMPANY] : facts
}

function bothIn(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return a === b ? a : new Set([...a].filter((each) => b.has(each)))
}
