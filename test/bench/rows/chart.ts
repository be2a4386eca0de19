import { createOverviewQueries } from '#main/storage/overview/overview-queries'
import type { Change } from '#shared/contract/http'
import { OverviewView } from '#shared/contract/overview-views'
import { type BenchBank, memoryFeed } from '../bench-bank'
import { openBenchDevice } from '../bench-device'
import { atMost, type BenchScale, type Measured, overRuns, quantile, spread, stopwatch } from '../measured'

const OF_FEW = 1.2
const FEW_LINES = 1_000
const TIMES = 60
const DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Everything the Overview screen draws of 90 days, checked against the contract as on its way to the window: over as many
 * statement lines as there are documents, beside the same over 1,000.
 */
export async function measureChart(bank: BenchBank, { documents, runs }: BenchScale): Promise<Measured[]> {
  const ratios: number[] = []
  const few: number[] = []
  const many: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const small = await openCopy(bank, FEW_LINES)
    const large = await openCopy(bank, documents)
    try {
      const pairs: number[] = []
      // In turns, so that whatever else the computer does falls on both.
      for (let time = 0; time < TIMES; time += 1) {
        const ofFew = small.draw()
        const ofMany = large.draw()
        few.push(ofFew)
        many.push(ofMany)
        pairs.push(ofMany / ofFew)
      }
      ratios.push(quantile(pairs, 0.5))
    } finally {
      await small.close()
      await large.close()
    }
  }
  const ratio = overRuns(ratios, 2)
  return [
    spread(`chart: 90 days over ${FEW_LINES} lines`, few),
    spread(`chart: 90 days over ${documents} lines`, many),
    {
      what: 'chart: many lines to few',
      unit: '× reference',
      ...ratio,
      ...atMost(OF_FEW, ratio.median, `× the time for ${FEW_LINES}`),
    },
  ]
}

async function openCopy(bank: BenchBank, lines: number) {
  const connection = await bank.connect()
  const device = openBenchDevice(memoryFeed(connection, withLines(bank.feed, lines)).backend)
  await device.pull()
  const queries = createOverviewQueries(device.store, {
    pendingOf: () => new Map(),
    asOf: () => new Date().toISOString(),
  })
  return {
    /** Milliseconds. */
    draw(): number {
      const took = stopwatch()
      const view = OverviewView.parse(queries.view({ kind: 'last', days: DAYS }))
      const time = took()
      const summed = view.currencies
        .flatMap(({ days }) => days)
        .reduce((sum, day) => sum + day.linesIn + day.linesOut, 0)
      if (summed < lines * 0.9) throw new Error(`${summed} of ${lines} lines are in the chart`)
      return time
    },
    async close() {
      await device.close()
      connection.close()
    },
  }
}

/** The bank's feed with as many statement lines, spread over its accounts and the days that a feed carries. */
function withLines(feed: readonly Change[], lines: number): Change[] {
  const others = feed.filter(({ type }) => type !== 'accountTransaction')
  const accounts = others.filter(({ type }) => type === 'subAccount')
  const sample = feed.find(({ type }) => type === 'accountTransaction')?.doc
  const last = others.at(-1)?.seq ?? 0
  const end = Date.now()
  const start = end - (DAYS - 1.5) * DAY_MS
  const made = Array.from({ length: lines }, (_, n): Change => {
    const id = `0197f3c0-0000-7000-9000-${n.toString(16).padStart(12, '0')}`
    const facts = {
      accountId: accounts[(n * 7_919) % accounts.length]?.id,
      postedAt: new Date(start + ((end - start) * n) / lines).toISOString(),
      direction: n % 3 === 0 ? 'debit' : 'credit',
      channel: 'other_bank',
      amount: `${1 + ((n * 104_729) % 9_000_000)}.00`,
    }
    return {
      type: 'accountTransaction',
      id,
      version: 1,
      seq: last + n + 1,
      doc: { ...sample, ...facts, id, version: 1 },
    }
  })
  return [...others, ...made]
}
