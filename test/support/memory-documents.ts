import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import type { DocumentOf, DocumentType, LookupField } from '#shared/domain/documents'

/** Documents in memory: the store that command tests decide against. Not a mock: it obeys the reader's contract. */
export class MemoryDocuments implements DocumentReader {
  private readonly rows = new Map<string, DocumentOf<DocumentType>>()

  constructor(
    private readonly now = '2026-07-10T01:00:00.000Z',
    private readonly unseen: readonly DocumentType[] = [],
  ) {}

  put({ type, doc }: DocumentPut): this {
    const version = (this.rows.get(`${type}:${doc.id}`)?.version ?? 0) + 1
    this.rows.set(`${type}:${doc.id}`, { ...doc, version, updatedAt: this.now } as DocumentOf<DocumentType>)
    return this
  }

  find<T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined {
    return this.rows.get(`${type}:${id}`) as DocumentOf<T> | undefined
  }

  findWhere<T extends DocumentType>(type: T, field: LookupField<T>, value: string, limit = Infinity): DocumentOf<T>[] {
    const found: DocumentOf<T>[] = []
    for (const [key, doc] of this.rows) {
      if (!key.startsWith(`${type}:`) || found.length >= limit) continue
      if ((doc as Record<string, unknown>)[field] === value) found.push(doc as DocumentOf<T>)
    }
    return found
  }

  idsWhere<T extends DocumentType>(
    type: T,
    field: LookupField<T>,
    values: readonly string[],
    limit = Infinity,
  ): string[] {
    const found = values.flatMap((value) => this.findWhere(type, field, value, limit)).map(({ id }) => id)
    return found.slice(0, limit)
  }

  /** Like the bank's store, unless a test takes a type away to decide as the app of a user who may not see it. */
  holds(type: DocumentType): boolean {
    return !this.unseen.includes(type)
  }

  company(): DocumentOf<'company'> {
    for (const [key, doc] of this.rows) if (key.startsWith('company:')) return doc as DocumentOf<'company'>
    throw new Error('no company document')
  }
}
