import type { DocumentType } from '#shared/domain/documents'

/** What a commit changed, told to those who wait for changes. */
export interface Commit {
  readonly company: number
  /** The highest feed position of the commit. */
  readonly seq: number
  readonly types: ReadonlySet<DocumentType>
}

export interface CommitFeed {
  publish(commit: Commit): void
  /** Answers how to stop listening. */
  subscribe(listener: (commit: Commit) => void): () => void
}

export function commitFeed(): CommitFeed {
  const listeners = new Set<(commit: Commit) => void>()
  return {
    publish(commit) {
      for (const listener of listeners) listener(commit)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
