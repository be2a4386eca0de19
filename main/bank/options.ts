import { parseArgs } from 'node:util'
import { err, ok, type Result } from '#shared/kernel/result'
import { type Instant, parseInstant } from '#shared/kernel/time'
import { SEED_KINDS, type SeedChoice } from './seed/seed'
import { IN_MEMORY } from './storage/bank-database'

/** The bank's flags, the same on the command line and from the app. Source: docs/protocol.md Running the bundled bank. */
export interface StartOptions {
  readonly port: number
  readonly data: string
  readonly seed: SeedChoice
  readonly simulation: boolean
  /** Where the bank's time stands; null runs on real time. */
  readonly frozenAt: Instant | null
  /** Things the person who started the bank should know. */
  readonly notices: readonly string[]
}

export const USAGE =
  'usage: npm run bank -- [--port 0] [--data DIR | --data :memory:] [--seed demo|empty|scale] [--accounts 100000] [--sim] [--clock 2026-07-10T01:00:00.000Z]'

const DEFAULT_ACCOUNTS = 100_000
const MAX_ACCOUNTS = 1_000_000

/** Reads flags; the error is a sentence for the person who typed them. */
export function parseFlags(args: readonly string[]): Result<StartOptions, string> {
  const read = readFlags(args)
  if (!read.ok) return read
  const { port: portText = '0', data, seed: kind = 'demo', accounts: accountsText, sim = false, clock } = read.value
  const port = wholeNumber(portText, 65_535)
  if (port === undefined) return err(`--port takes a number from 0 to 65535, not "${portText}"`)
  const seedKind = SEED_KINDS.find((known) => known === kind)
  if (seedKind === undefined) return err(`--seed takes ${SEED_KINDS.join(', ')}, not "${kind}"`)
  const accounts = wholeNumber(accountsText ?? String(DEFAULT_ACCOUNTS), MAX_ACCOUNTS)
  if (accounts === undefined || accounts < 1) {
    return err(`--accounts takes a number from 1 to ${MAX_ACCOUNTS}, not "${accountsText}"`)
  }
  if (data === '') return err('--data takes a folder or :memory:')
  const frozenAt = clock === undefined ? ok(null) : parseInstant(clock)
  if (!frozenAt.ok) return err(`--clock takes an instant such as 2026-07-10T01:00:00.000Z, not "${clock}"`)
  const notices = [
    ...(data === undefined ? ['no --data given: everything is kept in memory and gone when the bank ends'] : []),
    ...(accountsText !== undefined && seedKind !== 'scale' ? ['--accounts only counts with --seed scale'] : []),
  ]
  return ok({
    port,
    data: data ?? IN_MEMORY,
    seed: seedKind === 'scale' ? { kind: seedKind, accounts } : { kind: seedKind },
    simulation: sim,
    frozenAt: frozenAt.value,
    notices,
  })
}

function readFlags(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        seed: { type: 'string' },
        accounts: { type: 'string' },
        sim: { type: 'boolean' },
        clock: { type: 'string' },
      },
    })
    return ok(values)
  } catch (error) {
    return err(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(text: string, max: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined
  const value = Number(text)
  return value <= max ? value : undefined
}
