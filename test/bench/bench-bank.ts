import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpBackend } from '#main/backend/http/http-backend'
import type { BankBackend, Tokens } from '#main/backend/port'
import type { Change } from '#shared/contract/http'
import { ok } from '#shared/kernel/result'
import { startBank } from '../support/bank-process'

/** A bank in a process of its own with about `documents` documents, and its feed as it was pulled once. */
export interface BenchBank {
  readonly feed: readonly Change[]
  readonly url: string
  /** A new signed-in connection over HTTP, to the bank itself or by way of another address. */
  connect(as?: { userId?: string; url?: string }): Promise<BankBackend>
  stop(): Promise<void>
}

const DEVICE = '0197f3c0-0000-7000-8000-00000000be0c'
const SIGN_IN = { companyId: 'NUSANTARA', userId: 'maker', password: 'Bendahara#2026', deviceName: 'bench' }

export async function startBenchBank(documents: number): Promise<BenchBank> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-bench-bank-'))
  const bank = await startBank({ seed: 'scale', accounts: documents, data: join(folder, 'bank'), clock: null })
  const connect: BenchBank['connect'] = async ({ userId = SIGN_IN.userId, url = bank.url } = {}) => {
    let kept: Tokens | null = null
    const tokens = {
      load: () => kept,
      save: (next: Tokens | null) => {
        kept = next
      },
    }
    const made = createHttpBackend({ url, tokens, nowMs: () => Date.now() })
    if (!made.ok) throw new Error(made.error.code)
    const signedIn = await made.value.login({ ...SIGN_IN, userId, deviceId: DEVICE })
    if (!signedIn.ok) throw new Error(signedIn.error.problem.code)
    return made.value
  }
  const reader = await connect()
  const feed = await wholeFeed(reader)
  reader.close()
  return {
    feed,
    url: bank.url,
    connect,
    async stop() {
      await bank.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

async function wholeFeed(backend: BankBackend): Promise<Change[]> {
  const feed: Change[] = []
  let cursor: string | null = null
  for (;;) {
    const page = await backend.changes(cursor, 5_000)
    if (!page.ok) throw new Error(page.error.problem.code)
    feed.push(...page.value.changes)
    cursor = page.value.cursor
    if (!page.value.hasMore) return feed
  }
}

/** A connection whose feed comes from memory, so that applying it is all that is measured. */
export interface MemoryFeed {
  readonly backend: BankBackend
  /** What is changed from now on. */
  append(changes: readonly Change[]): void
  /** The next page is refused once: the copy must be made anew. */
  loseCursor(): void
}

export function memoryFeed(connection: BankBackend, first: readonly Change[]): MemoryFeed {
  let feed = first
  let types = digests(feed)
  let isGone = false
  const serverTime = () => new Date().toISOString()
  const gone = { kind: 'cursor_gone', problem: { code: 'sync.cursor_gone' }, status: 410 } as const
  const backend: BankBackend = {
    ...connection,
    async changes(cursor, limit) {
      if (isGone) {
        isGone = false
        return { ok: false, error: gone }
      }
      const from = feed.findIndex(({ seq }) => seq > Number(cursor ?? -1))
      const page = from < 0 ? [] : feed.slice(from, from + limit)
      const hasMore = from >= 0 && from + limit < feed.length
      return ok({
        epoch: 'bench',
        changes: page,
        cursor: String(page.at(-1)?.seq ?? cursor ?? 0),
        hasMore,
        serverTime: serverTime(),
      })
    },
    async digest() {
      return ok({ epoch: 'bench', seq: feed.at(-1)?.seq ?? 0, types })
    },
    async sendCommands(_deviceId, commands) {
      const results = commands.map(({ id }) => ({ id, status: 'accepted', replayed: false, seq: 1 }) as const)
      return ok({ results, serverTime: serverTime() })
    },
  }
  return {
    backend,
    append(changes) {
      const ids = new Set(changes.map(({ id }) => id))
      feed = [...feed.filter(({ id }) => !ids.has(id)), ...changes]
      types = digests(feed)
    },
    loseCursor() {
      isGone = true
    },
  }
}

/** As the protocol defines it (docs/protocol.md "Pull"). */
function digests(feed: readonly Change[]): Record<string, { count: number; hash: string }> {
  const lines = new Map<string, string[]>()
  for (const { type, id, version } of feed) {
    const known = lines.get(type) ?? []
    known.push(`${id}:${version}`)
    lines.set(type, known)
  }
  const digest = (of: string[]) => createHash('sha256').update(of.sort().join('\n')).digest('hex')
  return Object.fromEntries([...lines].map(([type, of]) => [type, { count: of.length, hash: digest(of) }]))
}
