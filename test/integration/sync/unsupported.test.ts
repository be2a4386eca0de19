import { expect, it } from 'vitest'
import { err } from '#shared/kernel/result'
import { openAccount, rowOf, settled } from './accounts'
import { type Device, deviceForEachTest, until } from './sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

it('a bank that is upgraded meanwhile leaves the queue as it is, and is asked who it is before anything is sent again', async () => {
  const { sendCommands } = device.backend
  device.backend.sendCommands = async () =>
    err({ kind: 'unsupported', status: 426, problem: { code: 'protocol.unsupported' }, notActedOn: true })
  const { commandId } = openAccount(device)
  await until('unsupported', () => device.sync.status().connection === 'unsupported')
  expect(device.sync.status()).toMatchObject({ waiting: 1, problem: { code: 'protocol.unsupported' } })
  expect(rowOf(device, commandId)).toMatchObject({ state: 'queued', problem: { code: 'protocol.unsupported' } })
  device.backend.sendCommands = sendCommands
  const before = device.backend.calls.length
  device.sync.sendNow()
  await settled(device, commandId)
  expect(
    device.backend.calls
      .slice(before)
      .filter((call) => call !== 'listen')
      .slice(0, 2),
  ).toEqual(['meta', 'sendCommands'])
})

it('a command that this computer queued a year ago is still sent, as what was decided then, and the bank decides', async () => {
  const sent: string[] = []
  const { sendCommands } = device.backend
  device.backend.sendCommands = (deviceId, commands) => {
    sent.push(...commands.map(({ id, createdAt }) => `${id} ${createdAt}`))
    return sendCommands(deviceId, commands)
  }
  device.clockSkewMs = -365 * 24 * 3_600_000
  device.backend.online = false
  const { commandId } = openAccount(device)
  const createdAt = rowOf(device, commandId)?.createdAt ?? ''
  expect(createdAt).toMatch(/^2025-07-/)
  device.clockSkewMs = 0
  device.backend.online = true
  device.sync.networkChanged()
  await settled(device, commandId)
  expect(sent).toEqual([`${commandId} ${createdAt}`])
})
