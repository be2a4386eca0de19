import type { AppProblem } from '#shared/contract/views'
import type { DocumentPut, PreparedCommand } from '#shared/domain/command'
import { newId } from '#shared/kernel/ids'
import { err, ok, type Result } from '#shared/kernel/result'
import { durably } from './durably'
import { envelopeOf } from './envelope'
import { footprint } from './guess-memory'
import type { Touch } from './outbox'
import { makesOnly } from './own-documents'
import type { Random } from './ports'
import { prepare, refusalOf } from './prepared-command'
import { bankNow, documentsFor, type Guessing, guessContext, rebase } from './rebase'
import { createRecordingReader, type FactKey } from './recording-reader'
import { blockDependants } from './refusal'
import type { FileService } from './uploads/file-service'

export interface CommandServiceDeps extends Guessing {
  readonly random: Pick<Random, 'bytes'>
  readonly onChanged: (types: Iterable<string>) => void
  /** The same, of one slice of many: what screens show may follow a moment later. */
  readonly onManyChanged: (types: Iterable<string>) => void
  readonly files: Pick<FileService, 'withdrawUnneeded' | 'forget'>
}

interface Decided {
  readonly puts: readonly DocumentPut[]
  readonly dependsOn: string[]
  readonly asked: ReadonlySet<FactKey>
}

const REPLACEABLE: ReadonlySet<string> = new Set(['rejected', 'blocked', 'quarantined'])

/** What the user may do with commands. Each is one durable transaction; nothing here talks to the bank. */
export function createCommandService(deps: CommandServiceDeps) {
  const { store, outbox, clock } = deps

  const decide = (command: PreparedCommand, commandId: string): Result<Decided, AppProblem> => {
    const recording = createRecordingReader(documentsFor(deps))
    const decision = command.decide(recording.reader, guessContext(deps, commandId))
    if (decision.kind !== 'accept') return err(refusalOf(decision))
    const { puts } = decision
    const dependsOn = [...new Set(outbox.makersOf(recording.read()))]
    return ok({ puts, dependsOn, asked: recording.asked() })
  }

  const queue = (command: PreparedCommand, id: string, decided: Decided, replaces: string | null): void => {
    const { puts, dependsOn, asked } = decided
    const nowMs = clock.nowMs()
    const touches = puts.map((put) => touchOf(deps, put))
    const envelope = envelopeOf(command, id, dependsOn, nowMs)
    // What it builds upon may wait for files, and then so does it.
    const files = [...command.files, ...outbox.filesOf(dependsOn)]
    outbox.add({ envelope, stream: command.stream, touches, files, replaces, dueMs: nowMs })
    for (const put of puts) store.documents.writeGuess(put, bankNow(deps))
    if (deps.memory.holds()) {
      const made = touches.filter((touch) => touch.made)
      deps.memory.remember(id, footprint(asked, puts, command.isBulk && makesOnly(puts, made)))
      deps.memory.changed()
    }
    if (replaces !== null) outbox.close(replaces, nowMs)
  }

  /** Inside a transaction. */
  const take = (
    command: PreparedCommand,
    replaces: string | null,
  ): Result<{ readonly commandId: string; readonly puts: readonly DocumentPut[] }, AppProblem> => {
    const id = newId({ nowMs: clock.nowMs(), randomBytes: (n) => deps.random.bytes(n) })
    const decided = decide(command, id)
    if (!decided.ok) return decided
    queue(command, id, decided.value, replaces)
    return ok({ commandId: id, puts: decided.value.puts })
  }

  return {
    submit(type: string, args: unknown, replaces: string | null): Result<{ commandId: string }, AppProblem> {
      const prepared = prepare(deps, type, args)
      if (!prepared.ok) return prepared
      const command = prepared.value
      if (replaces !== null) {
        const old = outbox.stateOf(replaces)
        if (!old) return err({ code: 'not_found', params: { type: 'command', id: replaces } })
        if (old.closed || !REPLACEABLE.has(old.state)) return err({ code: 'command.not_refused' })
      }
      const done = durably(store, () => take(command, replaces))
      if (!done.ok) return done
      if (!done.value.ok) return done.value
      const { commandId, puts } = done.value.value
      deps.onChanged(puts.map((put) => put.type))
      return ok({ commandId })
    },

    /**
     * All of these in one durable transaction, each decided by itself, upon what those before it did. Answers in order;
     * fails, with nothing of them kept, where the disk does.
     */
    submitTogether(
      commands: readonly { readonly type: string; readonly args: unknown }[],
    ): Result<Result<{ commandId: string }, AppProblem>[], AppProblem> {
      const types = new Set<string>()
      const takeNext = ({ type, args }: { readonly type: string; readonly args: unknown }) => {
        const prepared = prepare(deps, type, args)
        const taken = prepared.ok ? take(prepared.value, null) : prepared
        if (!taken.ok) return taken
        for (const put of taken.value.puts) types.add(put.type)
        return ok({ commandId: taken.value.commandId })
      }
      const done = durably(store, () => commands.map(takeNext))
      if (done.ok && types.size > 0) deps.onManyChanged(types)
      return done
    },

    cancel(id: string): Result<{ cancelled: boolean }, AppProblem> {
      const row = outbox.stateOf(id)
      if (!row) return err({ code: 'not_found', params: { type: 'command', id } })
      if (row.state === 'cancelled') return ok({ cancelled: false })
      if (row.state !== 'queued') return err({ code: 'command.already_sent' })
      const done = durably(store, () => {
        outbox.markCancelled(id, clock.nowMs())
        blockDependants(outbox, id, 'command.cancelled')
        const withdrawn = deps.files.withdrawUnneeded(outbox.filesOf([id]))
        return { withdrawn, types: rebase(deps) }
      })
      if (!done.ok) return done
      void deps.files.forget(done.value.withdrawn)
      deps.onChanged(done.value.types)
      return ok({ cancelled: true })
    },

    dismiss(id: string): Result<{ dismissed: boolean }, AppProblem> {
      const row = outbox.stateOf(id)
      if (!row) return err({ code: 'not_found', params: { type: 'command', id } })
      if (!REPLACEABLE.has(row.state)) return err({ code: 'command.not_refused' })
      if (row.closed) return ok({ dismissed: false })
      const done = durably(store, () => outbox.close(id, clock.nowMs()))
      if (!done.ok) return done
      deps.onChanged([])
      return ok({ dismissed: true })
    },
  }
}

function touchOf({ store }: CommandServiceDeps, { type, doc }: DocumentPut): Touch {
  return { type, id: doc.id, made: store.documents.visible.find(type, doc.id) === undefined }
}
