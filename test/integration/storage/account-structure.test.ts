import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFeed, visibleTo } from '#main/bank/storage/feed'
import type { Store } from '#main/storage/store'
import type { Change } from '#shared/contract/http'
import { lineageOf, MAX_DEPTH } from '#shared/domain/accounts/tree'
import type { DocumentPut, DocumentReader } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { payloadHash } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { permissionsOf } from '#shared/kernel/permissions'
import { chance } from '../../simulation/chance'
import { freshId } from '../../support/bank-client'
import { type InProcessBank, startInProcess } from '../bank/in-process-bank'
import { newPath, opened } from './store-fixture'
import { expectSums } from './tree-sums'

/** The one company of a seeded bank. */
const COMPANY = 1
const ROLE = 'treasury_maker'
const DEVICE = freshId()

let running: InProcessBank
beforeAll(async () => {
  running = await startInProcess({ seed: { kind: 'scale', accounts: 25 } })
  running.bank.database.db.exec("DELETE FROM document WHERE type = 'accountTransaction'")
})
afterAll(() => running.stop())

/** A client's encrypted copy, fed page by page. */
function copyOfBank(limit: number) {
  const store = opened(newPath())
  let seq = 0
  const pull = (afterEachPage: () => void = () => {}): void => {
    for (let hasMore = true; hasMore; afterEachPage()) {
      const { db, documents } = running.bank.database
      const visible = visibleTo(ROLE)
      const page = readFeed(db, { company: COMPANY, visible, afterSeq: seq, limit, head: documents.head() })
      const changes = page.rows.map(
        ({ json, ...row }): Change => ({ ...row, doc: json === null ? null : JSON.parse(json) }),
      )
      store.transaction(() => store.documents.applyChanges(changes))
      seq = page.throughSeq
      hasMore = page.hasMore
    }
  }
  pull()
  return { store, pull }
}

const documentsOf = (store: Store): DocumentReader => ({ ...store.documents.visible, holds: () => true })

function idsOf(store: Store, type: 'currentAccount' | 'subAccount'): string[] {
  const rows = store.db.prepare(`SELECT id FROM ${store.tables().entity(type)} ORDER BY id`).all()
  return rows.map(({ id }) => String(id))
}

type Random = ReturnType<typeof chance>

/** Something that changes the tree, mostly among few accounts so that they meet. */
function anything(random: Random, store: Store): { readonly type: string; readonly args: JsonObject } {
  const giro = (): string => random.pick(idsOf(store, 'currentAccount'))
  const accounts = idsOf(store, 'subAccount')
  const newest = accounts.slice(-12)
  const account = (): string => (random.hits(0.02) ? freshId() : random.pick(random.hits(0.7) ? newest : accounts))
  const place = (): string => (random.hits(0.2) ? giro() : account())
  if (random.hits(0.3)) {
    return { type: 'subAccount.create', args: { id: freshId(), parentId: place(), name: 'Kas', scheme: 'transfer' } }
  }
  if (random.hits(0.85)) return { type: 'subAccount.move', args: { id: account(), parentId: place() } }
  return { type: 'subAccount.close', args: { id: account(), reason: 'Tutup' } }
}

/** What the client answers by itself. */
function guess(store: Store, type: string, args: JsonObject) {
  const parsed = commandOf(type, 1)?.parse(args)
  if (!parsed?.ok) throw new Error(`${type} does not parse`)
  return parsed.command.decide(documentsOf(store), {
    actor: { userId: DEVICE, role: ROLE, permissions: permissionsOf(ROLE), deviceId: DEVICE },
    now: running.bank.clock.now(),
    newId: freshId,
    nextInSeries: () => undefined,
    lastInSeries: () => undefined,
    isBankTime: false,
  })
}

function answerOfBank(type: string, args: JsonObject) {
  const { database, processor } = running.bank
  const user = database.documents.of(COMPANY).findWhere('user', 'userId', 'maker', 1)[0]
  if (!user) throw new Error('no maker')
  const envelope = { id: freshId(), type, version: 1, args, dependsOn: [], createdAt: running.bank.clock.now() }
  return processor.submit({ company: COMPANY, user }, DEVICE, {
    ...envelope,
    payloadHash: payloadHash({ type, version: 1, args }),
  })
}

/** Without what only the bank gives. */
function givenByBoth(doc: object): object {
  return { ...doc, version: 0, updatedAt: '', number: null }
}

function expectSameAsBank(store: Store, puts: readonly DocumentPut[]): void {
  for (const { type, doc } of puts) {
    expect(givenByBoth(store.documents.visible.find(type, doc.id) ?? {})).toEqual(givenByBoth(doc))
  }
}

/** No cycle, six deep at most, nothing open below what is closed, the current accounts' rollups: on the bank's side. */
function expectSoundBank(): void {
  const { db, documents } = running.bank.database
  const read = documents.of(COMPANY)
  const ids = db.prepare("SELECT id FROM document WHERE type = 'subAccount' AND doc IS NOT NULL").all()
  const sums = new Map<string, bigint>()
  const minor = (text: string): bigint => BigInt(text.replace('.', ''))
  for (const { id } of ids) {
    const account = read.find('subAccount', String(id))
    const lineage = account && lineageOf(read, account.parentId)
    if (!account || !lineage) throw new Error(`${String(id)} does not reach its current account`)
    expect(lineage.ancestors.length).toBeLessThan(MAX_DEPTH)
    expect(lineage.currentAccount.id).toBe(account.currentAccountId)
    if (account.status === 'open') expect(lineage.ancestors.map(({ status }) => status)).not.toContain('closed')
    sums.set(account.currentAccountId, (sums.get(account.currentAccountId) ?? 0n) + minor(account.balance))
  }
  for (const { id } of db.prepare("SELECT id FROM document WHERE type = 'currentAccount'").all()) {
    const giro = read.find('currentAccount', String(id))
    if (giro) expect(minor(giro.rollup)).toBe(minor(giro.balance) + (sums.get(giro.id) ?? 0n))
  }
}

describe('creating, moving and closing in any order', () => {
  const ends = new Set<string>()

  it.each([1, 2, 3, 4, 5])('the client guesses what the bank answers, and both trees add up (seed %i)', (seed) => {
    const random = chance(seed, 'structure')
    const { store, pull } = copyOfBank(1_000)
    // Sees the same through pages of three documents, seldom: each at its latest state, so in the order of last changes.
    const late = copyOfBank(3)
    for (let step = 0; step < 150; step += 1) {
      const { type, args } = anything(random, store)
      const here = guess(store, type, args)
      const there = answerOfBank(type, args)
      if (here.kind === 'accept') expect(there, JSON.stringify(there)).toMatchObject({ status: 'accepted' })
      else if (here.kind === 'reject')
        expect(there).toMatchObject({ status: 'rejected', code: here.code, params: here.params })
      else throw new Error(`${type} was invalid here`)
      ends.add(there.code ?? type)
      pull()
      if (here.kind === 'accept') expectSameAsBank(store, here.puts)
      expectSums(store)
      if (step % 30 === 29) {
        expectSoundBank()
        late.pull(() => expectSums(late.store))
        expect(late.store.documents.digest('subAccount')).toEqual(store.documents.digest('subAccount'))
      }
    }
  })

  it('met every way it can end, or the runs say little', () => {
    const ways = ['create', 'move', 'close'].map((verb) => `subAccount.${verb}`)
    const codes = ['cycle', 'too_deep', 'closed', 'other_current_account', 'not_empty', 'has_children']
    const unmet = [...ways, ...codes.map((code) => `account.${code}`), 'not_found'].filter((way) => !ends.has(way))
    expect(unmet).toEqual([])
  })
})
