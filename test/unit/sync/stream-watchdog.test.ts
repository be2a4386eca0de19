import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { listenOnce } from '#main/backend/http/listen'
import type { Transport } from '#main/backend/http/transport'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(Object.assign(new Error('aborted'), { code: 'ERR_CANCELED' })))
  })
const waited = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A stream that says `: still here` so often, `times` times, and then nothing, without ever ending. */
function lineThatFallsSilent(everyMs: number, times: number): Transport {
  return {
    request: () => Promise.reject(new Error('not asked')),
    stream: async (_request, signal) => ({
      kind: 'open',
      chunks: (async function* () {
        for (let said = 0; said < times; said += 1) {
          await waited(everyMs)
          yield new TextEncoder().encode(': still here\n\n')
        }
        await aborted(signal)
      })(),
    }),
    transfer: () => Promise.reject(new Error('not asked')),
    drop: () => {},
    close: () => {},
  }
}

async function listening(transport: Transport) {
  let ended: { readonly afterMs: number; readonly end: unknown } | undefined
  const began = Date.now()
  const ports = { onPoke: () => {}, onOpen: () => {}, signal: new AbortController().signal }
  void listenOnce(transport, 'token', Date.now, ports).then((end) => {
    ended = { afterMs: Date.now() - began, end }
  })
  await vi.advanceTimersByTimeAsync(10 * 60_000)
  return ended
}

it('a stream that has fallen silent for 40 seconds is given up, though it never ended', async () => {
  const DEAD = { ok: false, error: { kind: 'network', problem: { code: 'network.timeout' } } }
  expect(await listening(lineThatFallsSilent(15_000, 0))).toEqual({ afterMs: 40_000, end: DEAD })
  expect(await listening(lineThatFallsSilent(15_000, 8))).toEqual({ afterMs: 160_000, end: DEAD })
})

it('a bank that accepts the connection and never answers it is given up as well', async () => {
  const silent: Transport = {
    request: () => Promise.reject(new Error('not asked')),
    stream: async (_request, signal) => {
      await aborted(signal).catch(() => {})
      return { kind: 'failed', code: 'ERR_CANCELED', message: 'canceled' }
    },
    transfer: () => Promise.reject(new Error('not asked')),
    drop: () => {},
    close: () => {},
  }
  expect(await listening(silent)).toMatchObject({ afterMs: 40_000, end: { error: { kind: 'network' } } })
})
