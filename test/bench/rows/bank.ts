import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBank } from '#main/bank/bank'
import { runningClock } from '#main/bank/clock'
import type { Envelope } from '#shared/contract/http'
import { payloadHash } from '#shared/kernel/canonical-json'
import { newId } from '#shared/kernel/ids'
import { bareCommits } from '../bare'
import { atLeast, type BenchScale, type Measured, overRuns, quantile, stopwatch } from '../measured'

const OF_BARE = 0.25
const COMMANDS = 1_000
const COMPANY = 1
const DEVICE = '0197f3c0-0000-7000-8000-00000000be0c'

/** Commands that the bank accepts per second, each durable, decided one after the other; beside bare FULL commits. */
export async function measureBank({ documents, runs }: BenchScale): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-bench-'))
  const made = await createBank({
    port: 0,
    data: join(folder, 'bank'),
    seed: { kind: 'scale', accounts: Math.min(documents, 20_000) },
    simulation: false,
    clock: runningClock(() => Date.now()),
    ports: { log: () => {} },
  })
  if (!made.ok) throw new Error(made.error.detail)
  const { bank, stop } = made.value
  try {
    const ours: number[] = []
    const bare: number[] = []
    for (let run = 0; run < runs; run += 1) {
      ours.push(acceptedPerSecond(bank, Math.min(documents, COMMANDS)))
      bare.push(1_000 / quantile(bareCommits(folder, undefined, COMMANDS), 0.5))
    }
    const ratios = overRuns(
      ours.map((rate, run) => rate / (bare[run] ?? 1)),
      2,
    )
    return [
      { what: 'bank: commands accepted', unit: 'commands/s', ...overRuns(ours) },
      { what: 'bank: bare FULL commits', unit: 'commits/s', ...overRuns(bare) },
      {
        what: 'bank: accepted to bare',
        unit: '× reference',
        ...ratios,
        ...atLeast(OF_BARE, ratios.median, '× bare commits'),
      },
    ]
  } finally {
    await stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}

type Bank = Extract<Awaited<ReturnType<typeof createBank>>, { ok: true }>['value']['bank']

function acceptedPerSecond({ database, processor }: Bank, commands: number): number {
  const documents = database.documents.of(COMPANY)
  const [user] = documents.findWhere('user', 'userId', 'maker', 1)
  const current = database.db.prepare("SELECT id FROM document WHERE type = 'currentAccount' LIMIT 1").get()
  const accounts = documents
    .findWhere('subAccount', 'currentAccountId', String(current?.id), 500)
    .filter(({ status }) => status === 'open')
  if (!user || accounts.length === 0) throw new Error('the bank has no maker or no accounts')
  const envelopes = Array.from({ length: commands }, (_, n): Envelope => {
    const args = {
      id: accounts[n % accounts.length]?.id ?? '',
      debit: { perTransaction: `${1_000 + n}.00` },
      credit: {},
    }
    const payload = { type: 'subAccount.setLimits', version: 1, args }
    const id = newId({ nowMs: Date.now(), randomBytes: (bytes) => randomBytes(bytes) })
    return { id, ...payload, dependsOn: [], createdAt: new Date().toISOString(), payloadHash: payloadHash(payload) }
  })
  const times = envelopes.map((envelope) => {
    const took = stopwatch()
    const { status, code } = processor.submit({ company: COMPANY, user }, DEVICE, envelope)
    if (status !== 'accepted') throw new Error(`${status} ${code}`)
    return took()
  })
  return 1_000 / quantile(times, 0.5)
}
