import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openProfiles } from '#main/session/open-profiles'
import type { OpenedProfile, Profiles } from '#main/session/profiles'
import type { AppProblem } from '#shared/contract/views'
import type { Result } from '#shared/kernel/result'

const PASSWORD = 'Bendahara#2026'
const CANARY = 'never-in-the-clear-on-any-disk-'
const whose = (userId: string) => ({ backendId: 'bundled', companyId: 'NUSANTARA', userId })
let folder: string
let profiles: Profiles

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bendahara-locked-'))
  profiles = openProfiles(folder, { argon2: { name: 'argon2id', memoryKiB: 19 * 1024, passes: 2, lanes: 1 } })
})
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

function opened(answer: Result<OpenedProfile, AppProblem>): OpenedProfile {
  if (!answer.ok) throw new Error(answer.error.code)
  return answer.value
}

it('a locked profile reads no file, its next unlocking does, and another user of this computer never does', async () => {
  const bytes = Buffer.from(CANARY.repeat(5_000))
  const admin = opened(await profiles.create(whose('admin'), PASSWORD))
  const kept = await admin.content.put(bytes)
  if (!kept.ok) throw new Error(kept.error.code)
  const { sha256 } = kept.value
  const reader = await admin.content.open(sha256)
  if (!reader.ok) throw new Error(reader.error.code)
  admin.close()
  expect(await reader.value.read(0, 10)).toMatchObject({ error: { code: 'session.locked' } })
  expect(await admin.content.read(sha256)).toMatchObject({ error: { code: 'session.locked' } })
  await reader.value.close()

  const other = opened(await profiles.create(whose('maker'), PASSWORD))
  expect(await other.content.read(sha256)).toMatchObject({ error: { code: 'file.not_here' } })
  other.close()

  const again = opened(await profiles.unlock(whose('admin'), PASSWORD))
  const read = await again.content.read(sha256)
  expect(read.ok && bytes.equals(read.value)).toBe(true)
  again.close()
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  expect(names.length).toBeGreaterThan(3)
  for (const { parentPath, name } of names)
    expect(readFileSync(join(parentPath, name)).includes(CANARY), name).toBe(false)
})
