import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { profileFiles } from '#main/vault/profile-files'
import { openVault } from '#main/vault/vault'

const userData = mkdtempSync(join(tmpdir(), 'bendahara-vault-'))
const files = profileFiles(userData, { backendId: 'bundled', companyId: 'NUSANTARA', userId: 'maker' })
const onDisk = vi.hoisted(() => ({ atDerivation: [] as unknown[], read: (): unknown => undefined }))

// Only watched: the real derivation runs, after a look at what is on disk when it begins.
vi.mock('hash-wasm', async (original) => {
  const real = await original<typeof import('hash-wasm')>()
  const argon2id = (options: Parameters<typeof real.argon2id>[0]) => {
    onDisk.atDerivation.push(onDisk.read())
    return real.argon2id(options)
  }
  return { ...real, argon2id }
})

afterAll(() => rmSync(userData, { recursive: true, force: true }))

it('a try is counted on disk before its password is looked at, right or wrong', async () => {
  onDisk.read = () => (existsSync(files.tries) ? JSON.parse(readFileSync(files.tries, 'utf8')).wrong : null)
  const clock = { uptimeMs: () => 1_000 }
  const argon2 = { name: 'argon2id', memoryKiB: 19 * 1024, passes: 2, lanes: 1 } as const
  const vault = openVault({ files, clock, argon2 })
  await vault.create('Bendahara#2026')
  await vault.unlock('wrong')
  await vault.unlock('Bendahara#2026')
  expect(onDisk.atDerivation).toEqual([null, 1, 2])
  expect(onDisk.read()).toBe(0)
})
