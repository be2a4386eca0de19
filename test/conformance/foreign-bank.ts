import { setTimeout as pause } from 'node:timers/promises'
import type { BankUnderTest } from '../integration/protocol/bank-under-test'
import { BankClient, type LoginOptions, type Reply, type Session } from '../support/bank-client'
import type { Target } from './target'

const FRESH_MS = 8 * 60_000
const DEFAULT_WAIT_S = 5

/** Waits as long as the bank says when it has counted too many failed sign-ins: some of the checks are such, and so are others' runs. */
class PatientClient extends BankClient {
  override async tryLogin(userId: string, options: LoginOptions = {}): Promise<Reply> {
    for (;;) {
      const reply = await super.tryLogin(userId, options)
      if (reply.status !== 429) return reply
      await pause(1000 * (Number(reply.headers.get('retry-after')) || DEFAULT_WAIT_S))
    }
  }
}

/** The bank that the kit was pointed at, as the checks see a bank. */
export function foreignBank(target: Target): BankUnderTest {
  const client = new PatientClient(target.url, target)
  const sessions = new Map<string, { readonly since: number; readonly session: Promise<Session> }>()
  return {
    url: target.url,
    client,
    password: target.password,
    simulation: target.simulation,
    foreign: true,
    as(user) {
      const open = sessions.get(user)
      // An access token lives 15 minutes, and a slow bank makes for a long run.
      if (open && Date.now() - open.since < FRESH_MS) return open.session
      const session = client.login(user)
      sessions.set(user, { since: Date.now(), session })
      return session
    },
    notApplicable(context, reason) {
      return context.skip(reason)
    },
    get process(): never {
      throw new Error('the process of a foreign bank is out of reach: the check must say that it needs own-process')
    },
  }
}
