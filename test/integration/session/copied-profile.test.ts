import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createBank, type RunningBank } from '#main/bank/bank'
import { runningClock } from '#main/bank/clock'
import { systemRandom } from '#main/session/system'
import { settleDeviceId } from '#main/shell/device-mark'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { newId } from '#shared/kernel/ids'
import {
  type Device,
  device,
  eventually,
  maker,
  memoryPreferences,
  PASSWORD,
  type TemporaryFolder,
  temporaryFolder,
} from './session-world'

const freshId = () => newId({ nowMs: Date.now(), randomBytes: systemRandom.bytes })

let bank: RunningBank
let folder: TemporaryFolder
const running: Device[] = []
beforeEach(async () => {
  const clock = runningClock(() => Date.now())
  const seed = { kind: 'scale', accounts: 12 } as const
  const made = await createBank({ port: 0, data: ':memory:', seed, simulation: true, clock, ports: { log: () => {} } })
  if (!made.ok) throw new Error(JSON.stringify(made.error))
  bank = made.value
  folder = temporaryFolder()
})
afterEach(async () => {
  for (const each of running.splice(0)) await each.quit()
  await bank.stop()
  folder.remove()
})

/** The app on a user-data folder, with the settings that its folder was copied with. */
function start(name: string, settings = memoryPreferences()): Device {
  const home = join(folder.path, name)
  settleDeviceId({ folder: home, preferences: settings, newDeviceId: freshId, log: () => {} })
  const made = device(home, bank.url, settings)
  running.push(made)
  return made
}

function copyOf({ preferences }: Device): ReturnType<typeof memoryPreferences> {
  const copied = memoryPreferences()
  copied.update(preferences.read())
  return copied
}

const live = ({ session }: Device) => {
  const open = session.open()
  if (open === null) throw new Error('not open')
  return open
}

async function upToDate(each: Device): Promise<void> {
  await eventually(() => expect(live(each).sync.status()).toMatchObject({ pill: 'up_to_date', connection: 'online' }))
}

/** Every accepted command of the user, as the bank's audit has it. */
function auditOf(id: string): { commandId: string; deviceId: string }[] {
  return bank.bank.database.db
    .prepare("SELECT doc FROM document WHERE type = 'auditEntry'")
    .all()
    .map(({ doc }) => JSON.parse(String(doc)) as { commandId: string; deviceId: string })
    .filter(({ commandId }) => commandId === id)
}

it('two copies of one folder are two devices, keep the queue, and double nothing', async () => {
  mkdirSync(join(folder.path, 'first'))
  const first = start('first')
  await first.session.signIn(maker())
  await upToDate(first)
  const { sync, store } = live(first)
  const table = store.tables().entity('subAccount')
  const id = String(store.db.prepare(`SELECT id FROM ${table} WHERE doc ->> '$.status' = 'open' LIMIT 1`).get()?.id)
  const parentId = String(
    store.db.prepare(`SELECT id FROM ${store.tables().entity('currentAccount')} LIMIT 1`).get()?.id,
  )
  const accountId = freshId()
  const versionBefore = store.documents.bankVersion('subAccount', id)?.version ?? 0
  const commands = [
    sync.submit({ type: 'subAccount.update', args: { id, name: 'Disalin' } }),
    sync.submit({
      type: 'subAccount.create',
      args: { id: accountId, parentId, name: 'Kas salinan', scheme: 'petty_cash' },
    }),
  ].map((answer) => (answer.ok ? answer.value.commandId : ''))
  // Before anything is sent: both copies will have both commands.
  await first.quit()
  cpSync(join(folder.path, 'first'), join(folder.path, 'second'), { recursive: true, preserveTimestamps: true })

  const again = start('first', first.preferences)
  const second = start('second', copyOf(first))
  expect(again.preferences.read().deviceId).toBe(first.preferences.read().deviceId)
  expect(second.preferences.read().deviceId).not.toBe(first.preferences.read().deviceId)
  await Promise.all([again.session.unlock(PASSWORD), second.session.unlock(PASSWORD)])
  expect(
    live(second)
      .sync.outbox()
      .map((row) => row.id),
  ).toEqual(commands)
  await upToDate(again)
  await upToDate(second)
  for (const each of [again, second]) live(each).sync.sendNow()
  await upToDate(again)
  await upToDate(second)

  expect(second.traffic.logins).toBe(1)
  expect(again.traffic.logins).toBe(0)
  expect(
    live(second)
      .sync.history()
      .some(({ kind }) => kind === 'copied'),
  ).toBe(true)
  expect(
    live(again)
      .sync.history()
      .some(({ kind }) => kind === 'copied'),
  ).toBe(false)
  for (const commandId of commands) expect(auditOf(commandId)).toHaveLength(1)
  const digests = [again, second].map((each) => DOCUMENT_TYPES.map((type) => live(each).store.documents.digest(type)))
  await eventually(() => expect(digests[1]).toEqual(digests[0]))
  expect(live(second).store.documents.bankVersion('subAccount', id)).toMatchObject({
    name: 'Disalin',
    version: Number(versionBefore) + 1,
  })
  expect(live(second).store.documents.bankVersion('subAccount', accountId)?.version).toBe(1)
})
