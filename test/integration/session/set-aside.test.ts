import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { bankForEachTest, type Device, eventually, filesBelow, maker, type TemporaryFolder } from './session-world'

let folder: TemporaryFolder
let app: Device
let bankUrl = ''
const { start } = bankForEachTest((given) => {
  folder = given.folder
  bankUrl = given.bank.url
})

beforeEach(async () => {
  const first = start(folder.path, bankUrl)
  await first.session.signIn(maker())
  await eventually(() => expect(first.session.open()?.sync.status().lastSyncedAt).not.toBeNull())
  await first.quit()
  app = start(folder.path, bankUrl, first.preferences)
})

const profiles = () => join(folder.path, 'profiles')
function database(): string {
  const path = [...filesBelow(folder.path).keys()].find((each) => each.endsWith('bendahara.db'))
  if (path === undefined) throw new Error('no database')
  return path
}
function damage(path: string): Buffer {
  const bytes = readFileSync(path)
  bytes.fill(0xa5, 0, 4096)
  writeFileSync(path, bytes)
  return bytes
}

it('moves a damaged copy out of the way, whole, and the next sign-in makes a new one', async () => {
  const damaged = damage(database())
  expect(await app.session.unlock(maker().password)).toMatchObject({ ok: false, error: { code: 'storage.damaged' } })

  expect(await app.session.setCopyAside()).toMatchObject({ ok: true, value: { phase: 'signed_out' } })
  const [aside] = readdirSync(profiles())
  expect(aside).toMatch(/\.aside-1$/)
  expect(readFileSync(join(profiles(), aside ?? '', 'bendahara.db')).equals(damaged)).toBe(true)

  expect(await app.session.signIn(maker())).toMatchObject({ ok: true, value: { phase: 'unlocked' } })
  expect(readdirSync(profiles())).toHaveLength(2)
  await eventually(() => expect(app.session.open()?.sync.status().lastSyncedAt).not.toBeNull())
})

it('touches no copy that can be opened', async () => {
  const refused = { ok: false, error: { code: 'session.no_faulty_copy' } }
  expect(await app.session.setCopyAside()).toMatchObject(refused)
  expect(await app.session.unlock('not the password')).toMatchObject({ ok: false })
  expect(await app.session.setCopyAside()).toMatchObject(refused)
  expect(await app.session.unlock(maker().password)).toMatchObject({ ok: true })
  expect(await app.session.setCopyAside()).toMatchObject(refused)
  expect(readdirSync(profiles())).toHaveLength(1)
})
