import type { Chance } from './chance'

interface Planned {
  readonly atMs: number
  /** Things due at the same moment happen in an order that the seed decides. */
  readonly order: number
  readonly work: () => void | Promise<void>
}

/** Virtual time: nothing passes by itself, and everything that is to happen stands in one queue. */
export interface Timeline {
  nowMs(): number
  /** Does `work` once, `ms` from now; the answer calls it off. */
  after(ms: number, work: () => void | Promise<void>): () => void
  /** Lets virtual time pass; after each thing that happens everything it set off comes to rest, then `afterEach` runs. */
  pass(ms: number): Promise<void>
  steps(): number
}

export function createTimeline(startMs: number, chance: Chance, afterEach: () => void): Timeline {
  let nowMs = startMs
  let steps = 0
  const queue: Planned[] = []

  const happen = async (work: Planned['work']): Promise<void> => {
    steps += 1
    await work()
    await settled()
    afterEach()
  }

  return {
    nowMs: () => nowMs,
    steps: () => steps,
    after(ms, work) {
      const planned = { atMs: nowMs + Math.max(0, ms), order: chance.fraction(), work }
      queue.splice(placeOf(queue, planned), 0, planned)
      return () => {
        const index = queue.indexOf(planned)
        if (index >= 0) queue.splice(index, 1)
      }
    },
    async pass(ms) {
      await settled()
      const until = nowMs + ms
      for (let next = queue[0]; next && next.atMs <= until; next = queue[0]) {
        queue.shift()
        nowMs = Math.max(nowMs, next.atMs)
        await happen(next.work)
      }
      nowMs = Math.max(nowMs, until)
    },
  }
}

/** Every promise that can go on without the outside world has gone on once the event loop turns. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function placeOf(queue: readonly Planned[], { atMs, order }: Planned): number {
  let low = 0
  let high = queue.length
  while (low < high) {
    const middle = (low + high) >> 1
    const other = queue[middle]
    if (other && (other.atMs < atMs || (other.atMs === atMs && other.order < order))) low = middle + 1
    else high = middle
  }
  return low
}
