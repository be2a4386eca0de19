import { setTimeout as realTime } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend } from '#main/backend/port'
import { HostileBank } from '../../support/hostile-bank'

let bank: HostileBank
let backend: BankBackend

beforeEach(async () => {
  bank = await HostileBank.start('trickle')
  const made = createHttpBackend({ url: bank.url, tokens: { load: () => null, save: () => {} }, nowMs: Date.now })
  if (!made.ok) throw new Error(made.error.code)
  backend = made.value
})
afterEach(async () => {
  vi.useRealTimers()
  backend.close()
  await bank.stop()
})

it('an answer that trickles is given up after two minutes, though it never falls silent', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  let ended: unknown
  const asked = backend.meta().then((end) => {
    ended = end
  })
  // Until the answer has begun, the silence before it is what is timed.
  await realTime(500)
  expect(bank.heard).toEqual(['GET /v1/meta'])
  await vi.advanceTimersByTimeAsync(119_000)
  expect(ended).toBeUndefined()
  await vi.advanceTimersByTimeAsync(2_000)
  await asked
  expect(ended).toEqual({ ok: false, error: { kind: 'network', problem: { code: 'network.timeout' } } })
})
