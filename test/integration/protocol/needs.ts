import { type DemoUser, demoUserNames } from '../../support/bank-client'

/**
 * What a check of the protocol needs of the bank beyond the contract alone. The suite starts banks that have all of it; the
 * conformance kit leaves out what the bank it was pointed at does not have, and says why (docs/how-to/check-a-bank.md).
 */
const GENERAL = {
  simulation: 'the bank has no simulation (meta.simulation is not true)',
  'own-process': 'needs a bank that the check starts itself, with known flags, seed, log or empty start',
  'own-users': 'would block, or change the password of, a user whom others may be using',
  loopback: 'the bank is not on this machine’s loopback address, where the Host header is guarded',
} as const

export type Need = keyof typeof GENERAL | `user-${DemoUser}`

/** The reason to give for each need that is not met. */
export const NEEDS: Readonly<Record<Need, string>> = {
  ...GENERAL,
  'user-admin': missing('system_admin'),
  'user-product': missing('product_manager'),
  'user-maker': missing('treasury_maker'),
  'user-approver': missing('treasury_approver'),
  'user-warehouse': missing('warehouse_staff'),
  'user-manager': missing('manager'),
}

function missing(role: string): string {
  return `no user with the role ${role} was given`
}

export const allNeeds = Object.keys(NEEDS).filter(isNeed)

/** Options of a `describe` or an `it` that needs all of these. */
export const needs = (...all: readonly Need[]): { tags: Need[] } => ({ tags: [...all] })

/** The users, each with what a check of that user needs. */
export const eachUser = demoUserNames.map((user) => ({ user, options: needs(`user-${user}`) }))

export function isNeed(text: string): text is Need {
  return Object.hasOwn(NEEDS, text)
}
