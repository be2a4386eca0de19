import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Chance, chance } from '../simulation/chance'

/** What a bad line does to one request. */
export type Mischief =
  | 'none'
  | 'delayed'
  /** The connection breaks before the bank hears of it. */
  | 'dropped_before'
  /** The bank has done it, and its answer is lost. */
  | 'answer_lost'
  /** The answer ends in the middle, its length announced. */
  | 'cut'
  /** 503 with Retry-After, without asking the bank. */
  | 'busy'
  /** The bank gets the request twice, one after the other; the second answer comes back. */
  | 'duplicated'

/** `calm` changes nothing; `offline` breaks every connection; `flaky` draws a mischief for each request. */
export type Weather = 'calm' | 'flaky' | 'offline'

export interface FlakyProxyOptions {
  /** Where the bank is now; it may come back elsewhere. */
  readonly bankUrl: () => string
  /** The same seed and the same requests give the same mischief. */
  readonly seed: number
  /** How often each happens, in parts of their sum; `COMMON` unless told. */
  readonly weights?: Readonly<Record<Mischief, number>>
}

const COMMON: Readonly<Record<Mischief, number>> = {
  none: 8,
  delayed: 3,
  dropped_before: 2,
  answer_lost: 3,
  cut: 2,
  busy: 1,
  duplicated: 2,
}
const LONGEST_DELAY_MS = 400
const LONGEST_STREAM_MS = 3000

/**
 * A line between an app and its bank, calm at first. Sign-ins, refreshes and sign-outs pass as they are in any weather: a lost
 * answer to a refresh ends the session by the contract, which is another test's matter.
 */
export class FlakyProxy {
  private weather: Weather = 'calm'
  private readonly draws: Chance
  /** What the next requests meet before chance alone decides: each mischief there may be, once. */
  private readonly due: Mischief[]
  /** How often each mischief was done. */
  readonly done: Record<Mischief | 'stream_reset', number> = {
    none: 0,
    delayed: 0,
    dropped_before: 0,
    answer_lost: 0,
    cut: 0,
    busy: 0,
    duplicated: 0,
    stream_reset: 0,
  }

  private constructor(
    private readonly server: Server,
    private readonly options: FlakyProxyOptions,
  ) {
    this.draws = chance(options.seed, 'flaky proxy')
    const weights = options.weights ?? COMMON
    const possible = (Object.keys(weights) as Mischief[]).filter((each) => weights[each] > 0)
    this.due = this.draws.shuffled(possible)
  }

  static async start(options: FlakyProxyOptions): Promise<FlakyProxy> {
    const server = createServer((incoming, outgoing) => {
      proxy.handle(incoming, outgoing).catch(() => incoming.socket.destroy())
    })
    const proxy = new FlakyProxy(server, options)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return proxy
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** From now on; what is under way breaks when the line does. */
  become(weather: Weather): void {
    this.weather = weather
    if (weather !== 'calm') this.server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (this.weather === 'offline') return void incoming.socket.destroy()
    if (incoming.url?.startsWith('/v1/sync/events')) return this.passStream(incoming, outgoing)
    const spared = this.weather === 'calm' || incoming.url?.startsWith('/v1/auth/')
    const mischief = spared ? 'none' : (this.due.shift() ?? this.draws.weighted(this.options.weights ?? COMMON))
    const wait = mischief === 'delayed' ? this.draws.below(LONGEST_DELAY_MS) : 0
    this.done[mischief] += 1
    const body = await whole(incoming)
    if (mischief === 'dropped_before') return void incoming.socket.destroy()
    if (mischief === 'busy') return busy(outgoing)
    if (wait > 0) await pause(wait)
    if (mischief === 'duplicated') await this.ask(incoming, body)
    const answer = await this.ask(incoming, body)
    if (mischief === 'answer_lost') return void incoming.socket.destroy()
    outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': answer.body.length })
    if (mischief !== 'cut') return void outgoing.end(answer.body)
    outgoing.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => incoming.socket.destroy())
  }

  private ask(incoming: IncomingMessage, body: Buffer) {
    const { host: _, connection: __, 'transfer-encoding': ___, ...passed } = incoming.headers
    const bankUrl = this.options.bankUrl()
    const headers = { ...passed, host: new URL(bankUrl).host, 'content-length': body.length }
    return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((resolve, fail) => {
      const onward = request(
        `${bankUrl}${incoming.url}`,
        { method: incoming.method, headers, agent: false },
        (answer) => {
          const { 'transfer-encoding': ____, connection: _____, ...answered } = answer.headers
          const status = answer.statusCode ?? 502
          whole(answer).then((bytes) => resolve({ status, headers: answered, body: bytes }), fail)
        },
      )
      onward.on('error', fail)
      onward.end(body)
    })
  }

  /** An event stream, which in flaky weather is reset after a while. */
  private passStream(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const bankUrl = this.options.bankUrl()
    const headers = { ...incoming.headers, host: new URL(bankUrl).host }
    const onward = request(`${bankUrl}${incoming.url}`, { headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
      answer.on('error', () => outgoing.destroy())
    })
    const lasts = this.weather === 'flaky' ? this.draws.below(LONGEST_STREAM_MS) : undefined
    const reset = lasts === undefined ? undefined : setTimeout(() => this.reset(outgoing), lasts)
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => {
      clearTimeout(reset)
      onward.destroy()
    })
    onward.end()
  }

  private reset(outgoing: ServerResponse): void {
    this.done.stream_reset += 1
    outgoing.socket?.resetAndDestroy()
  }
}

function busy(outgoing: ServerResponse): void {
  const problem = {
    type: 'about:blank',
    title: 'Unavailable',
    status: 503,
    code: 'bank.unavailable',
    detail: 'The bank is busy.',
  }
  outgoing
    .writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '1' })
    .end(JSON.stringify(problem))
}

async function whole(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
