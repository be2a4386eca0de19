import { newId } from '#shared/kernel/ids'
import { addMs, epochMs, type Instant } from '#shared/kernel/time'
import { credentials } from '../auth/credentials'
import { hashPassword } from '../auth/passwords'
import { ACTIVE } from '../auth/user-commands'
import { addCompany } from '../engine/companies'
import { HOUSEKEEPING, nextMidnight } from '../engine/housekeeping'
import type { BankPorts } from '../ports'
import type { BankDatabase } from '../storage/bank-database'
import { withoutLookupIndexes } from '../storage/schema'
import { HOLIDAYS } from './holidays'
import { ACCOUNT_PREFIX, APPROVAL_THRESHOLD, COMPANY_CODE, COMPANY_NAME, DEMO_PASSWORD, USERS } from './people'

import { randomness } from './random'
import { seedAccounts } from './seed-accounts'
import { DAY_MS, FOUNDED_DAYS_AGO, type Seeding } from './seeding'

/** What an empty bank is filled with. Source: docs/protocol.md Running the bundled bank. */
export const SEED_KINDS = ['demo', 'empty', 'scale'] as const
export type SeedChoice =
  | { readonly kind: 'demo' | 'empty' }
  /** `accounts`: how many sub-accounts. */
  | { readonly kind: 'scale'; readonly accounts: number }

const DEMO_ACCOUNTS = 2000

/** Fills an empty bank in one transaction. The same choice and clock give the same feed, ids and epoch included. */
export async function seedBank(
  database: BankDatabase,
  choice: SeedChoice,
  now: Instant,
  ports: BankPorts,
): Promise<void> {
  const hashes = await Promise.all(USERS.map(() => hashPassword(DEMO_PASSWORD, ports.randomBytes)))
  const accounts = choice.kind === 'scale' ? choice.accounts : choice.kind === 'demo' ? DEMO_ACCOUNTS : 0
  const random = randomness(`${choice.kind}:${accounts}`)
  const idAt = (instant: Instant) => newId({ nowMs: epochMs(instant), randomBytes: random.bytes })
  database.transaction(() => {
    database.setMeta('epoch', idAt(now))
    const companyId = idAt(addMs(now, -FOUNDED_DAYS_AGO * DAY_MS))
    const { key: company } = addCompany(database.db, COMPANY_CODE, companyId)
    const seeding: Seeding = { database, company, now, random, idAt }
    database.documents.of(company).put(
      'company',
      {
        id: companyId,
        name: COMPANY_NAME,
        transferApprovalThreshold: APPROVAL_THRESHOLD,
        accountPrefix: ACCOUNT_PREFIX,
      },
      addMs(now, -FOUNDED_DAYS_AGO * DAY_MS),
    )
    seedUsers(seeding, hashes)
    database.db
      .prepare('INSERT INTO timer (company, kind, due_at) VALUES (?, ?, ?)')
      .run(company, HOUSEKEEPING, nextMidnight(now))
    if (choice.kind === 'empty') return
    seedHolidays(seeding)
    withoutLookupIndexes(database.db, () => seedAccounts(seeding, accounts))
  })
}

function seedUsers({ database, company, now, idAt }: Seeding, hashes: readonly string[]): void {
  const store = credentials(database.db)
  const joinedAt = addMs(now, -FOUNDED_DAYS_AGO * DAY_MS)
  USERS.forEach(({ login, name, role }, index) => {
    const id = idAt(joinedAt)
    const warehouses = role === 'warehouse_staff' ? { warehouseIds: [] } : {}
    database.documents
      .of(company)
      .put('user', { id, userId: login, name, role, ...warehouses, status: ACTIVE }, joinedAt)
    const passwordHash = hashes[index]
    if (passwordHash === undefined) throw new Error(`no password for ${login}`)
    store.add({ company, login, userId: id, passwordHash, passwordChangedAt: addMs(now, -30 * DAY_MS) })
  })
}

function seedHolidays({ database, company, now, idAt }: Seeding): void {
  const at = addMs(now, -FOUNDED_DAYS_AGO * DAY_MS)
  for (const [date, name, kind] of HOLIDAYS) {
    database.documents.of(company).put('holiday', { id: idAt(at), date, name, kind }, at)
  }
}
