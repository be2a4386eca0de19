import { CommandResult } from '#shared/contract/http'
import { envelope, expectOk, freshId, type Session } from '../../support/bank-client'

/** A command that is always rejected. */
export const hopeless = () => envelope('subAccount.update', { id: freshId(), name: 'Tidak ada' })

/** What the bank keeps as a command's outcome, or the status with which it says that it keeps none. */
export async function stored(session: Session, id: string): Promise<CommandResult | number> {
  const reply = await session.get(`/v1/commands/${id}`)
  return reply.status === 200 ? expectOk(reply, CommandResult) : reply.status
}
