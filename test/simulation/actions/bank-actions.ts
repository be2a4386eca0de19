import { channelMovement } from '#main/bank/simulator/channel-movement'
import { CHANNELS } from '#shared/domain/documents'
import { COMPANY_KEY } from '../bank/template'
import type { Action } from './action'

export const movement: Action = (world, _device, chance) => {
  const parts = world.bank.parts()
  if (!parts) return
  const documents = [...world.truth.documents().values()].map((versions) => versions.at(-1))
  const accounts = documents.filter((each) => each?.type === 'subAccount' && each.doc !== null)
  const { number } = JSON.parse(chance.pick(accounts)?.doc ?? '{}') as { number: string }
  const action = chance.hits(0.6) ? ('channel.credit' as const) : ('channel.debit' as const)
  const amount = `${1 + chance.below(900)}000.00`
  const channel = chance.pick(CHANNELS)
  const moved = {
    action,
    accountNumber: number,
    amount,
    channel,
    reference: `R${chance.below(1e6)}`,
    counterparty: 'PT',
  }
  const answer = parts.processor.runSystem(COMPANY_KEY, channelMovement(moved))
  world.trace(`  bank ${action} ${amount} on ${number}: ${answer.kind}`)
  world.planted?.moved?.(world.bank)
}

/** The bank's staff close an account or take a statement line out of the feed, which no command of this build does. */
export const staff: Action = (world, _device, chance) => {
  const parts = world.bank.parts()
  if (!parts) return
  const type = chance.hits(0.4) ? 'subAccount' : 'accountTransaction'
  const live = [...world.truth.documents().values()]
    .map((versions) => versions.at(-1))
    .filter((each) => each?.type === type && each.doc !== null)
  const one = live.length > 0 ? chance.pick(live) : undefined
  if (!one) return
  const { version, updatedAt, ...doc } = JSON.parse(one.doc ?? '{}') as {
    version: number
    updatedAt: string
    id: string
  }
  const closed = { type: 'subAccount', doc: { ...doc, status: 'closed' } } as never
  const effects =
    type === 'subAccount'
      ? { puts: [closed], postings: [], holds: [], removals: [] }
      : { puts: [], postings: [], holds: [], removals: [{ type, id: one.id } as const] }
  parts.processor.runSystem(COMPANY_KEY, {
    type: 'bank.staff',
    args: { id: one.id },
    decide: () => ({ kind: 'accept', subject: { type, id: one.id }, effects, result: version > 0 && updatedAt }),
  })
  world.trace(`  bank staff: ${type} ${one.id}`)
}

export const bankKill: Action = (world, _device, chance) => {
  if (!world.bank.parts()) return
  world.faults.count('bank_killed')
  world.trace('  the bank is killed')
  world.bank.kill()
  world.timeline.after(200 + chance.below(chance.hits(0.8) ? 8_000 : 300_000), () => world.bank.restart())
}
