import { type AuditQueries, createAuditQueries } from '#main/storage/audit/audit-queries'
import type { AuditQuestion } from '#shared/contract/audit-views'
import { auditFeed } from '../audit-feed'
import { type BenchBank, memoryFeed } from '../bench-bank'
import { openBenchDevice } from '../bench-device'
import { atMost, type BenchScale, type Measured, overRuns, quantile, spread, stopwatch } from '../measured'

const SEARCH_MS = 20
const PAGE_MS = 25
const TIMES = 20
const PAGE = 200

const typed = (text: string): AuditQuestion => ({
  terms: text.split(' ').map((word) => ({ text: word, types: [], personIds: [] })),
  filter: {},
})
const kinds = (...types: string[]): AuditQuestion => ({
  terms: [{ text: 'limits', types, personIds: [] }],
  filter: { outcome: 'accepted' },
})

/** What people type, from what stands in nearly every entry to what stands in one. */
const SEARCHES: readonly AuditQuestion[] = [
  typed('kas'),
  typed('8812'),
  typed('kas kecil bekasi'),
  typed('pembayaran pemasok'),
  typed('INV/2026/4'),
  typed('permintaan'),
  { ...typed('kas'), filter: { outcome: 'rejected', from: '2026-01-03' } },
  kinds('subAccount.setLimits'),
  kinds('subAccount.setLimits', 'subAccount.setBlock', 'subAccount.update', 'transfer.create', 'channel.credit'),
]
const FILTERS: readonly AuditQuestion['filter'][] = [
  {},
  { outcome: 'rejected' },
  { type: 'transfer.create' },
  { personId: 'bank', outcome: 'accepted' },
  { from: '2026-01-02', to: '2026-01-05' },
]

/** An approver's copy with `documents` audit entries: what it costs to take them in, to list and to find them; without IPC. */
export async function measureAudit(bank: BenchBank, { documents, runs }: BenchScale): Promise<Measured[]> {
  const feed = auditFeed(documents)
  const half = Math.floor(documents / 2)
  const filled: number[] = []
  const added: number[] = []
  const pages: number[] = []
  const searches: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const connection = await bank.connect({ userId: 'approver' })
    const memory = memoryFeed(connection, feed.slice(0, half))
    const device = openBenchDevice(memory.backend, 'treasury_approver')
    try {
      filled.push((half / (await device.pull())) * 1_000)
      memory.append(feed.slice(half))
      added.push(((documents - half) / (await device.pull())) * 1_000)
      await device.sync.stop()
      const self = () => ({ id: '', name: '' })
      const queries = createAuditQueries(device.store, { self, deviceId: '', asOf: () => null })
      pages.push(...timePages(queries, documents))
      searches.push(...timeSearches(queries))
    } finally {
      await device.close()
      connection.close()
    }
  }
  return [
    { what: 'audit: entries of a whole copy', unit: 'documents/s', ...overRuns(filled) },
    { what: 'audit: entries of a live copy', unit: 'documents/s', ...overRuns(added) },
    { ...spread('audit: page of 200, any filter and offset', pages), ...goal(PAGE_MS, pages) },
    { ...spread('audit: search', searches), ...goal(SEARCH_MS, searches) },
  ]
}

function goal(ms: number, times: readonly number[]) {
  return atMost(ms, quantile(times, 0.95), 'ms p95')
}

/** Another question each time: the last one's count is remembered. */
function timePages(queries: AuditQueries, documents: number): number[] {
  return Array.from({ length: TIMES }, (_, n) => Math.floor((documents / TIMES) * n)).flatMap((offset) =>
    FILTERS.map((filter) => {
      const took = stopwatch()
      queries.page({ terms: [], filter, offset, limit: PAGE })
      return took()
    }),
  )
}

function timeSearches(queries: AuditQueries): number[] {
  return Array.from({ length: TIMES }).flatMap(() =>
    SEARCHES.map((question) => {
      const took = stopwatch()
      queries.page({ ...question, offset: 0, limit: PAGE })
      return took()
    }),
  )
}
