import { randomInt } from 'node:crypto'
import { startCuttingLine } from '../../support/cutting-line'
import { png } from '../../support/sample-files'
import type { BenchBank } from '../bench-bank'
import { openBenchDevice } from '../bench-device'
import { atMost, type BenchScale, type Measured, overRuns } from '../measured'

const OF_FILE = 1.05
const CUTS = 10
const LARGEST = 20 * 1024 * 1024
/** Room for a picture's own headers below the largest size that is allowed. */
const AROUND = 20_000
const EVERY_MS = 20

/** Everything that the app sends while a photo is uploaded over a line that breaks ten times, beside the photo's size. */
export async function measureUploads(bank: BenchBank, { documents, runs }: BenchScale): Promise<Measured[]> {
  const size = Math.min(LARGEST - AROUND, documents * 4_000)
  const ratios: number[] = []
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const { sent, tookMs } = await uploadOnce(bank, Buffer.from(png(size)))
    ratios.push(sent / size)
    times.push(tookMs)
  }
  const { median, lowest, highest } = overRuns(ratios, 4)
  return [
    { what: 'upload: size of the photo', unit: 'bytes', size },
    { what: `upload: with ${CUTS} cuts, until the bank's document is here`, unit: 'ms', ...overRuns(times) },
    {
      what: `upload: bytes sent with ${CUTS} cuts, to its size`,
      unit: '× reference',
      median,
      lowest,
      highest,
      ...atMost(OF_FILE, highest, '× the size'),
    },
  ]
}

async function uploadOnce(bank: BenchBank, bytes: Buffer): Promise<{ sent: number; tookMs: number }> {
  const line = await startCuttingLine(() => bank.url)
  const connection = await bank.connect({ userId: 'product', url: line.url })
  const device = openBenchDevice(connection, 'product_manager')
  try {
    await device.pull()
    line.cutAt(Array.from({ length: CUTS }, () => randomInt(bytes.length)))
    const since = performance.now()
    const added = await device.sync.addFile({ purpose: 'shipping_proof', bytes })
    if (!added.ok) throw new Error(added.error.code)
    while (device.sync.uploads().length > 0) await new Promise((resolve) => setTimeout(resolve, EVERY_MS))
    if (line.cuts() !== CUTS) throw new Error(`the line broke ${line.cuts()} times`)
    return { sent: line.sent(), tookMs: performance.now() - since }
  } finally {
    await device.close()
    connection.close()
    await line.stop()
  }
}
