import type { DocumentReader } from '#shared/domain/command'

/** A reader that remembers which documents it gave out: what a decision was built upon. */
export interface RecordingReader {
  readonly reader: DocumentReader
  read(): { readonly type: string; readonly id: string }[]
}

export function createRecordingReader(inner: DocumentReader): RecordingReader {
  const seen = new Map<string, { readonly type: string; readonly id: string }>()
  const note = (type: string, id: string): void => {
    seen.set(`${type}:${id}`, { type, id })
  }
  return {
    reader: {
      find(type, id) {
        const found = inner.find(type, id)
        if (found) note(type, id)
        return found
      },
      findWhere(type, field, value, limit) {
        const found = inner.findWhere(type, field, value, limit)
        for (const { id } of found) note(type, id)
        return found
      },
      company: () => inner.company(),
      holds: (type) => inner.holds(type),
    },
    read: () => [...seen.values()],
  }
}
