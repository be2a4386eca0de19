import { expect, it } from 'vitest'
import { lateBackend } from '#main/session/late-backend'
import type { AppProblem } from '#shared/contract/views'
import { err, type Result } from '#shared/kernel/result'

const FAILED: Result<string, AppProblem> = err({ code: 'bank.start_failed' })

it('a bank that has not started cannot have acted: what was to be sent still waits and can be taken back', async () => {
  const backend = lateBackend({
    address: async () => FAILED,
    lastAddress: () => null,
    connect: () => Promise.reject(new Error('there is no address')),
  })
  expect(await backend.sendCommands('device', [])).toEqual({
    ok: false,
    error: { kind: 'network', problem: { code: 'bank.start_failed' }, notActedOn: true },
  })
})

it('an address that cannot be used means the same', async () => {
  const backend = lateBackend({
    address: async () => ({ ok: true, value: 'http://bank.example' }),
    lastAddress: () => null,
    connect: async () => err({ code: 'backend.insecure' }),
  })
  expect(await backend.meta()).toEqual({
    ok: false,
    error: { kind: 'permanent', problem: { code: 'backend.insecure' }, notActedOn: true },
  })
})
