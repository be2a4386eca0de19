import type { UploadSource } from '#main/backend/port'
import { sealOfFacts } from '#main/sync/uploads/sealed-upload'
import { sha256Of } from '../../support/sample-files'
import type { PlantedBug } from './planted'
import { withRun, withStatements } from './wrapping'

/** Bugs of files on their way. */
export const FILES: readonly PlantedBug[] = [
  {
    name: 'file-altered-on-its-way',
    invariants: [17],
    backend: (backend) => ({
      ...backend,
      async upload(file, source, run) {
        const whole = await source(0, file.size)
        if (!whole) return backend.upload(file, source, run)
        // Announced as what is sent, so that the bank finds nothing wrong with it.
        const other = whole.map((byte, at) => (at === whole.length - 1 ? byte ^ 1 : byte))
        return backend.upload({ ...file, sha256: sha256Of(other) }, async (start, end) => other.slice(start, end), run)
      },
    }),
  },
  {
    name: 'file-stored-unsent',
    invariants: [17],
    backend: (backend) => ({ ...backend, upload: async () => ({ ok: true, value: 'complete' }) }),
  },
  {
    name: 'file-goes-on-at-the-wrong-place',
    invariants: [17],
    backend: (backend) => ({
      ...backend,
      upload(file, source, run) {
        const shifted: UploadSource = (start, end) => (start === 0 ? source(start, end) : source(start - 1, end - 1))
        return backend.upload(file, shifted, run)
      },
    }),
  },
  {
    name: 'file-without-next-attempt',
    invariants: [4],
    store: (store) =>
      withStatements(store, (sql, statement) =>
        sql.startsWith("UPDATE file_upload SET state = 'waiting', sent = ?, problem = ?, next_attempt = ?")
          ? withRun(statement, ([sent = null, problem = null, , ...rest]) =>
              statement.run(sent, problem, null, ...rest),
            )
          : statement,
      ),
  },
  {
    name: 'file-content-lost-in-crash',
    invariants: [17],
    reopening: (_store, content) => void content.keepOnly([]),
  },
  {
    name: 'file-row-lost-in-crash',
    invariants: [8, 17],
    reopening: (store) =>
      store.db.exec(
        `DELETE FROM file_upload WHERE position = (SELECT max(position) FROM file_upload WHERE state = 'waiting')`,
      ),
  },
  {
    name: 'file-seal-not-checked',
    invariants: [18, 17],
    store: (store, { hmacKey }) =>
      withStatements(store, (sql, statement) => {
        if (!/^\s*SELECT \* FROM file_upload/.test(sql)) return statement
        const sealed = <T extends Record<string, unknown>>(row: T): T => ({
          ...row,
          seal: sealOfFacts(String(row.facts), hmacKey),
        })
        return {
          ...withRun(statement, (values) => statement.run(...values)),
          all: (...v) => statement.all(...v).map(sealed),
        }
      }),
  },
]
