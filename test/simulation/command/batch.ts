import type { Hand, Ran, Task } from './crew'

export interface Batch {
  readonly from: number
  readonly seeds: number
  readonly planted: string | undefined
  readonly actions: number
  /** Goes on after a seed that fails. */
  readonly keepGoing: boolean
  readonly onRan: (ran: Ran) => void
  readonly stopped: () => boolean
}

/** Shares seeds out in their order. After a violation only those before it are still finished, so that the first is found. */
export async function runBatch(crew: readonly Hand[], batch: Batch): Promise<void> {
  const { from, seeds, planted, actions, keepGoing, onRan, stopped } = batch
  let next = from
  let failed = false

  const work = async (hand: Hand): Promise<void> => {
    while (next < from + seeds && !stopped() && (keepGoing || !failed)) {
      const task: Task = { seed: next, planted, actions }
      next += 1
      const ran = await hand.run(task)
      failed ||= ran.report.violation !== null
      onRan(ran)
    }
  }
  await Promise.all(crew.map(work))
}
