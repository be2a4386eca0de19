import { z } from 'zod'
import type { Store } from '#main/storage/store'
import type { OutboxRow, PendingMark, Refusal } from '#shared/contract/views'
import { isDocumentType } from '#shared/domain/documents'
import { InstantText } from '#shared/domain/fields'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { DamagedRow, Outbox, Reading } from './outbox'
import type { QueuedCommand } from './sealed-command'

const JsonObjectSchema = z.record(z.string(), z.json())
const Text = z.string().nullish()
/** People know an account by its name, a transfer and the request to agree to it by the company's reference. */
const Named = z.object({
  name: Text,
  number: Text,
  reference: Text,
  summary: z.object({ reference: Text }).nullish().catch(null),
})
/** Before anything was ever queued: what a row without a readable time is shown with. */
const UNKNOWN_TIME = instantFromEpochMs(0)

/** The queue as screens show it. */
export function createOutboxView(store: Store, outbox: Outbox) {
  /** Opened envelopes are remembered, and so is what they give to see: an import's thousand rows are not read twice. */
  const shown = new WeakMap<object, OutboxRow['args']>()
  const argsOf = (args: Readonly<Record<string, unknown>>): OutboxRow['args'] => {
    const known = shown.get(args) ?? JsonObjectSchema.parse(args)
    shown.set(args, known)
    return known
  }
  const rowOf = (queued: QueuedCommand, waiting: ReadonlySet<string>): OutboxRow => {
    const { envelope, command } = queued
    return {
      id: envelope.id,
      type: envelope.type,
      state: queued.state,
      args: argsOf(envelope.args),
      subject: { ...command.subject, ...namesOf(store, command.subject, envelope.args) },
      createdAt: envelope.createdAt,
      attempts: queued.attempts,
      nextAttemptAt: queued.nextAttemptMs === null ? null : instantFromEpochMs(queued.nextAttemptMs),
      problem: queued.problem,
      replaces: queued.replaces,
      dependsOn: envelope.dependsOn,
      waitsForFile: waiting.has(envelope.id),
    }
  }
  const rows = ({ commands, damaged }: Reading): OutboxRow[] => {
    const waiting = new Set(outbox.waitingForFile())
    return [
      ...commands.map((queued) => ({ position: queued.position, row: rowOf(queued, waiting) })),
      ...damaged.map((each) => ({ position: each.position, row: damagedRow(each) })),
    ]
      .sort((a, b) => a.position - b.position)
      .map(({ row }) => row)
  }

  return {
    open: (): OutboxRow[] => rows(outbox.open()),
    about: (type: string, id: string): OutboxRow[] => rows(outbox.about(type, id)),
    refusals: (): Refusal[] => rows(outbox.attention()).map((row) => ({ ...row, present: presentOf(store, row) })),
    marks(ids: readonly string[]): Map<string, PendingMark> {
      const marks = new Map<string, PendingMark>()
      for (const { document, state, type } of outbox.marks(ids)) {
        const known = marks.get(String(document))
        const waiting = state === 'queued' || known?.state === 'waiting'
        const types = new Set([...(known?.types ?? []), String(type)])
        marks.set(String(document), { state: waiting ? 'waiting' : 'at_bank', types: [...types] })
      }
      return marks
    },
  }
}

/** The name people know the subject by: as they see it, else as the command would have named it. */
function namesOf(
  store: Store,
  subject: { readonly type: string; readonly id: string },
  args: unknown,
): { name: string | null; number: string | null } {
  const seen = isDocumentType(subject.type) ? store.documents.visible.find(subject.type, subject.id) : undefined
  const known = Named.safeParse(seen).data
  const typed = Named.safeParse(args).data
  const name = known?.name ?? known?.reference ?? known?.summary?.reference ?? typed?.name ?? null
  return { name, number: known?.number ?? null }
}

/** What the bank has of the subject now; null where it has nothing. */
function presentOf(store: Store, { subject }: OutboxRow): Refusal['present'] {
  if (!isDocumentType(subject.type)) return null
  return JsonObjectSchema.nullable()
    .catch(null)
    .parse(store.documents.bankVersion(subject.type, subject.id) ?? null)
}

/** What can still be said of a row that failed its checks; nothing of its content is trusted. */
function damagedRow({ raw, damage }: DamagedRow): OutboxRow {
  return {
    id: String(raw.id),
    type: String(raw.type),
    state: 'quarantined',
    args: {},
    subject: { type: 'unknown', id: '', name: null, number: null },
    createdAt: InstantText.catch(UNKNOWN_TIME).parse(raw.created_at),
    attempts: z.int().nonnegative().catch(0).parse(raw.attempts),
    nextAttemptAt: null,
    problem: { code: 'outbox.damaged', params: { reason: damage } },
    replaces: null,
    dependsOn: [],
    waitsForFile: false,
  }
}
