import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backoffMs } from '#main/sync/backoff'
import { createConnectionLoop, type RoundEnd } from '#main/sync/connection-loop'
import { createFakeTime, FAKE_START_MS } from './fake-time'

const OK: RoundEnd = { kind: 'ok', nextAttemptMs: null }
const failure = (kind: 'network' | 'auth' | 'unsupported' | 'retry_after', retryAfterMs?: number): RoundEnd => ({
  kind: 'failed',
  failure: { kind, problem: { code: 'x' }, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
})

/** A loop whose rounds take `roundMs` and end as scripted, then well; notes when each began. */
function harness(script: RoundEnd[], options: { fraction?: number; pollMs?: () => number; roundMs?: number } = {}) {
  const time = createFakeTime()
  const began: number[] = []
  const states: string[] = []
  const loop = createConnectionLoop({
    scheduler: time,
    clock: time,
    random: { fraction: () => options.fraction ?? 0.5 },
    round: async () => {
      began.push(time.elapsed())
      const end = script.shift() ?? OK
      const { roundMs } = options
      if (roundMs) await new Promise<void>((resolve) => time.after(roundMs, resolve))
      return end
    },
    pollMs: options.pollMs ?? (() => 30_000),
    onState: ({ kind }) => states.push(kind),
  })
  return { time, loop, began, states }
}

describe('connection loop', () => {
  it('runs at once, then polls', async () => {
    const { time, loop, began } = harness([])
    loop.start()
    await time.advance(65_000)
    expect(began).toEqual([0, 30_000, 60_000])
  })

  it('gathers what comes within 50 ms into one round', async () => {
    const { time, loop, began } = harness([])
    loop.start()
    await time.advance(1_000)
    loop.wake('submit')
    await time.advance(20)
    loop.wake('poke')
    loop.wake('submit')
    await time.advance(1_000)
    expect(began).toEqual([0, 1_050])
  })

  it('waits from the shortest anew after a round that got somewhere before it failed', async () => {
    const broken: RoundEnd = { kind: 'failed', failure: { kind: 'network', problem: { code: 'x' }, progressed: true } }
    const { time, loop, began } = harness([failure('network'), failure('network'), broken, failure('network'), OK])
    loop.start()
    await time.advance(20_000)
    const pauses = began.slice(1).map((at, n) => at - (began[n] ?? 0))
    expect(pauses.slice(0, 4)).toEqual([500, 1_000, 500, 1_000])
  })

  it('runs again for what came during a round', async () => {
    const { time, loop, began } = harness([], { roundMs: 200 })
    loop.start()
    await time.advance(100)
    loop.wake('submit')
    await time.advance(1_000)
    expect(began).toEqual([0, 250])
  })

  it('backs off with full jitter up to five minutes, and begins anew after a success', async () => {
    const { time, loop, began } = harness([
      ...Array.from({ length: 11 }, () => failure('network')),
      OK,
      failure('network'),
    ])
    loop.start()
    await time.advance(60 * 60_000)
    const gaps = began.slice(1).map((at, index) => at - (began[index] ?? 0))
    expect(gaps.slice(0, 13)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 150_000, 150_000, 30_000, 500,
    ])
  })

  it('does not back off further for tries the user asked for', async () => {
    const { time, loop, began } = harness(Array.from({ length: 9 }, () => failure('network')))
    loop.start()
    await time.advance(100)
    for (const _ of [1, 2, 3]) {
      loop.wake('now')
      await time.advance(0)
    }
    await time.advance(500)
    expect(began).toEqual([0, 100, 100, 100, 600])
  })

  it.each([
    ['network', [0, 100]],
    ['resume', [0, 100]],
    ['session', [0, 100]],
    ['now', [0, 100]],
    ['submit', [0, 150]],
    ['poke', [0, 150]],
  ] as const)('wakes from backing off for %s', async (wake, expected) => {
    const { time, loop, began } = harness([failure('network')], { fraction: 0.99 })
    loop.start()
    await time.advance(100)
    loop.wake(wake)
    await time.advance(200)
    expect(began).toEqual(expected)
  })

  it.each(['network', 'resume', 'submit', 'poke'] as const)('honours Retry-After though %s calls', async (wake) => {
    const { time, loop, began } = harness([failure('retry_after', 7_000)])
    loop.start()
    await time.advance(100)
    loop.wake(wake)
    await time.advance(7_000)
    expect(began).toEqual([0, 7_000])
  })

  it('lets the user skip Retry-After', async () => {
    const { time, loop, began } = harness([failure('retry_after', 7_000)])
    loop.start()
    await time.advance(100)
    loop.wake('now')
    await time.advance(100)
    expect(began).toEqual([0, 100])
  })

  it('waits for a new session when the old one is over', async () => {
    const { time, loop, began } = harness([failure('auth')])
    loop.start()
    await time.advance(60_000)
    for (const wake of ['network', 'resume', 'submit', 'poke', 'now'] as const) loop.wake(wake)
    await time.advance(60 * 60_000)
    expect(began).toEqual([0])
    loop.wake('session')
    await time.advance(0)
    expect(began).toHaveLength(2)
  })

  it('hears of a new session while the old one is failing', async () => {
    const { time, loop, began } = harness([failure('auth')], { roundMs: 100 })
    loop.start()
    await time.advance(50)
    loop.wake('session')
    await time.advance(100)
    expect(began).toEqual([0, 100])
  })

  it('asks a bank of another protocol again every hour', async () => {
    const { time, loop, began, states } = harness([failure('unsupported'), failure('unsupported'), OK])
    loop.start()
    await time.advance(3_599_999)
    expect([began, states.at(-1)]).toEqual([[0], 'unsupported'])
    await time.advance(3_600_001)
    expect([began, states.at(-1)]).toEqual([[0, 3_600_000, 7_200_000], 'resting'])
  })

  it.each([
    ['poke', [0]],
    ['submit', [0]],
    ['now', [0, 1_000]],
    ['session', [0, 1_000]],
    ['network', [0, 1_000]],
    ['resume', [0, 1_000]],
  ] as const)('asks it at once for %s, or not', async (wake, expected) => {
    const { time, loop, began } = harness([failure('unsupported')])
    loop.start()
    await time.advance(1_000)
    loop.wake(wake)
    await time.advance(10_000)
    expect(began).toEqual(expected)
  })

  it('wakes for the next attempt of a queued command, and for one that a clock jump left behind', async () => {
    const { time, loop, began } = harness([
      { kind: 'ok', nextAttemptMs: FAKE_START_MS + 4_000 },
      { kind: 'ok', nextAttemptMs: 0 },
    ])
    loop.start()
    await time.advance(4_001)
    expect(began).toEqual([0, 4_000, 4_000])
  })

  it.each([0, -365, 365])('polls sooner once the event stream is gone, the clock %i days off or not', async (days) => {
    let up = true
    const { time, loop, began } = harness([], { pollMs: () => (up ? 300_000 : 30_000) })
    loop.start()
    await time.advance(100_000)
    up = false
    time.jump(days * 24 * 3_600_000)
    // The service says so with the news that the stream is gone.
    loop.wake('poke')
    await time.advance(61_000)
    expect(began).toEqual([0, 100_050, 130_050, 160_050])
  })

  it('ends a round that hangs on a dead connection by what the wake makes of it', async () => {
    const { time, loop, began } = harness([failure('network')], { roundMs: 5_000 })
    loop.start()
    await time.advance(4_000)
    loop.wake('resume')
    await time.advance(2_000)
    expect(began).toEqual([0, 5_000])
  })

  it('does nothing once stopped, even when a round ends later', async () => {
    const { time, loop, began, states } = harness([], { roundMs: 100 })
    loop.start()
    await time.advance(50)
    loop.stop()
    loop.wake('now')
    await time.advance(100_000)
    expect(began).toEqual([0])
    expect(states.at(-1)).toBe('stopped')
  })

  it('keeps its rhythm when the wall clock jumps by a year', async () => {
    const { time, loop, began } = harness([])
    loop.start()
    await time.advance(10_000)
    time.jump(-365 * 24 * 3_600_000)
    await time.advance(20_001)
    time.jump(2 * 365 * 24 * 3_600_000)
    await time.advance(30_000)
    expect(began).toEqual([0, 30_000, 60_000])
  })
})

describe('backoff', () => {
  it('stays within its jitter window', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        (n, fraction) => {
          const ms = backoffMs(n, fraction)
          expect(ms).toBeGreaterThanOrEqual(0)
          expect(ms).toBeLessThanOrEqual(Math.min(300_000, 1_000 * 2 ** Math.min(n - 1, 20)))
        },
      ),
    )
  })
})
