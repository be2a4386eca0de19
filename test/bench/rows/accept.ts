import type { Change } from '#shared/contract/http'
import { bareCommits } from '../bare'
import { type BenchBank, memoryFeed } from '../bench-bank'
import { type BenchDevice, openBenchDevice } from '../bench-device'
import { atMost, type BenchScale, type Measured, quantile, rounded, spread, stopwatch } from '../measured'

const OF_BARE = 3
/** A busy user; the pause lets the pull go on. */
const BETWEEN_COMMANDS_MS = 15
const BARE_COMMITS = 500

/** Accepting a command (decide, guess, outbox, durable) while the bank's feed is being applied. */
export async function measureAccepting(bank: BenchBank, { documents }: BenchScale): Promise<Measured[]> {
  const connection = await bank.connect()
  const feed = memoryFeed(connection, bank.feed)
  const device = openBenchDevice(feed.backend)
  try {
    await device.pull()
    const accounts = bank.feed.filter(({ type, doc }) => type === 'subAccount' && doc?.status === 'open')
    feed.append(changedAgain(accounts, bank.feed.at(-1)?.seq ?? 0).slice(0, Math.ceil(documents / 10)))
    const following = await whilePulling(device, accounts)
    feed.loseCursor()
    const copying = await whilePulling(device, accounts)
    const bare = bareCommits(device.folder, device.key, BARE_COMMITS)
    const reference = quantile(bare, 0.5)
    const judged = (what: string, times: number[]): Measured => {
      const ratio = rounded(quantile(times, 0.99) / reference)
      return { ...spread(what, times), p99OfBare: ratio, ...atMost(OF_BARE, ratio, '× a bare commit, p99') }
    }
    return [
      spread('accept: a bare FULL commit', bare),
      judged('accept: while a whole copy is made', copying),
      judged('accept: while changes are pulled', following),
    ]
  } finally {
    await device.close()
    connection.close()
  }
}

/** Every account once more, as after a day of business. */
function changedAgain(accounts: readonly Change[], lastSeq: number): Change[] {
  return accounts.map(({ type, id, version, doc }, index) => {
    const next = version + 1
    return { type, id, version: next, seq: lastSeq + index + 1, doc: { ...doc, version: next, balance: `${index}.00` } }
  })
}

async function whilePulling(device: BenchDevice, accounts: readonly Change[]): Promise<number[]> {
  const times: number[] = []
  let isOver = false
  const pulled = device.pull().then(() => {
    isOver = true
  })
  for (let n = 0; !isOver; n += 1) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_COMMANDS_MS))
    const account = accounts[(n * 7_919) % accounts.length]
    const args = { id: account?.id, debit: { perTransaction: `${1_000 + n}.00` }, credit: {} }
    const took = stopwatch()
    const answer = device.sync.submit({ type: 'subAccount.setLimits', args })
    times.push(took())
    if (!answer.ok) throw new Error(`${answer.error.code} ${JSON.stringify(answer.error)}`)
  }
  await pulled
  return times
}
