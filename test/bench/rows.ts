import { startBenchBank } from './bench-bank'
import type { BenchScale, Measured } from './measured'
import { measureAccepting } from './rows/accept'
import { measureAudit } from './rows/audit'
import { measureBank } from './rows/bank'
import { measureChart } from './rows/chart'
import { measureFeed } from './rows/feed'
import { measureStalls } from './rows/stall'
import { measureUploads } from './rows/upload'

/** What is measured in Node with the product's own services; `accounts` needs the app itself. */
export const ROW_NAMES = ['feed', 'stall', 'accept', 'bank', 'upload', 'audit', 'chart'] as const
export type RowName = (typeof ROW_NAMES)[number]

/** An upload does not care how much else there is, and the trail and the chart's lines are made here. */
const FEW_DOCUMENTS = 1_000

/** Measures one row. Rows that pull have a bank in a process of its own, seeded for this row alone. */
export async function measureRow(name: RowName, scale: BenchScale): Promise<Measured[]> {
  if (name === 'bank') return measureBank(scale)
  const isSmall = name === 'upload' || name === 'audit' || name === 'chart'
  const bank = await startBenchBank(isSmall ? FEW_DOCUMENTS : scale.documents)
  try {
    if (name === 'feed') return await measureFeed(bank, scale)
    if (name === 'stall') return await measureStalls(bank, scale)
    if (name === 'upload') return await measureUploads(bank, scale)
    if (name === 'audit') return await measureAudit(bank, scale)
    if (name === 'chart') return await measureChart(bank, scale)
    return await measureAccepting(bank, scale)
  } finally {
    await bank.stop()
  }
}
