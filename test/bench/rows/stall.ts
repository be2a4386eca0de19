import type { BenchBank } from '../bench-bank'
import { openBenchDevice } from '../bench-device'
import { atMost, type BenchScale, type Measured, quantile, spread } from '../measured'

const LONGEST_MS = 16
/** How often something else of the process wants a turn. */
const EVERY_MS = 5

/** How late others get their turn while a whole feed is pulled over HTTP; in Node with the app's own services. */
export async function measureStalls(bank: BenchBank, { runs }: BenchScale): Promise<Measured[]> {
  const late: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const connection = await bank.connect()
    const device = openBenchDevice(connection)
    const observer = observeTurns(late)
    try {
      await device.pull()
    } finally {
      observer.stop()
      await device.close()
      connection.close()
    }
  }
  const what = 'stall: lateness of a turn while a feed is pulled'
  return [{ ...spread(what, late), ...atMost(LONGEST_MS, quantile(late, 0.99), 'ms p99') }]
}

/** Notes, in milliseconds, how late a timer of `EVERY_MS` comes. */
function observeTurns(late: number[]): { stop(): void } {
  let due = performance.now() + EVERY_MS
  let timer: NodeJS.Timeout
  const turn = (): void => {
    const now = performance.now()
    late.push(Math.max(now - due, 0))
    due = now + EVERY_MS
    timer = setTimeout(turn, EVERY_MS)
  }
  timer = setTimeout(turn, EVERY_MS)
  return { stop: () => clearTimeout(timer) }
}
