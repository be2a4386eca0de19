import type { Store } from '#main/storage/store'
import type { Actor, DecideContext, DocumentReader } from '#shared/domain/command'
import { visibleOf } from '#shared/domain/visibility'
import { deriveId } from '#shared/kernel/ids'
import { instantFromEpochMs } from '#shared/kernel/time'
import type { CopyState } from './copy-state'
import type { Outbox } from './outbox'
import type { Clock } from './ports'
import { quarantine } from './refusal'
import type { QueuedCommand } from './sealed-command'
import { guessFiles } from './uploads/file-guesses'
import type { UploadQueue } from './uploads/upload-queue'

export interface Guessing {
  readonly store: Store
  readonly outbox: Outbox
  readonly uploads: UploadQueue
  readonly copy: CopyState
  readonly clock: Clock
  readonly actor: () => Actor
}

/** The bank's time as far as this computer can tell. ISO 8601 UTC. */
export function bankNow({ clock, copy }: Pick<Guessing, 'clock' | 'copy'>): string {
  return instantFromEpochMs(clock.nowMs() + copy.clockOffsetMs())
}

/** What a command's rules read here: what the user sees, and of which types the user is sent any document at all. */
export function documentsFor({ store, actor }: Pick<Guessing, 'store' | 'actor'>): DocumentReader {
  const { permissions } = actor()
  return { ...store.documents.visible, holds: (type) => visibleOf(permissions, type) !== undefined }
}

/** What a command's rules may know here: the bank alone gives running numbers. */
export function guessContext(guessing: Guessing, commandId: string): DecideContext {
  let ids = 0
  return {
    actor: guessing.actor(),
    now: bankNow(guessing),
    newId: () => deriveId(commandId, ids++),
    nextInSeries: () => undefined,
  }
}

/**
 * Brings what the user sees back in line, inside the caller's transaction: every guess is taken back, `apply` changes
 * what the bank has or what is pending, and the guesses that remain are made again, in order. A guess that no longer
 * holds is left out; the bank decides about its command all the same. Returns the document types touched.
 */
export function rebase(guessing: Guessing, apply: () => Iterable<string> = () => []): Set<string> {
  const { store, outbox } = guessing
  const types = new Set<string>(store.documents.restoreBases())
  for (const type of apply()) types.add(type)
  if (guessFiles(guessing, bankNow(guessing))) types.add('file')
  for (const { command, envelope } of soundPending(outbox)) {
    const decision = command.decide(documentsFor(guessing), guessContext(guessing, envelope.id))
    if (decision.kind !== 'accept') continue
    for (const put of decision.puts) {
      store.documents.writeGuess(put, bankNow(guessing))
      types.add(put.type)
    }
  }
  return types
}

/** Pending commands in order, once every damaged row and what builds upon it has left the queue. */
function soundPending(outbox: Outbox): readonly QueuedCommand[] {
  for (;;) {
    const { commands, damaged } = outbox.pending()
    if (damaged.length === 0) return commands
    for (const row of damaged) quarantine(outbox, row)
  }
}
