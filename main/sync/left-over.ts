import type { CommandResult } from '#shared/contract/http'
import { deriveId } from '#shared/kernel/ids'
import { envelopeOf } from './envelope'
import type { LeftOver } from './outbox'
import type { QueuedCommand } from './sealed-command'

/** Far above what any command counts up to, so that the id never meets one that a rule derives. */
const LEFT_OVER_INDEX = 2 ** 33

/** The id under which what a command left out is kept; the same however often its answer is read. */
export function leftOverId(commandId: string): string {
  return deriveId(commandId, LEFT_OVER_INDEX)
}

/**
 * What the bank left out of a command that it accepted, as a refused command of its own: it stands in the inbox with its
 * reason and is corrected there. Undefined where it left nothing out.
 */
export function leftOverOf(
  { command, envelope }: QueuedCommand,
  { params }: CommandResult,
  nowMs: number,
): LeftOver | undefined {
  const left = params === undefined ? undefined : command.leftOver(params)
  if (!left || params === undefined) return undefined
  return {
    envelope: envelopeOf(left.command, leftOverId(envelope.id), [], nowMs),
    stream: left.command.stream,
    problem: { code: left.code, params },
  }
}
