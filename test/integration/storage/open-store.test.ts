import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '#main/sqlite/database'
import { openStore } from '#main/storage/open-store'
import { storageProblem } from '#main/storage/problems'
import { ENTITY_REGISTRY, type EntityRegistry } from '#main/storage/registry'
import { apply, change, closed, currentAccount, guess, id, KEY, newPath, opened, subAccount } from './store-fixture'

const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

function openError(path: string, key = KEY) {
  const result = openStore({ path, key })
  if (result.ok) throw new Error('it opened')
  return result.error
}

function filled(path: string, rows = 300): void {
  const store = opened(path)
  apply(store, change(1, 'currentAccount', currentAccount(1)))
  apply(store, ...Array.from({ length: rows }, (_, i) => change(i + 2, 'subAccount', subAccount(i + 10, 1))))
  closed(store)
}

describe('opening a store', () => {
  it('refuses a newer file and names both versions, without touching it', () => {
    const path = newPath()
    const store = opened(path)
    store.db.exec('PRAGMA user_version = 99')
    closed(store)
    const before = hashOf(path)
    expect(openError(path)).toEqual({ code: 'storage.newer_version', params: { found: 99, supported: 1 } })
    expect(hashOf(path)).toBe(before)
    expect(readdirSync(dirname(path))).toEqual(['bendahara.db'])
  })

  it.each(['wrong key', 'plain SQLite', 'noise', 'text'])('refuses %s and leaves the file as it is', (kind) => {
    const path = newPath()
    if (kind === 'plain SQLite') {
      const plain = openDatabase({ path })
      plain.exec('CREATE TABLE t (a); INSERT INTO t VALUES (1)')
      plain.close()
    } else if (kind === 'wrong key') filled(path, 3)
    else writeFileSync(path, kind === 'text' ? 'not a database at all' : Buffer.alloc(40_960, 0xa7))
    const before = hashOf(path)
    const key = kind === 'wrong key' ? new Uint8Array(32).fill(8) : KEY
    expect(openError(path, key)).toMatchObject({ code: 'storage.damaged' })
    expect(hashOf(path)).toBe(before)
    if (kind === 'wrong key') expect(opened(path).documents.counts().get('subAccount')).toBe(3)
  })

  it('notices after a crash that pages are damaged', () => {
    const path = newPath()
    filled(path, 2_000)
    const bytes = readFileSync(path)
    // The later half: what opening reads of itself lies before it.
    for (let at = Math.floor(bytes.length / 8192) * 4096; at < bytes.length; at += 4096) {
      bytes[at + 1] = (bytes[at + 1] ?? 0) ^ 0xff
    }
    writeFileSync(path, bytes)
    // A log that was left behind is how a crash looks.
    writeFileSync(`${path}-wal`, Buffer.alloc(4_128))
    const before = hashOf(path)
    expect(openError(path)).toMatchObject({ code: 'storage.damaged' })
    expect(hashOf(path)).toBe(before)
  })

  it('says damaged, not nonsense, when a flipped byte is read later', () => {
    const path = newPath()
    filled(path, 2_000)
    const bytes = readFileSync(path)
    for (let at = 12 * 4096; at < bytes.length; at += 4096) bytes[at + 1_000] = (bytes[at + 1_000] ?? 0) ^ 0xff
    writeFileSync(path, bytes)
    const result = openStore({ path, key: KEY })
    const read = () => {
      if (!result.ok) return result.error
      try {
        for (let n = 10; n < 2_010; n += 1) result.value.documents.visible.find('subAccount', id(n))
        return 'read'
      } catch (error) {
        return storageProblem(error)
      } finally {
        result.value.close()
      }
    }
    expect(read()).toMatchObject({ code: 'storage.damaged' })
  })

  it('lets only one process in, and the next one after a kill', () => {
    const path = newPath()
    const store = opened(path)
    apply(store, change(1, 'subAccount', subAccount(3, 1)))
    expect(openError(path)).toMatchObject({ code: 'storage.in_use' })
    const script = `
      const Database = require('libsql')
      const db = new Database(${JSON.stringify(path)}, { encryptionCipher: 'aes256cbc', encryptionKey: '${'07'.repeat(32)}' })
      try { db.exec('PRAGMA locking_mode=EXCLUSIVE'); db.exec('SELECT * FROM sqlite_schema'); console.log('in') }
      catch (error) { console.log(error.code) }
      if (process.argv[1] === 'die') { db.exec('BEGIN IMMEDIATE'); process.kill(process.pid, 'SIGKILL') }`
    const child = (...args: string[]) =>
      spawnSync(process.execPath, ['-e', script, ...args], { encoding: 'utf8' }).stdout
    expect(child().trim()).toBe('SQLITE_BUSY')
    closed(store)
    expect(child('die').trim()).toBe('in')
    expect(opened(path).documents.counts().get('subAccount')).toBe(1)
  })

  it('answers where the folder is missing or is no folder', () => {
    const path = newPath()
    expect(openError(join(path, 'deeper', 'x.db'))).toMatchObject({ code: 'storage.unavailable' })
    expect(openError(dirname(path))).toMatchObject({ code: 'storage.unavailable' })
  })

  it('finds after a crash what was committed, and not what was not', () => {
    const path = newPath()
    const store = opened(path)
    apply(store, change(1, 'subAccount', subAccount(3, 1)))
    const copy = newPath()
    store.db.exec('BEGIN IMMEDIATE')
    store.meta.set('half', 'done')
    copyFileSync(path, copy)
    copyFileSync(`${path}-wal`, `${copy}-wal`)
    store.db.exec('ROLLBACK')
    const crashed = opened(copy)
    expect(crashed.documents.counts().get('subAccount')).toBe(1)
    expect(crashed.meta.get('half')).toBeUndefined()
  })

  it('leaves one file when it is closed', () => {
    const path = newPath()
    filled(path, 10)
    expect(readdirSync(dirname(path))).toEqual(['bendahara.db'])
  })
})

describe('a full disk', () => {
  it('is a problem of its own, takes the transaction back, and the store goes on working', () => {
    const store = opened(newPath())
    apply(store, change(1, 'subAccount', subAccount(3, 1)))
    const pages = Number(store.db.prepare('PRAGMA page_count').get()?.page_count)
    store.db.prepare(`PRAGMA max_page_count = ${pages + 20}`).get()
    const many = Array.from({ length: 2_000 }, (_, i) => change(i + 2, 'subAccount', subAccount(i + 10, 1)))
    let problem: unknown
    try {
      apply(store, ...many)
    } catch (error) {
      problem = storageProblem(error)
    }
    expect(problem).toEqual({ code: 'storage.disk_full', params: { reason: 'SQLITE_FULL' } })
    expect(store.documents.counts().get('subAccount')).toBe(1)
    expect(store.db.inTransaction).toBe(false)
    store.db.prepare('PRAGMA max_page_count = 1000000').get()
    apply(store, ...many)
    expect(store.documents.counts().get('subAccount')).toBe(2_001)
  })

  it('is told from other errors of the system', () => {
    const failed = (code: string) => Object.assign(new Error('x'), { code })
    expect(['ENOSPC', 'EROFS', 'EBUSY', 'EIO', 'EWHAT'].map((code) => storageProblem(failed(code)).code)).toEqual([
      'storage.disk_full',
      'storage.read_only',
      'storage.in_use',
      'storage.unavailable',
      'storage.unavailable',
    ])
  })
})

describe('what lies on disk', () => {
  it('shows nothing of what is in it, in the file, its log or beside it', () => {
    const path = newPath()
    const store = opened(path)
    const canary = 'KANARI-7f3a'
    const doc = subAccount(3, 1, { name: `${canary} nama`, externalRef: `${canary}-ref`, number: '8812355555555555' })
    apply(store, change(1, 'currentAccount', currentAccount(1, { name: canary })), change(2, 'subAccount', doc))
    guess(store, { ...doc, name: `${canary} tebakan` })
    store.meta.set('token', canary)
    store.staging.add([change(1, 'subAccount', doc), { ...change(2, 'unknownThing', doc) }])
    const look = (): string[] =>
      readdirSync(dirname(path)).filter((name) => {
        const bytes = readFileSync(join(dirname(path), name))
          .toString('latin1')
          .toLowerCase()
        return [canary.toLowerCase(), '8812355555555555', 'sqlite format', 'sub_account'].some((text) =>
          bytes.includes(text),
        )
      })
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
    expect(look()).toEqual([])
    closed(store)
    expect(existsSync(path)).toBe(true)
    expect(look()).toEqual([])
  })
})

describe('a changed registry', () => {
  const withIndex: EntityRegistry = {
    ...ENTITY_REGISTRY,
    subAccount: {
      ...ENTITY_REGISTRY.subAccount,
      columns: [...ENTITY_REGISTRY.subAccount.columns, { name: 'held', kind: 'money', paths: ['$.held'] }],
      indexes: [...ENTITY_REGISTRY.subAccount.indexes, ['held']],
    },
  }

  it('rebuilds the tables with every document and guess in them, and asks for a fresh copy', () => {
    const path = newPath()
    const store = opened(path)
    apply(
      store,
      change(1, 'currentAccount', currentAccount(1)),
      change(2, 'subAccount', subAccount(3, 1, { held: '12.50' })),
      change(3, 'subAccount', subAccount(4, 1, { balance: '5.00' })),
    )
    guess(store, subAccount(5, 3, { number: null }), subAccount(4, 3, { name: 'Tebakan' }))
    const digest = store.documents.digest('subAccount')
    expect(store.meta.get('resync_needed')).toBeUndefined()
    closed(store)

    const rebuilt = opened(path, withIndex)
    expect(rebuilt.meta.get('resync_needed')).toBe('1')
    expect(rebuilt.documents.digest('subAccount')).toEqual(digest)
    const held = rebuilt.db.prepare(`SELECT held FROM ${rebuilt.tables().entity('subAccount')} WHERE id = ?`).get(id(3))
    expect(held?.held).toBe(1250)
    expect(rebuilt.documents.visible.find('subAccount', id(4))?.name).toBe('Tebakan')
    rebuilt.transaction(() => rebuilt.documents.restoreBases())
    expect(rebuilt.documents.visible.find('subAccount', id(4))?.name).toBe('Cabang 4')
    expect(rebuilt.documents.visible.find('subAccount', id(5))).toBeUndefined()
    rebuilt.meta.delete('resync_needed')
    closed(rebuilt)
    expect(opened(path, withIndex).meta.get('resync_needed')).toBeUndefined()
  })

  it('brings home documents of types that an older build did not know', () => {
    const path = newPath()
    const store = opened(path)
    const { foreignDocument } = store.tables()
    apply(store, change(5, 'parkingSpace', { id: id(8), version: 1, floor: 2 }))
    expect(store.db.prepare(`SELECT type, doc FROM ${foreignDocument}`).all()).toMatchObject([{ type: 'parkingSpace' }])
    // As an older build, to which sub-accounts were foreign, would have left it.
    const insert = store.db.prepare(
      `INSERT INTO ${foreignDocument} (type, id, seq, version, doc) VALUES (?, ?, ?, ?, ?)`,
    )
    insert.run('subAccount', id(3), 6, 1, JSON.stringify(subAccount(3, 1)))
    insert.run('subAccount', id(4), 7, 2, 'null')
    closed(store)
    const upgraded = opened(path, withIndex)
    expect(upgraded.documents.visible.find('subAccount', id(3))?.name).toBe('Cabang 3')
    expect(upgraded.db.prepare(`SELECT type FROM ${foreignDocument}`).all()).toHaveLength(1)
  })
})
