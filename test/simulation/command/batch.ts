import type { SeedReport } from '../run-seed'
import type { Hand, Task } from './crew'

export interface Batch {
  readonly from: number
  readonly seeds: number
  readonly planted: string | undefined
  readonly actions: number
  /** Goes on after a seed that fails. */
  readonly keepGoing: boolean
  readonly onReport: (report: SeedReport) => void
  readonly stopped: () => boolean
}

/** Shares seeds out in their order. After a violation only those before it are still finished, so that the first is found. */
export async function runBatch(crew: readonly Hand[], batch: Batch): Promise<void> {
  const { from, seeds, planted, actions, keepGoing, onReport, stopped } = batch
  let next = from
  let failed = false

  const work = async (hand: Hand): Promise<void> => {
    while (next < from + seeds && !stopped() && (keepGoing || !failed)) {
      const task: Task = { seed: next, planted, actions }
      next += 1
      const report = await hand.run(task)
      failed ||= report.violation !== null
      onReport(report)
    }
  }
  await Promise.all(crew.map(work))
}
