import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Store } from '#main/storage/store'
import { createCommandService } from '#main/sync/command-service'
import { createCopyState } from '#main/sync/copy-state'
import { createGuessMemory } from '#main/sync/guess-memory'
import { createOutbox } from '#main/sync/outbox'
import { ensureOutboxTables } from '#main/sync/outbox-schema'
import { type Guessing, rebase } from '#main/sync/rebase'
import { createUploadQueue } from '#main/sync/uploads/upload-queue'
import type { Change } from '#shared/contract/http'
import { checkDigit } from '#shared/domain/accounts/account-number'
import { COMPANY_PROFILE_ID } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import { permissionsOf } from '#shared/kernel/permissions'
import {
  apply,
  change,
  currentAccount,
  id,
  KEY,
  NOW,
  newPath,
  opened,
  subAccount,
  tombstone,
} from '../storage/store-fixture'

const ACCOUNTS = [2, 3, 4, 5, 6, 7]
const DEVICE = id(99)

/** A queue on a real store, without a bank: pages and answers are said by the test. */
function openQueue(permissions = permissionsOf('treasury_maker')) {
  const store = opened(newPath())
  ensureOutboxTables(store.db)
  apply(
    store,
    change(1, 'company', companyDocument()),
    change(2, 'currentAccount', currentAccount(1)),
    ...ACCOUNTS.map((n) => change(n + 2, 'subAccount', subAccount(n, n < 4 ? 1 : 2))),
  )
  const copy = createCopyState(store.meta)
  copy.setComplete()
  let nowMs = Date.parse('2026-07-10T01:00:00.000Z')
  const guessing: Guessing = {
    store,
    copy,
    outbox: createOutbox(store.db, KEY),
    uploads: createUploadQueue(store.db, KEY),
    memory: createGuessMemory(store.meta),
    clock: { nowMs: () => nowMs++ },
    actor: () => ({
      userId: id(98),
      role: 'treasury_maker',
      permissions,
      deviceId: DEVICE,
    }),
  }
  const files = { withdrawUnneeded: () => [], forget: async () => {} }
  const random = { bytes: (n: number) => randomBytes(n) }
  const commands = createCommandService({ ...guessing, files, random, onChanged: () => {}, onManyChanged: () => {} })
  store.transaction(() => rebase(guessing))
  return { store, guessing, commands }
}

function companyDocument() {
  const facts = { name: 'PT Nusantara', transferApprovalThreshold: '100000000.00', accountPrefix: '88123' }
  return { id: id(90), version: 1, updatedAt: '2026-07-10T01:00:00.000Z', ...facts }
}

/** What the user sees, except for when it was guessed. */
function seen(store: Store): string[] {
  return store.db
    .prepare(`SELECT id, doc, base FROM ${store.tables().entity('subAccount')} ORDER BY id`)
    .all()
    .map(({ id, doc, base }) => {
      const { updatedAt: _when, ...facts } = JSON.parse(String(doc))
      return JSON.stringify({ id, facts, base })
    })
}

type Queue = ReturnType<typeof openQueue>

function pulled({ store, guessing }: Queue, page: readonly Change[], settled: readonly string[] = []): void {
  store.transaction(() => {
    for (const each of settled) {
      guessing.outbox.markAccepted(each, 1)
      guessing.outbox.close(each, 1)
    }
    rebase(guessing, { touched: page, apply: () => store.documents.applyChanges(page).types })
  })
}

it('leaves the guesses alone that a page cannot reach, and makes those again that it can', () => {
  const queue = openQueue()
  for (const n of [2, 3, 4]) queue.commands.submit('subAccount.update', { id: id(n), name: `Baru ${n}` }, null)
  const made = vi.spyOn(queue.store.documents, 'writeGuess')
  pulled(queue, [change(50, 'subAccount', subAccount(6, 2, { version: 2, name: 'Lain' }))])
  expect(made).not.toHaveBeenCalled()
  pulled(queue, [change(51, 'subAccount', subAccount(3, 1, { version: 2, externalRef: 'X' }))])
  expect(made.mock.calls.map(([{ doc }]) => doc.id)).toEqual([id(3)])
  expect(queue.store.documents.visible.find('subAccount', id(3))).toMatchObject({ name: 'Baru 3', externalRef: 'X' })
})

describe('an import of which the bank has sent the first rows', () => {
  it.each(['reject', 'skip'] as const)('still shows the others, all or none or not: %s', (onFault) => {
    const queue = openQueue()
    const rows = imported(queue, [id(2), id(2), 0, 1], onFault)
    const made = vi.spyOn(queue.store.documents, 'writeGuess')
    pulled(queue, [arrived(queue, rows[0], 50), arrived(queue, rows[1], 51)])
    expect(rows.map((row) => queue.store.documents.visible.find('subAccount', row)?.version)).toEqual([1, 1, 0, 0])
    expect(made).not.toHaveBeenCalled()
    // As a new process would see it, which remembers nothing.
    const before = seen(queue.store)
    queue.guessing.memory.clear()
    queue.store.transaction(() => rebase(queue.guessing))
    expect(seen(queue.store)).toEqual(before)
    pulled(queue, [arrived(queue, rows[2], 52), arrived(queue, rows[3], 53)])
    expect(rows.map((row) => queue.store.documents.visible.find('subAccount', row)?.version)).toEqual([1, 1, 1, 1])
    expect(queue.store.db.prepare(guessedRows(queue.store)).get()?.rows).toBe(0)
  })

  it('gives way like any other where the rest of it does not hold any more', () => {
    const queue = openQueue()
    const rows = imported(queue, [id(2), id(3)], 'reject')
    pulled(queue, [arrived(queue, rows[0], 50), tombstone(51, 'subAccount', 3, 51)])
    expect(rows.map((row) => queue.store.documents.visible.find('subAccount', row)?.version)).toEqual([1, undefined])
  })

  it('shows a row again that came and cannot be read here', () => {
    const queue = openQueue()
    const [first = '', second = ''] = imported(queue, [id(2), id(2)], 'reject')
    const unreadable = change(50, 'subAccount', { ...subAccount(2, 1), id: first, version: 1, balance: 7 })
    pulled(queue, [unreadable, arrived(queue, second, 51)])
    expect(queue.store.documents.visible.find('subAccount', first)?.version).toBe(0)
    expect(queue.store.documents.visible.find('subAccount', second)?.version).toBe(1)
  })

  it('keeps what a later command changes of a row that came', () => {
    const queue = openQueue()
    const [first = '', second = ''] = imported(queue, [id(2), id(2)], 'reject')
    queue.commands.submit('subAccount.update', { id: first, name: 'Lain' }, null)
    pulled(queue, [arrived(queue, first, 50)])
    expect(queue.store.documents.visible.find('subAccount', first)).toMatchObject({
      name: 'Lain',
      externalRef: 'dari bank',
    })
    expect(queue.store.documents.visible.find('subAccount', second)?.version).toBe(0)
  })
})

it('still shows the rest of imported receipts, and how others are matched because of them', () => {
  const queue = openQueue()
  const { documents } = queue.store
  const accountNumber = String(subAccount(2, 1).number)
  const row = { accountNumber, dueDate: '2026-07-01' }
  const line = { direction: 'credit', amount: '500.00', balanceAfter: '500.00', channel: 'atm', postedAt: NOW }
  const texts = { counterparty: '', reference: 'INV-1', description: '' }
  const money = { id: id(70), version: 1, updatedAt: NOW, accountId: id(2), ...line, ...texts }
  const other = { id: id(71), version: 1, updatedAt: NOW, ...row, reference: 'INV-9', amount: '500.00' }
  pulled(queue, [
    change(40, 'accountTransaction', money),
    change(41, 'reconciliationItem', { ...other, status: 'suggested', transactionId: money.id }),
  ])
  const rows = [1, 2, 3].map((n) => ({ ...row, reference: `INV-${n}`, amount: `${n + 4}00.00` }))
  const answer = queue.commands.submit('reconciliation.import', { batchId: id(72), rows }, null)
  expect(answer).toMatchObject({ ok: true })
  const shown = () => documents.visible.findWhere('reconciliationItem', 'batchId', id(72))
  const ofOther = () => documents.visible.find('reconciliationItem', other.id)?.status
  expect(shown()).toHaveLength(3)
  expect(ofOther()).toBe('unmatched')
  const [first] = shown()
  pulled(queue, [change(50, 'reconciliationItem', { ...first, version: 1 })])
  expect(
    shown()
      .map(({ version }) => version)
      .sort(),
  ).toEqual([0, 0, 1])
  expect(ofOther()).toBe('unmatched')
})

it('shows what this user wrote where a colleague made the one document of its kind first', () => {
  const queue = openQueue(permissionsOf('system_admin'))
  queue.commands.submit('companyProfile.update', { description: 'mine', settlementAccountId: id(1) }, null)
  const find = () => queue.store.documents.visible.find('companyProfile', COMPANY_PROFILE_ID)
  const mine = find()
  expect(mine?.description).toBe('mine')
  pulled(queue, [change(50, 'companyProfile', { ...mine, version: 1, description: 'theirs' })])
  expect(find()?.description).toBe('mine')
})

it('takes a new account back once another has its number', () => {
  const queue = openQueue()
  const made = create(queue, id(2), 3)
  pulled(queue, [changed(6, 'number', 3, 50)])
  expect(queue.store.documents.visible.find('subAccount', made)).toBeUndefined()
})

it('makes everything again where a guess comes back that others were made without', () => {
  const queue = openQueue()
  const first = create(queue, id(3), 4)
  pulled(queue, [tombstone(50, 'subAccount', 3, 50)])
  expect(queue.store.documents.visible.find('subAccount', first)).toBeUndefined()
  const second = create(queue, id(2), 4)
  expect(queue.store.documents.visible.find('subAccount', second)).toBeDefined()
  pulled(queue, [changed(3, 'renamed', 1, 51)])
  expect(queue.store.documents.visible.find('subAccount', first)).toBeDefined()
  expect(queue.store.documents.visible.find('subAccount', second)).toBeUndefined()
})

it('believes nothing of what it remembered while a transaction was rolled back', () => {
  const queue = openQueue()
  const made = create(queue, id(2), 5)
  const { documents } = queue.store
  const write = vi.spyOn(documents, 'writeGuess').mockImplementationOnce(() => {
    throw new Error('disk')
  })
  // The parent is renamed, so the guess is made again; writing it fails.
  expect(() => pulled(queue, [changed(2, 'renamed', 1, 50)])).toThrow('disk')
  write.mockClear()
  pulled(queue, [])
  expect(write).toHaveBeenCalledTimes(1)
  expect(documents.visible.find('subAccount', made)).toBeDefined()
})

/** Submits an import; a number names the row that stands above. Answers the rows' accounts. */
function imported({ commands }: Queue, parents: readonly (string | number)[], onFault: 'reject' | 'skip'): string[] {
  const made = parents.map(() => newId({ nowMs: 1_783_000_000_000, randomBytes: (n) => randomBytes(n) }))
  const items = parents.map((parent, row) => {
    const parentId = typeof parent === 'string' ? parent : made[parent]
    return {
      rowId: String(row),
      id: made[row],
      parentId,
      name: `Baris ${row}`,
      scheme: 'transfer',
      body: `000000010${row}`,
    }
  })
  expect(commands.submit('subAccount.createMany', { items, onFault }, null)).toMatchObject({ ok: true })
  return made
}

/** An account that a command made, as the bank sends it. */
function arrived({ store }: Queue, row: string | undefined, seq: number): Change {
  const guess = store.documents.visible.find('subAccount', row ?? '')
  const doc = guess ?? subAccount(2, 1)
  return change(seq, 'subAccount', { ...doc, id: row ?? '', externalRef: 'dari bank', version: 1 })
}

function gone(row: string, seq: number): Change {
  return { seq, type: 'subAccount', id: row, version: 2, doc: null }
}

function guessedRows(store: Store): string {
  return `SELECT count(*) AS rows FROM ${store.tables().entity('subAccount')} WHERE base IS NOT NULL`
}

/** Submits a new account whose number is typed; it must be accepted here. */
function create({ commands }: Queue, parentId: string, body: number): string {
  const made = newId({ nowMs: 1_783_000_000_000, randomBytes: (n) => randomBytes(n) })
  const args = { id: made, parentId, name: 'Baru', scheme: 'transfer', body: `000000000${body}` }
  expect(commands.submit('subAccount.create', args, null)).toMatchObject({ ok: true })
  return made
}

const Step = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), under: fc.nat(9), body: fc.nat(4) }),
  fc.record({ kind: fc.constant('update' as const), of: fc.nat(9), name: fc.nat(5) }),
  fc.record({ kind: fc.constant('block' as const), of: fc.nat(9), block: fc.constantFrom('none', 'debit', 'all') }),
  fc.record({
    kind: fc.constant('import' as const),
    under: fc.array(fc.oneof(fc.nat(9), fc.constantFrom('first', 'last')), { minLength: 2, maxLength: 4 }),
    body: fc.nat(4),
    onFault: fc.constantFrom('reject' as const, 'skip' as const),
  }),
  fc.record({
    kind: fc.constant('page' as const),
    arrived: fc.array(fc.record({ of: fc.nat(9), goes: fc.boolean() }), { maxLength: 3 }),
    changes: fc.array(
      fc.record({ of: fc.nat(5), what: fc.constantFrom('closed', 'renamed', 'gone', 'number', 'moved'), n: fc.nat(4) }),
      { maxLength: 3 },
    ),
    settled: fc.array(fc.nat(20), { maxLength: 3 }),
  }),
)

it('ends, whatever happens, exactly as if every guess had been made again', () => {
  fc.assert(
    fc.property(fc.array(Step, { minLength: 3, maxLength: 14 }), (steps) => {
      const queue = openQueue()
      const ids = ACCOUNTS.map(id)
      const commands: string[] = []
      let seq = 100
      for (const step of steps) {
        if (step.kind === 'page') {
          const made = ids.slice(ACCOUNTS.length)
          const sent = new Map(step.arrived.flatMap(({ of, goes }) => (made[of] ? [[made[of], goes] as const] : [])))
          const page = [
            ...[...sent].map(([row, goes]) => (goes ? gone(row, seq++) : arrived(queue, row, seq++))),
            ...step.changes.map(({ of, what, n }) => changed(ACCOUNTS[of] ?? 2, what, n, seq++)),
          ]
          pulled(queue, page, [...new Set(step.settled.flatMap((at) => commands[at] ?? []))])
        } else {
          const answer = submit(queue, step, ids)
          if (answer.ok) commands.push(answer.value.commandId)
        }
        const reached = seen(queue.store)
        queue.guessing.memory.clear()
        queue.store.transaction(() => rebase(queue.guessing))
        expect(reached).toEqual(seen(queue.store))
      }
    }),
    { numRuns: 60 },
  )
}, 120_000)

function submit(
  { commands }: Queue,
  step: Exclude<typeof Step extends fc.Arbitrary<infer S> ? S : never, { kind: 'page' }>,
  ids: string[],
) {
  if (step.kind === 'create') {
    const made = newId({ nowMs: 1_783_000_000_000, randomBytes: (n) => randomBytes(n) })
    const parentId = ids[step.under % ids.length]
    const args = { id: made, parentId, name: 'Baru', scheme: 'transfer', body: `000000000${step.body}` }
    const answer = commands.submit('subAccount.create', args, null)
    if (answer.ok) ids.push(made)
    return answer
  }
  if (step.kind === 'import') {
    const made = step.under.map(() => newId({ nowMs: 1_783_000_000_000, randomBytes: (n) => randomBytes(n) }))
    const items = step.under.map((under, row) => {
      const parentId = under === 'first' ? made[0] : under === 'last' ? made.at(-1) : ids[under % ids.length]
      return {
        rowId: `${row}`,
        id: made[row],
        parentId,
        name: 'Baris',
        scheme: 'transfer',
        body: `00000000${row}${step.body}`,
      }
    })
    const answer = commands.submit('subAccount.createMany', { items, onFault: step.onFault }, null)
    if (answer.ok) ids.push(...made)
    return answer
  }
  const of = ids[step.of % ids.length]
  return step.kind === 'update'
    ? commands.submit('subAccount.update', { id: of, name: `Nama ${step.name}` }, null)
    : commands.submit('subAccount.setBlock', { id: of, block: step.block, reason: 'uji' }, null)
}

function changed(of: number, what: string, n: number, seq: number): Change {
  const as = (more: object) => change(seq, 'subAccount', subAccount(of, of < 4 ? 1 : 2, { version: seq, ...more }))
  if (what === 'gone') return tombstone(seq, 'subAccount', of, seq)
  if (what === 'closed') return as({ status: 'closed' })
  // The number of which a waiting command may be making an account.
  if (what === 'number') return as({ number: `88123000000000${n}${checkDigit(`88123000000000${n}`)}` })
  if (what === 'moved') return as({ parentId: id(1) })
  return as({ name: `Bank ${n}` })
}
