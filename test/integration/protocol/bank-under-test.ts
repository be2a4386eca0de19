import { afterAll, beforeAll } from 'vitest'
import { BankClient, type DemoUser, type Session } from '../../support/bank-client'
import { type BankFlags, type BankProcess, startBank } from '../../support/bank-process'

/** One bank for all tests of a file. */
export interface BankUnderTest {
  readonly process: BankProcess
  readonly client: BankClient
  /** The user's session, opened once a file; a test that moves the clock signs in for itself. */
  as(user: DemoUser): Promise<Session>
}

export function bankForThisFile(flags: BankFlags = {}): BankUnderTest {
  let bank: BankProcess | undefined
  const sessions = new Map<DemoUser, Promise<Session>>()
  const started = () => {
    if (bank === undefined) throw new Error('the bank has not started')
    return bank
  }
  const client = () => new BankClient(started().url)
  beforeAll(async () => {
    bank = await startBank(flags)
  })
  afterAll(async () => {
    await bank?.stop()
  })
  return {
    get process() {
      return started()
    },
    get client() {
      return client()
    },
    as(user) {
      const session = sessions.get(user) ?? client().login(user)
      sessions.set(user, session)
      return session
    },
  }
}
