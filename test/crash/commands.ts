import { commandCatalogue } from '#shared/domain/commands'
import type { JsonObject } from '#shared/kernel/json'
import { permissionsOf } from '#shared/kernel/permissions'
import type { Chance } from '../simulation/chance'
import { GENERATORS, type Surroundings } from '../simulation/generators'
import { DEMO_USERS, type DemoUser } from '../support/bank-client'

export interface Command {
  readonly type: string
  readonly args: JsonObject
}

/** What a user of the demo company may command. */
export function commandTypesOf(userId: DemoUser): string[] {
  const permissions = permissionsOf(DEMO_USERS[userId])
  return commandCatalogue()
    .filter(({ permission }) => permissions.includes(permission))
    .map(({ type }) => type)
}

/** One of them; undefined where there is nothing to command. */
export function commandBy(userId: DemoUser, around: Surroundings): Command | undefined {
  const type = around.chance.pick(commandTypesOf(userId))
  const generator = GENERATORS.get(type)
  if (!generator) throw new Error(`test/simulation/generators.ts makes no ${type}`)
  const args = generator(around)
  return args && { type, args: args as JsonObject }
}

/** Often a number of the user's own choice, a new one: somebody else may be quicker to take it. */
export function withOwnNumber({ type, args }: Command, chance: Chance, round: number): Command {
  if (type !== 'subAccount.create' || chance.hits(0.5)) return { type, args }
  const body = `9${String(round).padStart(6, '0')}${String(chance.below(1000)).padStart(3, '0')}`
  return { type, args: { ...args, body } }
}
