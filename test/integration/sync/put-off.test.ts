import { expect, it } from 'vitest'
import { openAccount } from './accounts'
import type { Fault } from './faulty-backend'
import { type Device, deviceForEachTest, until } from './sync-world'

let device: Device
deviceForEachTest((given) => {
  device = given.device
})

it('whoever shows the queue is told each time the next try of what waits has been put off', async () => {
  // Asking about a command in doubt changes nothing but when it is asked about next.
  device.backend.faults.set('sendCommands', ['lose'])
  device.backend.faults.set('commandResult', Array<Fault>(100).fill('drop'))
  openAccount(device)
  let shown: (string | null)[] = []
  device.sync.onChanged(({ outbox }) => {
    if (outbox) shown = device.sync.outbox().map(({ nextAttemptAt }) => nextAttemptAt)
  })
  const sleeps = new Set<string>()
  await until('put off again and again', () => {
    const { nextTryAt } = device.sync.status()
    if (nextTryAt !== null) sleeps.add(nextTryAt)
    return sleeps.size > 5
  })
  await until('shown', () => shown[0] === device.sync.status().nextTryAt)
  expect(shown).toHaveLength(1)
})
