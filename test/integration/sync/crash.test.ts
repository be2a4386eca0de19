import { describe, expect, it } from 'vitest'
import {
  goOffline,
  guesses,
  openAccount,
  rowOf,
  SETTLED,
  seen,
  settled,
  someAccountId,
  stored,
  submit,
} from './accounts'
import type { Fault } from './faulty-backend'
import { type Device, deviceForEachTest, until } from './sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

/** Where a process may end on a command's way, and what its row says then. */
const CRASH_POINTS: readonly {
  readonly name: string
  readonly fault: Fault | null
  readonly at: 'before_send' | 'sendCommands' | 'changes'
  readonly state: string
}[] = [
  { name: 'after the queue row, before sending', fault: null, at: 'before_send', state: 'queued' },
  { name: 'after marking, before the request left', fault: 'hang_before', at: 'sendCommands', state: 'sending' },
  { name: 'after the bank acted, before the answer', fault: 'hang_after', at: 'sendCommands', state: 'sending' },
  { name: 'after the answer, before its effect was pulled', fault: 'hang_before', at: 'changes', state: 'accepted' },
  { name: 'while its effect was on the way', fault: 'hang_after', at: 'changes', state: 'accepted' },
]

describe('the process ends', () => {
  it.each(CRASH_POINTS)('$name: the command takes effect exactly once', async ({ fault, at, state }) => {
    if (fault === null) goOffline(device)
    else if (at !== 'before_send') device.backend.faults.set(at, [fault])
    const id = someAccountId(device)
    const versionBefore = Number(device.store.documents.bankVersion('subAccount', id)?.version)
    const opened = openAccount(device, { name: 'Sekali' })
    const renamed = submit(device, 'subAccount.update', { id, name: `Ganti ${at} ${fault}` })
    await until(`the row is ${state}`, () => stored(device, opened.commandId).state === state)
    await device.crash()

    device.reopen()
    expect(seen(device, opened.id)).toMatchObject({ name: 'Sekali' })
    expect(rowOf(device, renamed)).toBeDefined()
    expect(['queued', 'unknown', 'accepted']).toContain(stored(device, opened.commandId).state)
    device.backend.online = true
    device.sync.start()
    await settled(device, opened.commandId)
    await settled(device, renamed)
    expect(seen(device, id)).toMatchObject({ name: `Ganti ${at} ${fault}`, version: versionBefore + 1 })
    expect(seen(device, opened.id)).toMatchObject({ version: 1 })
    expect(guesses(device)).toBe(0)
  })
})

describe('the answer is lost', () => {
  it.each<Fault>(['lose', 'garbage'])('%s: sent again under the same id, one effect', async (fault) => {
    const id = someAccountId(device)
    const versionBefore = Number(device.store.documents.bankVersion('subAccount', id)?.version)
    device.backend.faults.set('sendCommands', [fault, fault, fault])
    // Nor can the bank be asked what became of it.
    device.backend.faults.set('commandResult', ['garbage', 'garbage', 'garbage'])
    const commandId = submit(device, 'subAccount.update', { id, name: `Nama ${fault}` })
    await until('in doubt', () => stored(device, commandId).state === 'unknown')
    expect(rowOf(device, commandId)?.nextAttemptAt).not.toBeNull()
    await settled(device, commandId)
    expect(device.backend.calls.filter((call) => call === 'sendCommands')).toHaveLength(4)
    expect(seen(device, id)).toMatchObject({ name: `Nama ${fault}`, version: versionBefore + 1 })
  })

  it('stays in doubt through tries that never left', async () => {
    device.backend.faults.set('sendCommands', ['lose', 'drop', 'busy', 'drop'])
    const { commandId } = openAccount(device)
    await until('first try', () => stored(device, commandId).state === 'unknown')
    expect(device.sync.cancel(commandId)).toMatchObject({ error: { code: 'command.already_sent' } })
    await settled(device, commandId)
    expect(stored(device, commandId)).toEqual(SETTLED)
  })
})

describe('the service is stopped', () => {
  it('touches nothing afterwards, though a request is under way', async () => {
    let release = (): void => {}
    device.backend.beforeAnswer = (call) =>
      call === 'sendCommands'
        ? new Promise<void>((resolve) => {
            release = resolve
          })
        : undefined
    const { commandId } = openAccount(device)
    await until('sent', () => stored(device, commandId).state === 'sending')
    await device.sync.stop()
    await device.crash()
    release()
    device.backend.beforeAnswer = () => {}
    device.reopen()
    device.sync.start()
    await settled(device, commandId)
  })
})
