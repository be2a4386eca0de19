import type { BankBackend } from '#main/backend/port'
import { bareInsert } from '../bare'
import type { BenchBank } from '../bench-bank'
import { memoryFeed } from '../bench-bank'
import { openBenchDevice } from '../bench-device'
import { atLeast, type BenchScale, type Measured, overRuns, quantile } from '../measured'

const OF_BARE = 0.7
/** Three times what PouchDB did with the same documents over HTTP (6,400/s, beside bare libsql's 30,400/s). */
const OVER_HTTP = 19_200

/** A whole feed into an empty profile: encrypted, indexed, searchable; beside bare libsql with the same rows. */
export async function measureFeed(bank: BenchBank, { runs }: BenchScale): Promise<Measured[]> {
  const applied = await rates(bank, runs, (connection) => memoryFeed(connection, bank.feed).backend)
  const pulled = await rates(bank, runs, (connection) => connection)
  const ratio = overRuns(
    applied.map(({ ours, bare }) => ours / bare),
    2,
  )
  const http = overRuns(pulled.map(({ ours }) => ours))
  return [
    { what: 'feed: applied', unit: 'documents/s', ...overRuns(applied.map(({ ours }) => ours)) },
    { what: 'feed: bare libsql, one transaction', unit: 'documents/s', ...overRuns(applied.map(({ bare }) => bare)) },
    {
      what: 'feed: applied to bare',
      unit: '× reference',
      ...ratio,
      ...atLeast(OF_BARE, ratio.median, '× bare libsql'),
    },
    {
      what: 'feed: pulled over HTTP and applied',
      unit: 'documents/s',
      ...http,
      bare: Math.round(
        quantile(
          pulled.map(({ bare }) => bare),
          0.5,
        ),
      ),
      ...atLeast(OVER_HTTP, http.median, 'documents/s (3 × PouchDB)'),
    },
  ]
}

async function rates(bank: BenchBank, runs: number, over: (connection: BankBackend) => BankBackend) {
  const measured: { ours: number; bare: number }[] = []
  for (let run = 0; run < runs; run += 1) {
    const connection = await bank.connect()
    const device = openBenchDevice(over(connection))
    try {
      const perSecond = (ms: number) => (bank.feed.length / ms) * 1_000
      const ours = perSecond(await device.pull())
      await device.sync.stop()
      measured.push({ ours, bare: perSecond(bareInsert(device)) })
    } finally {
      await device.close()
      connection.close()
    }
  }
  return measured
}
