import type { Need } from '../integration/protocol/needs'
import { demoUserNames } from '../support/bank-client'
import type { Target } from './target'

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** What checks may need and this bank does not have. */
export function unmetNeeds({ url, simulation, userIds }: Target): Need[] {
  // Another's bank is never ours to start, and its users are never ours to block.
  const unmet: Need[] = ['own-process', 'own-users']
  if (!simulation) unmet.push('simulation')
  if (!LOOPBACK.includes(new URL(url).hostname)) unmet.push('loopback')
  for (const user of demoUserNames) if (userIds[user] === undefined) unmet.push(`user-${user}`)
  return unmet
}
