import type { AppProblem } from '#shared/contract/views'
import type { DamagedRow, Outbox } from './outbox'

/**
 * Ends a command's hope, inside the caller's transaction, and with it everything that builds upon it. The rows stay for
 * the inbox; a rebase must follow to take their effects out of sight.
 */
export function refuse(
  outbox: Outbox,
  id: string,
  state: 'rejected' | 'blocked' | 'quarantined',
  problem: AppProblem,
): void {
  outbox.markRefused(id, state, problem)
  blockDependants(outbox, id, problem.code)
}

/** Blocks what depends on a command that will never take effect, with that command's code. */
export function blockDependants(outbox: Outbox, id: string, code: string): void {
  const gone = new Set([id])
  // In queue order a child stands after its parent, so one pass finds grandchildren too.
  for (const { envelope } of outbox.unfinished().commands) {
    const parent = envelope.dependsOn.find((each) => gone.has(each))
    if (parent === undefined) continue
    gone.add(envelope.id)
    outbox.markRefused(envelope.id, 'blocked', { code: 'command.dependency_rejected', params: { dependsOn: id, code } })
  }
}

/** Takes a row that cannot be trusted out of the queue's work; it stays in the inbox until the user has seen it. */
export function quarantine(outbox: Outbox, { raw, damage }: DamagedRow): void {
  refuse(outbox, String(raw.id), 'quarantined', {
    code: 'outbox.damaged',
    params: { reason: damage, was: String(raw.state) },
  })
}
