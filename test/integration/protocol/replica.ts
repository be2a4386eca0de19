import type { Change } from '#shared/contract/http'
import { type DocumentOf, type DocumentType, documentSchemas } from '#shared/domain/documents'
import type { Session } from '../../support/bank-client'

/** What a client that follows the feed holds: each document at the last state it was told of. */
export class Replica {
  private readonly documents = new Map<string, Change>()
  private cursor: string | undefined
  /** Everything received, in order, pulls after one another. */
  readonly received: Change[] = []

  private constructor(private readonly session: Session) {}

  static async of(session: Session): Promise<Replica> {
    const replica = new Replica(session)
    await replica.catchUp()
    return replica
  }

  /** Pulls what is new, in another session of the user where this one has run out; answers with it. */
  async catchUp(session = this.session): Promise<readonly Change[]> {
    const feed = await session.pullAll(this.cursor === undefined ? {} : { cursor: this.cursor })
    this.cursor = feed.cursor
    this.received.push(...feed.changes)
    for (const change of feed.changes) {
      const key = `${change.type}:${change.id}`
      if (change.doc === null) this.documents.delete(key)
      else this.documents.set(key, change)
    }
    return feed.changes
  }

  find<T extends DocumentType>(type: T, id: string): DocumentOf<T> | undefined {
    const change = this.documents.get(`${type}:${id}`)
    return change && documentFrom(type, change)
  }

  /** Throws when the document is not in the feed. */
  get<T extends DocumentType>(type: T, id: string): DocumentOf<T> {
    const found = this.find(type, id)
    if (found === undefined) throw new Error(`no ${type} ${id} in the feed of ${this.session.opened.user.role}`)
    return found
  }

  all<T extends DocumentType>(type: T): DocumentOf<T>[] {
    return [...this.documents.values()].flatMap((change) => (change.type === type ? [documentFrom(type, change)] : []))
  }

  /** The state of every document held, by feed order. */
  changes(): Change[] {
    return [...this.documents.values()]
  }
}

/** The change's document, checked against its schema. */
function documentFrom<T extends DocumentType>(type: T, change: Change): DocumentOf<T> {
  return documentSchemas[type].parse(change.doc) as unknown as DocumentOf<T>
}
