import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Argon2Parameters } from '#main/vault/key-wrap'
import { type ProfileFiles, profileFiles } from '#main/vault/profile-files'
import { subKeys } from '#main/vault/sub-keys'
import { openVault, type Vault } from '#main/vault/vault'
import { waitAfter } from '#main/vault/wrong-tries'

/** The least that a vault file may ask for, so that tests are quick. */
const QUICK: Argon2Parameters = { name: 'argon2id', memoryKiB: 19 * 1024, passes: 2, lanes: 1 }
const PASSWORD = 'Bendahara#2026'
const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFiles(userId = 'maker'): ProfileFiles {
  const userData = mkdtempSync(join(tmpdir(), 'bendahara-vault-'))
  folders.push(userData)
  return profileFiles(userData, { backendId: 'bundled', companyId: 'NUSANTARA', userId })
}

class Uptime {
  now = 10_000_000
  uptimeMs = () => this.now
}

const at = (files: ProfileFiles, clock: Uptime): Vault => openVault({ files, clock, argon2: QUICK })

async function created(clock = new Uptime()) {
  const files = newFiles()
  const vault = at(files, clock)
  const key = await vault.create(PASSWORD)
  if (!key.ok) throw new Error(key.error.code)
  return { files, vault, key: key.value, clock }
}

describe('a vault', () => {
  it('gives the same random key to the password, and to no other', async () => {
    const { files, vault, key, clock } = await created()
    expect(key).toHaveLength(32)
    expect(await at(files, clock).unlock(PASSWORD)).toEqual({ ok: true, value: key })
    expect(await vault.unlock('bendahara#2026')).toEqual({
      ok: false,
      error: { code: 'vault.wrong_password', params: { retryAfterSeconds: 0 } },
    })
    expect((await created()).key.equals(key)).toBe(false)
    expect(await vault.create(PASSWORD)).toEqual({ ok: false, error: { code: 'vault.exists' } })
    expect(await at(newFiles(), clock).unlock(PASSWORD)).toEqual({ ok: false, error: { code: 'vault.missing' } })
  })

  it('takes a composed and a decomposed character for the same', async () => {
    const { vault, key, clock, files } = await created()
    await vault.rewrap(key, 'rahasia-caf\u00e9-1')
    expect((await at(files, clock).unlock('rahasia-cafe\u0301-1')).ok).toBe(true)
  })

  it('changes the password and keeps the key', async () => {
    const { vault, key } = await created()
    expect(await vault.changePassword('wrong', 'Baru#2026-sekali')).toMatchObject({
      error: { code: 'vault.wrong_password' },
    })
    expect(await vault.changePassword(PASSWORD, 'Baru#2026-sekali')).toEqual({ ok: true, value: undefined })
    expect(await vault.unlock('Baru#2026-sekali')).toEqual({ ok: true, value: key })
    expect(await vault.unlock(PASSWORD)).toMatchObject({ error: { code: 'vault.wrong_password' } })
  })

  it('does not wrap a key that is not its own', async () => {
    const { vault, key } = await created()
    expect(await vault.rewrap(Buffer.alloc(32, 1), PASSWORD)).toEqual({ ok: false, error: { code: 'vault.wrong_key' } })
    expect(await vault.unlock(PASSWORD)).toEqual({ ok: true, value: key })
  })

  it('keeps neither key nor password nor who it is on disk, and only the owner may read', async () => {
    const { files, key } = await created()
    await at(files, new Uptime()).unlock('a wrong one')
    expect(readdirSync(files.folder).sort()).toEqual(['tries.json', 'vault.json'])
    const text = readdirSync(files.folder)
      .map((name) => readFileSync(join(files.folder, name), 'utf8'))
      .join(files.folder)
    for (const secret of [key.toString('hex'), key.toString('base64'), PASSWORD, 'NUSANTARA', 'maker']) {
      expect(text).not.toContain(secret)
    }
    if (process.platform === 'win32') return
    expect(statSync(files.folder).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(files.folder)) expect(statSync(join(files.folder, name)).mode & 0o777).toBe(0o600)
  })
})

describe('a damaged or tampered vault file', () => {
  const edit = async (change: (json: Record<string, never>) => unknown) => {
    const { files, clock } = await created()
    const text = readFileSync(files.vault, 'utf8')
    const changed = change(JSON.parse(text))
    writeFileSync(files.vault, typeof changed === 'string' ? changed : JSON.stringify(changed))
    return at(files, clock).unlock(PASSWORD)
  }

  it.each<[string, (json: Record<string, never>) => unknown]>([
    ['empty', () => ''],
    ['torn', (json) => JSON.stringify(json).slice(0, 200)],
    ['not an object', () => '[]'],
    ['another format', (json) => ({ ...json, version: 2 })],
    ['a cheaper derivation', (json) => ({ ...json, kdf: { ...Object(json.kdf), memoryKiB: 8 } })],
    ['a huge derivation', (json) => ({ ...json, kdf: { ...Object(json.kdf), memoryKiB: 2 ** 30 } })],
    ['other passes', (json) => ({ ...json, kdf: { ...Object(json.kdf), passes: 3 } })],
    ['a short nonce', (json) => ({ ...json, wrap: { ...Object(json.wrap), nonce: 'AAAA' } })],
    ['an unknown field', (json) => ({ ...json, extra: 1 })],
    [
      'a flipped ciphertext',
      (json) => ({ ...json, wrap: { ...Object(json.wrap), ciphertext: Buffer.alloc(32).toString('base64') } }),
    ],
  ])('%s is called damaged', async (_, change) => {
    expect(await edit(change)).toEqual({ ok: false, error: { code: 'vault.damaged' } })
  })

  it('does not open another profile, with its file copied over', async () => {
    const { files } = await created()
    const other = newFiles('approver')
    const vault = at(other, new Uptime())
    await vault.create('another password')
    writeFileSync(other.vault, readFileSync(files.vault))
    expect(await vault.unlock(PASSWORD)).toEqual({ ok: false, error: { code: 'vault.damaged' } })
  })
})

describe('wrong passwords', () => {
  it('cost 0, 0, 1, 2, 4, … seconds, at most 15 minutes', () => {
    expect([1, 2, 3, 4, 5, 6, 12, 13, 14, 1_000].map(waitAfter)).toEqual([0, 0, 1, 2, 4, 8, 512, 900, 900, 900])
  })

  const wrong = async (vault: Vault, times: number, clock: Uptime) => {
    const waits: unknown[] = []
    for (let i = 0; i < times; i += 1) {
      const answer = await vault.unlock('wrong')
      if (answer.ok) throw new Error('opened')
      waits.push(answer.error.params?.retryAfterSeconds)
      clock.now += Number(answer.error.params?.retryAfterSeconds) * 1000
    }
    return waits
  }

  it('make the right one wait as well, across restarts of the app, and are forgotten by it', async () => {
    const { files, clock, key } = await created()
    expect(await wrong(at(files, clock), 5, clock)).toEqual([0, 0, 1, 2, 4])
    expect(await at(files, clock).unlock('wrong')).toMatchObject({ error: { params: { retryAfterSeconds: 8 } } })
    clock.now += 3_000
    expect(await at(files, clock).unlock(PASSWORD)).toEqual({
      ok: false,
      error: { code: 'vault.locked_out_for', params: { seconds: 5 } },
    })
    expect(at(files, clock).secondsLeft()).toBe(5)
    clock.now += 5_000
    expect(await at(files, clock).unlock(PASSWORD)).toEqual({ ok: true, value: key })
    expect(await wrong(at(files, clock), 1, clock)).toEqual([0])
  })

  it('are not forgiven by a restart of the computer', async () => {
    const { files, clock } = await created()
    await wrong(at(files, clock), 6, clock)
    await at(files, clock).unlock('wrong')
    expect(at(files, clock).secondsLeft()).toBe(16)
    clock.now = 4_000
    expect(at(files, clock).secondsLeft()).toBe(12)
    clock.now = 16_000
    expect(at(files, clock).secondsLeft()).toBe(0)
  })

  it('do not look at the wall clock at all', async () => {
    const { files, clock } = await created()
    await wrong(at(files, clock), 6, clock)
    await at(files, clock).unlock('wrong')
    const real = Date.now
    try {
      for (const jump of [365, -365]) {
        Date.now = () => real() + jump * 86_400_000
        expect(at(files, clock).secondsLeft()).toBe(16)
      }
    } finally {
      Date.now = real
    }
  })

  it('side by side are counted one by one', async () => {
    const { vault } = await created()
    const answers = await Promise.all(Array.from({ length: 6 }, () => vault.unlock('wrong')))
    expect(answers.map((answer) => (answer.ok ? 'opened' : answer.error.code))).toEqual([
      'vault.wrong_password',
      'vault.wrong_password',
      'vault.wrong_password',
      'vault.locked_out_for',
      'vault.locked_out_for',
      'vault.locked_out_for',
    ])
  })

  it('in an unreadable record count as several, without shutting the owner out', async () => {
    const { files, clock, key } = await created()
    writeFileSync(files.tries, '{"wrong":')
    expect(await at(files, clock).unlock('wrong')).toMatchObject({ error: { params: { retryAfterSeconds: 64 } } })
    writeFileSync(files.tries, '{"wrong":-1}')
    expect(await at(files, clock).unlock(PASSWORD)).toEqual({ ok: true, value: key })
  })
})

describe('sub-keys', () => {
  it('differ by purpose and profile, are stable, and can be zeroed', () => {
    const keys = subKeys(Buffer.alloc(32, 1))
    expect(keys.database.equals(keys.outbox)).toBe(false)
    expect(keys.database.equals(Buffer.alloc(32, 1))).toBe(false)
    expect(subKeys(Buffer.alloc(32, 1)).outbox).toEqual(keys.outbox)
    expect(subKeys(Buffer.alloc(32, 2)).outbox.equals(keys.outbox)).toBe(false)
    // A persisted format: another value would make every existing database unreadable.
    expect(keys.database.toString('hex')).toMatchInlineSnapshot(
      `"e61028ac6f6a6f77cbc0ad383948b53b7c9c6341aced9e655bdecdeffc884bf5"`,
    )
    keys.zero()
    expect(keys.database.every((byte) => byte === 0) && keys.outbox.every((byte) => byte === 0)).toBe(true)
  })
})

describe('profile files', () => {
  it('name a folder that tells nothing and that no other profile shares', () => {
    const folder = (backendId: string, companyId: string, userId: string) =>
      profileFiles('/u', { backendId, companyId, userId }).folder
    expect(folder('bundled', 'NUSANTARA', 'maker')).toMatch(/[\\/]profiles[\\/][0-9a-f]{32}$/)
    expect(folder('a|b', 'c', 'd')).not.toBe(folder('a', 'b|c', 'd'))
    expect(folder('a', 'b', 'c')).not.toBe(folder('a', 'b', 'C'))
  })
})
