import { request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { gunzipSync } from 'node:zlib'
import type { z } from 'zod'
import { ChangesResponse, CommandsRequest } from '#shared/contract/http'

export type Push = z.infer<typeof CommandsRequest>

/** Moments at which a kill can be aimed. Each is told in the very turn in which it happens. */
export type Moment =
  /** Commands have arrived and the bank has not been asked yet. */
  | 'push seen'
  /** The bank has answered for good; the app has not been told. */
  | 'push answered'
  | 'page answered'
  /** A piece of a file is on its way to the bank. */
  | 'piece seen'
  /** The bank has a piece; the app has not been told. */
  | 'piece answered'
  /** The last page of a whole copy is on its way: the app swaps it in next. */
  | 'copy answered'

const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding']

/**
 * Stands between the app and its bank at an address that stays, passes everything on as it is and knows what passes. A bank
 * that is down is a connection that breaks.
 */
export class Gate {
  readonly totals = { documents: 0, wholeCopies: 0, cursorsRefused: 0 }
  /** What happens between the app's sending commands and the bank's receiving them. */
  beforePush: ((push: Push, authorization: string) => Promise<void>) | undefined
  private listener: ((moment: Moment) => void) | undefined
  private refuseNext = false
  /** Cursors of copies that began at the beginning. */
  private readonly whole = new Set<string>()

  private constructor(
    private readonly bank: URL,
    private readonly server: Server,
  ) {}

  static async open(bankUrl: string): Promise<Gate> {
    const server = createServer()
    const gate = new Gate(new URL(bankUrl), server)
    server.on('request', (request, response) => void gate.serve(request, response))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return gate
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  /** Who is told of moments from now on; undefined for nobody. */
  tell(listener: ((moment: Moment) => void) | undefined): void {
    this.listener = listener
  }

  /** The next pull carries a cursor that the bank does not know, so it answers 410. */
  refuseNextCursor(): void {
    this.refuseNext = true
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (request.url === '/v1/commands') await this.pass(request, response, await this.seePush(request), undefined)
      else if (request.url?.startsWith('/v1/sync/changes')) await this.servePage(request, response)
      else if (isPiece(request)) await this.passPiece(request, response)
      else await pipeline(await this.forward(request, request.url ?? '/', undefined, response), response)
    } catch {
      // The bank is gone, or the app: either side sees a broken connection, as it would without a gate.
      response.destroy()
    }
  }

  private async passPiece(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.listener?.('piece seen')
    const answer = await this.forward(request, request.url ?? '/', undefined)
    const content = await whole(answer)
    this.listener?.('piece answered')
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers))
    response.end(content)
  }

  private async seePush(request: IncomingMessage): Promise<Buffer> {
    const body = await whole(request)
    this.listener?.('push seen')
    const push = CommandsRequest.parse(JSON.parse(body.toString('utf8')))
    await this.beforePush?.(push, request.headers.authorization ?? '')
    return body
  }

  private async servePage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URL(request.url ?? '/', this.bank)
    if (this.refuseNext && asked.searchParams.has('cursor')) {
      this.refuseNext = false
      this.totals.cursorsRefused += 1
      asked.searchParams.set('cursor', 'of-another-bank')
    }
    await this.pass(request, response, undefined, asked)
  }

  /** Passes a question on and its answer back in one piece, looking at both. */
  private async pass(
    request: IncomingMessage,
    response: ServerResponse,
    body: Buffer | undefined,
    page: URL | undefined,
  ): Promise<void> {
    const path = page ? `${page.pathname}${page.search}` : (request.url ?? '/')
    const answer = await this.forward(request, path, body)
    const content = await whole(answer)
    const moment = page ? this.readPage(page, answer, content) : 'push answered'
    // Before the answer goes on: a kill at this moment is an answer that is lost.
    if (moment === 'push answered') this.listener?.(moment)
    response.writeHead(answer.statusCode ?? 502, passedOn(answer.headers))
    response.end(content)
    if (moment === 'page answered' || moment === 'copy answered') this.listener?.(moment)
  }

  private readPage(asked: URL, { statusCode, headers }: IncomingMessage, content: Buffer): Moment | undefined {
    if (statusCode !== 200) return undefined
    const text = headers['content-encoding'] === 'gzip' ? gunzipSync(content) : content
    const { changes, cursor, hasMore } = ChangesResponse.parse(JSON.parse(text.toString('utf8')))
    this.totals.documents += changes.length
    const from = asked.searchParams.get('cursor')
    const ofWholeCopy = from === null || this.whole.has(from)
    if (!ofWholeCopy) return 'page answered'
    if (hasMore) this.whole.add(cursor)
    else this.totals.wholeCopies += 1
    return hasMore ? 'page answered' : 'copy answered'
  }

  /** Asks the bank; with `response`, heads are passed on and the body is left to the caller. */
  private forward(
    request: IncomingMessage,
    path: string,
    body: Buffer | undefined,
    response?: ServerResponse,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, fail) => {
      const headers = { ...request.headers, host: this.bank.host }
      const { hostname: host, port } = this.bank
      const upstream = ask({ host, port, method: request.method, path, headers }, (answer) => {
        response?.writeHead(answer.statusCode ?? 502, passedOn(answer.headers)).flushHeaders()
        resolve(answer)
      })
      upstream.on('error', fail)
      // What is only passed through ends with whoever asked: an event stream would stay open for ever.
      response?.once('close', () => upstream.destroy())
      if (body === undefined) pipeline(request, upstream).catch(fail)
      else upstream.end(body)
    })
  }
}

const isPiece = ({ method, url }: IncomingMessage): boolean =>
  method === 'PATCH' && url?.startsWith('/v1/uploads/') === true

async function whole(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function passedOn(headers: IncomingMessage['headers']): IncomingMessage['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)))
}
