import type { Store } from '#main/storage/store'
import type { AccountTransaction } from '#shared/domain/documents'
import { parseStoredAs } from '../read-change'

/** Lines read at once: a few milliseconds. */
const SLICE = 200

/**
 * An account's statement lines as the bank has posted them, from an instant on and in its order, in slices of a few
 * milliseconds. What is still a guess of this computer is not among them. Throws libsql's errors; see `storageProblem`.
 */
export function* confirmedLines(
  store: Pick<Store, 'db' | 'tables'>,
  accountId: string,
  from: string,
): Generator<AccountTransaction[]> {
  let after = { postedAt: from, seq: -1 }
  for (;;) {
    const rows = store.db
      .prepare(
        `SELECT "postedAt", seq, coalesce(base, doc) AS doc FROM ${store.tables().entity('accountTransaction')}
         WHERE "accountId" = ? AND ("postedAt", seq) > (?, ?) AND base IS NOT 'null'
         ORDER BY "postedAt", seq LIMIT ?`,
      )
      .all(accountId, after.postedAt, after.seq, SLICE)
    yield rows.map((row) => parseStoredAs('accountTransaction', row.doc))
    const last = rows.at(-1)
    if (last === undefined || rows.length < SLICE) return
    after = { postedAt: String(last.postedAt), seq: Number(last.seq) }
  }
}
