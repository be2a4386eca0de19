import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bank } from '#main/bank/bank-parts'
import { runningClock } from '#main/bank/clock'
import { assembleEngine } from '#main/bank/engine-parts'
import { openBankFolder } from '#main/bank/files/folder'
import { bankApp } from '#main/bank/http/app'
import { type BankDatabase, openBankDatabase } from '#main/bank/storage/bank-database'
import type { Chance } from '../chance'
import type { Timeline } from '../timeline'
import type { BankTemplate } from './template'

export interface HttpRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | undefined
  /** The connection breaks after so many bytes of the body. */
  readonly cutAfter?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly retryAfter: string | undefined
  readonly body: string
  readonly bytes: Uint8Array
  header(name: string): string | undefined
}

/** The bank's own engine and request handling without sockets; its process can be killed and started again. */
export interface SimulatedBank {
  /** The parts of the running process, undefined while it is down. */
  parts(): Bank | undefined
  /** The database, also while the process is down. */
  database(): BankDatabase
  /** Counts processes: an answer of an earlier one never arrives. */
  generation(): number
  handle(request: HttpRequest): Promise<HttpAnswer>
  /** The content of a file that it holds, by its hash; undefined where it has none. */
  contentOf(sha256: string): Uint8Array | undefined
  /** The process ends without a word: what was committed stays in its file, everything else is gone. */
  kill(): void
  restart(): void
  /** Tells when the process is killed. */
  onKill(listener: () => void): () => void
  close(): void
}

interface Deps {
  readonly folder: string
  readonly template: BankTemplate
  readonly timeline: Timeline
  readonly chance: Chance
  readonly onBug: (line: string) => void
}

interface Process {
  readonly bank: Bank
  readonly app: ReturnType<typeof bankApp>['app']
  readonly stopTimers: () => void
}

/** The bank's own timers are set by the hour and by the day. */
const LOOK_AT_TIMERS_MS = 10 * 60_000
const PORT = 80
const decoder = new TextDecoder()
const ENVIRONMENT = { incoming: { socket: { localPort: PORT, remoteAddress: '127.0.0.1' } } }

export function createSimulatedBank(deps: Deps): SimulatedBank {
  const { timeline, template } = deps
  const opened: BankDatabase[] = []
  const listeners = new Set<() => void>()
  const clock = runningClock(() => timeline.nowMs())
  const { contents } = openBankFolder(deps.folder)
  let generation = 0
  let database = openCopy(deps, template.folder, generation, opened)
  let process: Process | undefined = start()

  function start(): Process {
    const bank = compose(deps, database, clock)
    template.desk.serve({ database, clock, processor: bank.processor, randomBytes: bank.ports.randomBytes })
    const { app } = bankApp(bank, () => false)
    let stopTimer = (): void => {}
    const look = (): void => {
      bank.timers.fireDue()
      stopTimer = timeline.after(LOOK_AT_TIMERS_MS, look)
    }
    look()
    return { bank, app, stopTimers: () => stopTimer() }
  }

  return {
    parts: () => process?.bank,
    database: () => database,
    generation: () => generation,
    async handle(request) {
      if (!process) throw new Error('the bank is down')
      const { path, headers } = request
      const answer = await process.app.request(
        `http://127.0.0.1:${PORT}${path}`,
        { method: request.method, headers: { ...headers, host: `127.0.0.1:${PORT}` }, ...bodyOf(request) },
        ENVIRONMENT,
      )
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const header = (name: string): string | undefined => answer.headers.get(name) ?? undefined
      return { status: answer.status, retryAfter: header('retry-after'), body: decoder.decode(bytes), bytes, header }
    },
    contentOf(sha256) {
      const path = join(contents, sha256)
      return existsSync(path) ? readFileSync(path) : undefined
    },
    kill() {
      if (!process) return
      process.stopTimers()
      process = undefined
      generation += 1
      database = openCopy(deps, join(deps.folder, `bank-${generation - 1}`), generation, opened)
      for (const listener of [...listeners]) listener()
    },
    restart() {
      process ??= start()
    },
    onKill(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      process?.stopTimers()
      process = undefined
      for (const each of opened) each.close()
    },
  }
}

function bodyOf({ body, cutAfter }: HttpRequest): RequestInit & { readonly duplex?: 'half' } {
  if (body === undefined) return {}
  if (typeof body === 'string') return { body }
  return cutAfter === undefined
    ? { body: Uint8Array.from(body) }
    : { body: brokenAfter(body.slice(0, cutAfter)), duplex: 'half' }
}

/** A body of which no more than this arrives. */
function brokenAfter(part: Uint8Array): ReadableStream<Uint8Array> {
  let given = part.length === 0
  return new ReadableStream({
    pull(controller) {
      if (given) controller.error(Object.assign(new Error('the connection broke'), { code: 'ECONNRESET' }))
      else controller.enqueue(part)
      given = true
    },
  })
}

/**
 * Opens what a killed process left: the bytes of its files as they are at this moment. The connection of the dead one is
 * closed only at the end, on files that nobody looks at any more.
 */
function openCopy(deps: Deps, from: string, generation: number, opened: BankDatabase[]): BankDatabase {
  const folder = join(deps.folder, `bank-${generation}`)
  mkdirSync(folder)
  for (const name of ['bank.db', 'bank.db-wal'])
    if (existsSync(join(from, name))) copyFileSync(join(from, name), join(folder, name))
  const made = openBankDatabase(folder)
  if (!made.ok) throw new Error(made.error.detail)
  // Only a power failure tells FULL from OFF, and no machine loses power here.
  made.value.db.exec('PRAGMA synchronous=OFF')
  opened.push(made.value)
  return made.value
}

function compose({ chance, folder, template, onBug }: Deps, database: BankDatabase, clock: Bank['clock']): Bank {
  const epoch = database.meta('epoch')
  if (epoch === undefined) throw new Error('the template was not seeded')
  const ports = { randomBytes: chance.bytes, monotonicMs: () => 0, log: onBug }
  // One for all processes: what was written to it outlives each of them.
  const engine = assembleEngine({ database, folder: openBankFolder(folder), clock, ports })
  return {
    ...engine,
    epoch,
    simulation: true,
    authentication: template.desk.authentication,
  }
}
