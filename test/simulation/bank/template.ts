import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Authentication, authentication } from '#main/bank/auth/authentication'
import type { BankClock } from '#main/bank/clock'
import type { Processor } from '#main/bank/engine/processor'
import { seedBank } from '#main/bank/seed/seed'
import { type BankDatabase, openBankDatabase } from '#main/bank/storage/bank-database'
import { openStore } from '#main/storage/open-store'
import { newId } from '#shared/kernel/ids'
import { type Instant, instantFromEpochMs } from '#shared/kernel/time'
import { chance } from '../chance'
import { shortenHistory } from './short-history'

export const FOUNDED: Instant = instantFromEpochMs(Date.parse('2026-07-10T01:00:00.000Z'))
/** The one company of a seeded bank. */
export const COMPANY_KEY = 1
const ACCOUNTS = 12

/** What is dear to make and the same for every simulation. */
export interface BankTemplate {
  /** The data folder of a bank that nobody has used yet. */
  readonly folder: string
  /** The file of a copy that nothing has been pulled into yet, and the 32 bytes that open it. */
  readonly copy: { readonly path: string; readonly key: Uint8Array }
  /** The files of copies that are whole, by user; the same key opens them. */
  readonly firstCopies: ReadonlyMap<string, string>
  readonly users: ReadonlyMap<string, { readonly id: string; readonly role: string }>
  /** One sign-in desk for all simulated banks, as making one hashes a password, which takes as long as a simulation. */
  readonly desk: SignInDesk
}

export interface SignInDesk {
  readonly authentication: Authentication
  /** The bank that it serves from now on. */
  serve(bank: ServedBank): void
}

interface ServedBank {
  readonly database: BankDatabase
  readonly clock: BankClock
  readonly processor: Processor
  readonly randomBytes: (count: number) => Uint8Array
}

export async function makeTemplate(folder: string): Promise<BankTemplate> {
  const place = join(folder, 'template')
  mkdirSync(place)
  const opened = openBankDatabase(place)
  if (!opened.ok) throw new Error(opened.error.detail)
  const database = opened.value
  const random = chance(1, 'template')
  const ports = { randomBytes: random.bytes, monotonicMs: () => 0, log: () => {} }
  await seedBank(database, { kind: 'scale', accounts: ACCOUNTS }, FOUNDED, ports)
  shortenHistory(database.db, COMPANY_KEY)
  addSecondMaker(database, random.bytes)
  const users = new Map(
    database.db
      .prepare("SELECT id, doc FROM document WHERE type = 'user'")
      .all()
      .map((row) => {
        const { userId, role } = JSON.parse(String(row.doc)) as { userId: string; role: string }
        return [userId, { id: String(row.id), role }] as const
      }),
  )
  database.close()
  return {
    folder: place,
    copy: emptyCopy(folder, random.bytes(32)),
    firstCopies: new Map(),
    users,
    desk: await signInDesk(),
  }
}

function emptyCopy(folder: string, key: Uint8Array): BankTemplate['copy'] {
  const path = join(folder, 'copy.db')
  const made = openStore({ path, key })
  if (!made.ok) throw new Error(made.error.code)
  made.value.close()
  return { path, key }
}

/** Two people who may do the same, so that what reaches one and must not reach the other can be told. */
function addSecondMaker(database: BankDatabase, randomBytes: (n: number) => Uint8Array): void {
  const id = newId({ nowMs: Date.parse(FOUNDED), randomBytes })
  const user = { id, userId: 'second_maker', name: 'Putri Lestari', role: 'treasury_maker', status: 'active' }
  database.transaction(() => database.documents.of(COMPANY_KEY).put('user', user, FOUNDED))
}

async function signInDesk(): Promise<SignInDesk> {
  let served: ServedBank | undefined
  const now = (): ServedBank => {
    if (!served) throw new Error('the desk serves no bank yet')
    return served
  }
  const db: BankDatabase['db'] = {
    prepare: (sql) => now().database.db.prepare(sql),
    exec: (sql) => now().database.db.exec(sql),
    transaction: (work) => now().database.db.transaction(work),
    get inTransaction() {
      return now().database.db.inTransaction
    },
    close: () => {},
  }
  const bank: BankDatabase = {
    db,
    documents: {
      of: (company) => now().database.documents.of(company),
      head: () => now().database.documents.head(),
      insertNew: (...row) => now().database.documents.insertNew(...row),
      forgetHead: () => now().database.documents.forgetHead(),
    },
    transaction: (work) => now().database.transaction(work),
    meta: (key) => now().database.meta(key),
    setMeta: (key, value) => now().database.setMeta(key, value),
    close: () => {},
  }
  const clock: BankClock = { now: () => now().clock.now(), running: true, moveTo: () => {} }
  const processor: Processor = {
    submit: (...command) => now().processor.submit(...command),
    resultFor: (...query) => now().processor.resultFor(...query),
    runSystem: (company, command) => now().processor.runSystem(company, command),
    get ledger() {
      return now().processor.ledger
    },
  }
  const hashing = chance(1, 'desk')
  let desk: Authentication | undefined
  const randomBytes = (n: number) => (desk ? now().randomBytes(n) : hashing.bytes(n))
  const newSessionId = () => newId({ nowMs: Date.parse(clock.now()), randomBytes })
  const ports = { randomBytes, monotonicMs: () => 0, log: () => {} }
  desk = await authentication({ bank, clock, processor, ports, newId: newSessionId })
  return {
    authentication: desk,
    serve(next) {
      served = next
    },
  }
}
