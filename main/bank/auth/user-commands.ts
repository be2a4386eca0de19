import type { DocumentReader } from '#shared/domain/command'
import type { SystemAnswer, SystemCommand } from '../engine/system-command'

export const BLOCKED = 'blocked'
export const ACTIVE = 'active'

/** Blocks a user after three wrong passwords in a row. Source: docs/domain.md §0 Companies and users. */
export function blockUser(userId: string): SystemCommand<null> {
  return { type: 'user.block', args: { userId }, decide: (read) => withStatus(read, userId, BLOCKED) }
}

/** Lifts the block, as only the bank may. */
export function reactivateUser(userId: string): SystemCommand<null> {
  return { type: 'user.reactivate', args: { userId }, decide: (read) => withStatus(read, userId, ACTIVE) }
}

function withStatus(read: DocumentReader, userId: string, status: string): SystemAnswer<null> {
  const user = read.find('user', userId)
  const subject = { type: 'user' as const, id: userId }
  if (!user) return { kind: 'reject', subject, code: 'not_found', params: { userId } }
  if (user.status === status) return { kind: 'nothing' }
  const effects = { puts: [{ type: 'user' as const, doc: { ...user, status } }], postings: [], holds: [], removals: [] }
  return { kind: 'accept', subject, effects, result: null }
}
