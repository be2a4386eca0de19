import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BankUnderTest } from '../bank-under-test'
import { type EventStream, openEvents } from '../event-stream'

/** A listener from the file's start, so that the wait for its heartbeat passes while other cases run. */
export function listenFromTheStart(bank: BankUnderTest): () => EventStream {
  let stream: EventStream | undefined
  beforeAll(async () => {
    stream = await openEvents(bank.url, (await bank.as('maker')).opened.accessToken)
  })
  afterAll(() => stream?.close())
  return () => {
    if (stream === undefined) throw new Error('not listening yet')
    return stream
  }
}

export function heartbeatCases(listening: () => EventStream): void {
  describe('the event stream', () => {
    it('says a comment line every 15 seconds', async () => {
      // The first may come at once, to open the stream.
      while (listening().commentTimes().length < 2) await pause(50)
      const [first = 0, second = 0] = listening().commentTimes()
      expect(second - first).toBeGreaterThan(14_000)
      // Generous, because a busy machine delivers late.
      expect(second - first).toBeLessThan(20_000)
    }, 40_000)
  })
}
