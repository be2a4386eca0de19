import { sealOf } from '#main/sync/sealed-command'
import type { CommandResult, Envelope } from '#shared/contract/http'
import { payloadHash } from '#shared/kernel/canonical-json'
import { deriveId } from '#shared/kernel/ids'
import type { JsonValue } from '#shared/kernel/json'
import { FILES } from './file-bugs'
import type { PlantedBug } from './planted'
import { withDocuments, withMeta, withRun, withStatements } from './wrapping'

/** Changes what is sent; made anew for every process, with whatever it remembers. */
const sending =
  (make: () => (commands: readonly Envelope[]) => readonly Envelope[]): NonNullable<PlantedBug['backend']> =>
  (backend) => {
    const change = make()
    return { ...backend, sendCommands: (deviceId, commands) => backend.sendCommands(deviceId, change(commands)) }
  }

function withArgs(envelope: Envelope, args: Envelope['args']): Envelope {
  const { type, version } = envelope
  return { ...envelope, args, payloadHash: payloadHash({ type, version, args: args as JsonValue }) }
}

/** Changes what the bank is understood to say of a command in doubt; null: it has not seen it. */
const finding =
  (change: (result: CommandResult | null, id: string) => CommandResult | null): NonNullable<PlantedBug['backend']> =>
  (backend) => ({
    ...backend,
    async commandResult(id) {
      const answer = await backend.commandResult(id)
      return answer.ok ? { ok: true, value: change(answer.value, id) } : answer
    },
  })

const isPosition = (key: string): boolean => key === 'sync.position'

/** Bugs of sending. */
const PUSHING: readonly PlantedBug[] = [
  {
    name: 'fresh-id-on-retry',
    invariants: [2],
    backend(backend) {
      const tried = new Set<string>()
      const renewed = (envelope: Envelope): Envelope => {
        if (!tried.has(envelope.id)) {
          tried.add(envelope.id)
          return envelope
        }
        return { ...envelope, id: deriveId(envelope.id, 7) }
      }
      return {
        ...backend,
        async sendCommands(deviceId, commands) {
          const answer = await backend.sendCommands(deviceId, commands.map(renewed))
          if (!answer.ok) return answer
          const results = answer.value.results.map((result, index) => ({
            ...result,
            id: commands[index]?.id ?? result.id,
          }))
          return { ok: true, value: { ...answer.value, results } }
        },
      }
    },
  },
  {
    name: 'other-arguments-on-retry',
    invariants: [3],
    backend: sending(() => {
      const tried = new Set<string>()
      return (commands) =>
        commands.map((envelope) => {
          const again = tried.has(envelope.id)
          tried.add(envelope.id)
          return again && 'name' in envelope.args ? withArgs(envelope, { ...envelope.args, name: 'Lain' }) : envelope
        })
    }),
  },
  {
    name: 'stream-reversed',
    invariants: [5, 6],
    backend: sending(() => (commands) => [...commands].reverse()),
  },
  {
    name: 'sending-not-marked',
    invariants: [1, 14],
    store: (store) =>
      withStatements(store, (sql, statement) =>
        sql.includes("SET state = 'sending'") ? withRun(statement, () => ({ changes: 1 })) : statement,
      ),
  },
  {
    name: 'unseen-taken-as-rejected',
    invariants: [1, 5, 8],
    backend: finding((result, id) => result ?? { id, status: 'rejected', replayed: true, code: 'not_found' }),
  },
  {
    name: 'seal-not-checked',
    invariants: [18, 3],
    store: (store, { hmacKey }) =>
      withStatements(store, (sql, statement) => {
        if (!/^\s*SELECT (o\.)?\* FROM outbox/.test(sql)) return statement
        const sealed = <T extends Record<string, unknown>>(row: T): T => ({
          ...row,
          seal: sealOf(String(row.envelope), hmacKey),
        })
        return {
          ...withRun(statement, (values) => statement.run(...values)),
          all: (...v) => statement.all(...v).map(sealed),
        }
      }),
  },
  {
    name: 'no-next-attempt',
    invariants: [4],
    store: (store) =>
      withStatements(store, (sql, statement) =>
        sql.startsWith('UPDATE outbox SET state = ?, problem = ?, next_attempt = ?')
          ? withRun(statement, ([state = null, problem = null, , id = null]) => statement.run(state, problem, null, id))
          : statement,
      ),
  },
  {
    name: 'row-lost-in-crash',
    invariants: [1, 8],
    reopening: (store) =>
      store.db.exec("DELETE FROM outbox WHERE position = (SELECT max(position) FROM outbox WHERE state = 'queued')"),
  },
  {
    name: 'answer-forgotten-in-crash',
    invariants: [14],
    reopening: (store) =>
      store.db.exec(
        "UPDATE outbox SET state = 'unknown', next_attempt = 0 WHERE state = 'accepted' AND closed_at IS NULL",
      ),
  },
]

/** Bugs of receiving. */
const PULLING: readonly PlantedBug[] = [
  {
    name: 'page-without-cursor',
    invariants: [1, 9, 11],
    store(store) {
      let writes = 0
      return withMeta(store, (key, value, meta) => {
        // Every fifth time the page commits alone.
        if (!isPosition(key) || ++writes % 5 !== 0) meta.set(key, value)
      })
    },
  },
  {
    name: 'cursor-without-page',
    invariants: [9, 11, 13],
    store: (store) =>
      withDocuments(store, (documents) => ({
        applyChanges: (changes) => documents.applyChanges(changes.length < 50 ? changes.slice(1) : changes),
      })),
  },
  {
    name: 'no-rebase',
    invariants: [8, 9],
    store: (store) => withDocuments(store, () => ({ restoreBases: () => new Set() })),
  },
  {
    name: 'settled-too-early',
    invariants: [1],
    store: (store, { nowMs }) =>
      withStatements(store, (sql, statement) => {
        if (!sql.startsWith("UPDATE outbox SET state = 'accepted'")) return statement
        const close = store.db.prepare('UPDATE outbox SET closed_at = ? WHERE id = ?')
        return withRun(statement, (values) => {
          const done = statement.run(...values)
          close.run(nowMs(), values[1] ?? null)
          return done
        })
      }),
  },
  {
    name: 'tombstones-ignored',
    invariants: [13],
    store: (store) =>
      withDocuments(store, (documents) => ({
        applyChanges: (changes) => documents.applyChanges(changes.filter(({ doc }) => doc !== null)),
      })),
  },
  {
    name: 'cursor-set-back',
    invariants: [1, 10],
    store(store) {
      const earlier: string[] = []
      return withMeta(store, (key, value, meta) => {
        const old = earlier.at(-3)
        if (isPosition(key)) earlier.push(value)
        meta.set(key, isPosition(key) && old !== undefined && earlier.length % 4 === 0 ? old : value)
      })
    },
  },
  {
    name: 'snapshot-loses-a-row',
    invariants: [11, 12],
    store: (store) => ({
      ...store,
      staging: {
        clear: () => store.staging.clear(),
        isFilling: () => store.staging.isFilling(),
        finishing: () => store.staging.finishing(),
        add: (changes) => store.staging.add(changes.slice(0, -1)),
        count: () => store.staging.count(),
        swap: () => store.staging.swap(),
        reclaim: (rows) => store.staging.reclaim(rows),
      },
    }),
  },
]

/** Bugs around them. */
const AROUND: readonly PlantedBug[] = [
  {
    name: 'another-users-token',
    invariants: [15],
    token: (token, { otherToken }) => otherToken() ?? token,
  },
  { name: 'runs-on-when-locked', invariants: [16], keepsRunning: true },
  {
    name: 'long-pauses-never-end',
    invariants: [4, 19],
    scheduler: (scheduler) => ({
      ...scheduler,
      after: (ms, work) => (ms > 15_000 ? () => {} : scheduler.after(ms, work)),
    }),
  },
  {
    name: 'money-from-nothing',
    invariants: [7],
    moved: (bank) =>
      bank
        .database()
        .db.exec('UPDATE ledger_account SET balance = balance + 100 WHERE key = (SELECT min(key) FROM ledger_account)'),
  },
]

export const PLANTED_BUGS: readonly PlantedBug[] = [...PUSHING, ...PULLING, ...FILES, ...AROUND]

export function findPlanted(name: string): PlantedBug | undefined {
  return PLANTED_BUGS.find((bug) => bug.name === name)
}
