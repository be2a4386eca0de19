import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { syncHandlers } from '#main/ipc/handlers/sync'
import {
  bankForEachTest,
  type device,
  eventually,
  filesBelow,
  maker,
  PASSWORD,
  type TemporaryFolder,
  type TestBank,
} from './session-world'

let bank: TestBank
let folder: TemporaryFolder
const { start } = bankForEachTest((given) => {
  bank = given.bank
  folder = given.folder
})

/** What the files must never show: who, where, tokens, the password. */
async function canaries(session: ReturnType<typeof device>['session']): Promise<string[]> {
  const live = session.open()
  const tokens = live?.tokens.load()
  if (!live || !tokens) throw new Error('not signed in')
  return [PASSWORD, 'Nusantara Ritel', live.identity().user.id, tokens.accessToken, tokens.refreshToken]
}

describe('locking', () => {
  it('closes the copy, tells the window and keeps the place', async () => {
    const { session, states } = start(folder.path, bank.url)
    await session.signIn(maker())
    const store = session.open()?.store
    expect(await session.lock()).toMatchObject({ ok: true, value: { phase: 'locked', user: null, company: null } })
    expect(states.at(-1)?.phase).toBe('locked')
    expect(session.open()).toBeNull()
    expect(() => store?.meta.get('session.identity')).toThrow()
    expect(syncHandlers(session)['sync.outbox'](undefined)).toEqual({ ok: false, error: { code: 'session.locked' } })
    expect(await session.unlock(PASSWORD)).toMatchObject({ ok: true })
  })

  it('leaves nothing readable on disk, open or locked', async () => {
    const { session } = start(folder.path, bank.url)
    await session.signIn(maker())
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
    const secrets = await canaries(session)
    const assertUnreadable = () => {
      const files = filesBelow(folder.path)
      expect(files.size).toBeGreaterThan(0)
      for (const [path, content] of files) {
        for (const secret of secrets) expect(content.includes(secret), `${secret} in ${path}`).toBe(false)
        expect(content.subarray(0, 15).toString('latin1'), path).not.toBe('SQLite format 3')
      }
    }
    assertUnreadable()
    await session.lock()
    assertUnreadable()
  })

  it('does not wait for a bank that does not answer', async () => {
    const { session } = start(folder.path, bank.url)
    await session.signIn(maker())
    await bank.stop()
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(Number(new URL(bank.url).port), '127.0.0.1', resolve))
    const began = performance.now()
    const renewal = session.signIn(maker())
    await new Promise((resolve) => setTimeout(resolve, 200))
    await session.lock()
    expect(performance.now() - began).toBeLessThan(3_000)
    expect(await renewal).toEqual({ ok: false, error: { code: 'network.unreachable' } })
    expect(session.state().phase).toBe('locked')
    silent.closeAllConnections()
    await new Promise((resolve) => silent.close(resolve))
  })
})

describe('signing out', () => {
  it('revokes at the bank and keeps the encrypted copy', async () => {
    const { session, preferences } = start(folder.path, bank.url)
    await session.signIn(maker())
    const live = session.open()
    live?.store.meta.set('test.kept', 'yes')
    const refreshToken = live?.tokens.load()?.refreshToken
    expect(await session.signOut()).toMatchObject({ ok: true, value: { phase: 'signed_out', user: null } })

    const reused = await fetch(`${bank.url}/v1/auth/refresh`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refreshToken }),
    })
    expect(reused.status).toBe(401)

    const next = start(folder.path, bank.url, preferences)
    expect(next.session.state()).toMatchObject({ phase: 'signed_out', lastUser: { userId: 'maker' } })
    await next.session.signIn(maker())
    expect(next.session.open()?.store.meta.get('test.kept')).toBe('yes')
  })

  it('works without the bank', async () => {
    const { session } = start(folder.path, bank.url)
    await session.signIn(maker())
    await bank.stop()
    expect(await session.signOut()).toMatchObject({ ok: true, value: { phase: 'signed_out' } })
  })
})

describe('a copy that cannot be opened', () => {
  it('is named and left as it is', async () => {
    const { session } = start(folder.path, bank.url)
    await session.signIn(maker())
    await session.lock()
    const [path] = [...filesBelow(folder.path)].sort(([, a], [, b]) => b.length - a.length)[0] ?? []
    if (path === undefined) throw new Error('no files')
    const noise = Buffer.alloc(readFileSync(path).length, 0x5a)
    writeFileSync(path, noise)
    const before = filesBelow(folder.path)
    expect(await session.unlock(PASSWORD)).toMatchObject({ ok: false, error: { code: 'storage.damaged' } })
    expect(session.state().phase).toBe('locked')
    for (const [file, content] of before) expect(filesBelow(folder.path).get(file)?.equals(content), file).toBe(true)
  })
})
