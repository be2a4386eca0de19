import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openStore } from '#main/storage/open-store'
import type { EntityRegistry } from '#main/storage/registry'
import type { Store } from '#main/storage/store'
import type { Change } from '#shared/contract/http'
import type { DocumentPut } from '#shared/domain/command'

export const KEY = new Uint8Array(32).fill(7)
export const NOW = '2026-07-10T01:00:00.000Z'

const folders: string[] = []
const stores = new Set<Store>()

afterEach(async () => {
  for (const store of stores) store.close()
  stores.clear()
  // libsql lets go of a closed file on the next collection, which storage asks for; Windows needs that before deleting.
  await new Promise((resolve) => setTimeout(resolve, 20))
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** A path for a database in a folder of its own, gone after the test. */
export function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-store-'))
  folders.push(folder)
  return join(folder, 'bendahara.db')
}

export function opened(path: string, registry?: EntityRegistry): Store {
  const result = openStore({ path, key: KEY, ...(registry ? { registry } : {}) })
  if (!result.ok) throw new Error(`could not open: ${JSON.stringify(result.error)}`)
  stores.add(result.value)
  return result.value
}

/** A store for several tests that only read; `close` also deletes it. */
export function openShared(): { store: Store; close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-store-'))
  const result = openStore({ path: join(folder, 'bendahara.db'), key: KEY })
  if (!result.ok) throw new Error(`could not open: ${JSON.stringify(result.error)}`)
  const close = () => {
    result.value.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
  return { store: result.value, close }
}

export function closed(store: Store): void {
  stores.delete(store)
  store.close()
}

/** The n-th id of the tests. */
export function id(n: number): string {
  return `0197f3c0-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
}

export function currentAccount(n: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const nothing = '0.00'
  const money = { balance: nothing, held: nothing, available: nothing, rollup: nothing }
  return {
    id: id(n),
    version: 1,
    updatedAt: NOW,
    number: `10000${n}`,
    name: `Giro ${n}`,
    currency: 'IDR',
    status: 'open',
    ...money,
    ...more,
  }
}

export function subAccount(n: number, parent: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const noLimits = { perTransaction: null, daily: null }
  return {
    id: id(n),
    version: 1,
    updatedAt: NOW,
    number: `88123${n.toString().padStart(11, '0')}`,
    name: `Cabang ${n}`,
    parentId: id(parent),
    currentAccountId: id(1),
    scheme: 'operational',
    status: 'open',
    block: 'none',
    limits: { debit: noLimits, credit: noLimits },
    balance: '0.00',
    held: '0.00',
    available: '0.00',
    usedToday: { date: '2026-07-10', debit: '0.00', credit: '0.00' },
    ...more,
  }
}

export function change(seq: number, type: string, doc: Record<string, unknown>): Change {
  return { seq, type, id: String(doc.id), version: Number(doc.version), doc }
}

export function tombstone(seq: number, type: string, n: number, version = 9): Change {
  return { seq, type, id: id(n), version, doc: null }
}

export function apply(store: Store, ...changes: Change[]) {
  return store.transaction(() => store.documents.applyChanges(changes))
}

/** A pending command's guess, whatever it is: tests also write what the types forbid. */
export function guess(store: Store, ...docs: Record<string, unknown>[]): void {
  store.transaction(() => {
    for (const doc of docs) store.documents.writeGuess({ type: 'subAccount', doc } as unknown as DocumentPut, NOW)
  })
}
