import { afterAll, beforeAll, expect, type TestContext } from 'vitest'
import type { Change } from '#shared/contract/http'
import { BankClient, DEMO_PASSWORD, type DemoUser, type Session } from '../../support/bank-client'
import { type BankFlags, type BankProcess, startBank } from '../../support/bank-process'

/**
 * The bank that the checks of one file look at: one that the suite started for them alone, or one that the conformance kit
 * was pointed at, at which others may be working too.
 */
export interface BankUnderTest {
  readonly url: string
  readonly client: BankClient
  /** The password of every user. */
  readonly password: string
  /** Whether `/v1/sim/*` is there. */
  readonly simulation: boolean
  /** Not ours: others may change its documents meanwhile, and its answers may carry fields that the contract does not name. */
  readonly foreign: boolean
  /** The user's session, opened once a file; a test that moves the clock signs in for itself. */
  as(user: DemoUser): Promise<Session>
  /** Ends a check that this bank's documents leave nothing to look at for; of our own banks that is a failure. */
  notApplicable(context: TestContext, reason: string): never
  /** Only for checks that need `own-process`: throws for a foreign bank. */
  readonly process: BankProcess
}

/** A bank of this file's own. */
export function bankForThisFile(flags: BankFlags = {}): BankUnderTest {
  let bank: BankProcess | undefined
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
    get url() {
      return started().url
    },
    get client() {
      return client()
    },
    password: DEMO_PASSWORD,
    simulation: flags.sim ?? true,
    foreign: false,
    as: sessionsOf(client),
    notApplicable(_context, reason) {
      throw new Error(reason)
    },
  }
}

/** Signs each user in once. */
export function sessionsOf(client: () => BankClient): BankUnderTest['as'] {
  const sessions = new Map<DemoUser, Promise<Session>>()
  return (user) => {
    const session = sessions.get(user) ?? client().login(user)
    sessions.set(user, session)
    return session
  }
}

/** Of our own bank exactly these fields, of a foreign one at least these. */
export function expectFields(bank: BankUnderTest, body: unknown, names: readonly string[]): void {
  const found = typeof body === 'object' && body !== null ? Object.keys(body).sort() : []
  const wanted = [...names].sort()
  expect(bank.foreign ? found.filter((name) => wanted.includes(name)) : found).toEqual(wanted)
}

/** What came that may be ours: all of it where nobody else works, else the documents and audit entries about `ids`. */
export function ours(bank: BankUnderTest, changes: readonly Change[], ...ids: readonly string[]): readonly Change[] {
  if (!bank.foreign) return changes
  return changes.filter(({ id, doc }) => ids.includes(id) || ids.includes(String(doc?.commandId)))
}

const QUIET_TRIES = 20

/**
 * Runs a check that compares two readings of one feed again when somebody else's commit fell between them.
 * Throws what the check threw once nothing moved meanwhile.
 */
export async function undisturbed<T>(session: Session, check: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const before = (await session.digest()).seq
    try {
      return await check()
    } catch (fault) {
      if (tries === QUIET_TRIES || (await session.digest()).seq === before) throw fault
    }
  }
}
