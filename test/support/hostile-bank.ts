import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a hostile bank does with a request; `honest` and `acts_then_garbles` need a real bank behind it. */
export type Mood =
  | 'honest'
  /** The real bank acts, and half of its answer comes back. */
  | 'acts_then_garbles'
  /** Connections break as soon as they carry something. */
  | 'cut'
  | 'html'
  | 'error_page'
  | 'empty'
  | 'truncated'
  | 'wrong_shapes'
  | 'redirect'
  | 'huge'
  | 'silent'
  | 'trickle'
  /** As of a bank of a later protocol, whose problems are written otherwise. */
  | 'other_protocol'

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void

const HUGE_BYTES = 80 * 1024 * 1024
const WRONG_SHAPES = {
  name: 7,
  protocol: 'one',
  serverTime: 'noon',
  accessToken: ['a'],
  refreshToken: null,
  permissions: 'all',
  epoch: {},
  changes: 'none',
  cursor: 1,
  hasMore: 'perhaps',
  results: { id: 1 },
  types: [],
}

const answer =
  (status: number, type: string, body: string): Handler =>
  (_incoming, outgoing) => {
    outgoing.writeHead(status, { 'content-type': type }).end(body)
  }

const LIES: Readonly<Record<Exclude<Mood, 'honest' | 'acts_then_garbles'>, Handler>> = {
  cut: (incoming) => incoming.socket.destroy(),
  html: answer(200, 'text/html', '<!doctype html><title>Sign in to the hotel Wi-Fi</title>'),
  error_page: answer(500, 'text/html', '<h1>Internal Server Error</h1>'),
  empty: answer(200, 'application/json', ''),
  truncated: answer(200, 'application/json', '{"accessToken":"abc","changes":[{"seq":1,"typ'),
  wrong_shapes: answer(200, 'application/json', JSON.stringify(WRONG_SHAPES)),
  redirect(incoming, outgoing) {
    outgoing.writeHead(302, { location: incoming.url ?? '/' }).end()
  },
  huge(_incoming, outgoing) {
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    const piece = Buffer.alloc(1024 * 1024, 0x20)
    let left = HUGE_BYTES
    const pour = (): void => {
      while (left > 0 && !outgoing.destroyed) {
        left -= piece.length
        if (!outgoing.write(piece)) return void outgoing.once('drain', pour)
      }
      outgoing.end('{}')
    }
    pour()
  },
  silent: () => {},
  other_protocol: answer(426, 'application/json', '{"fault":{"id":"upgrade","speaks":[2,3]}}'),
  trickle(_incoming, outgoing) {
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    const timer = setInterval(() => outgoing.write(' '), 200)
    outgoing.once('close', () => clearInterval(timer))
  },
}

/** A server that is a bank only when it wants to be: it passes on to a real one, or lies. */
export class HostileBank {
  private mood: Mood = 'honest'
  /** `METHOD /path` of every request, in order. */
  readonly heard: string[] = []

  private constructor(
    private readonly server: Server,
    private readonly behind: () => string,
  ) {}

  /** `behind`: where the real bank is now. */
  static async start(mood: Mood, behind: () => string = () => ''): Promise<HostileBank> {
    const server = createServer((incoming, outgoing) => bank.handle(incoming, outgoing))
    const bank = new HostileBank(server, behind)
    bank.mood = mood
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return bank
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo
    return `http://127.0.0.1:${port}`
  }

  /** From now on; what is under way, event streams among it, breaks. */
  become(mood: Mood): void {
    this.mood = mood
    this.server.closeAllConnections()
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private handle(incoming: IncomingMessage, outgoing: ServerResponse): void {
    this.heard.push(`${incoming.method} ${incoming.url?.split('?')[0]}`)
    if (this.mood === 'honest') this.passOn(incoming, outgoing, (real) => real.pipe(outgoing))
    else if (this.mood === 'acts_then_garbles') this.passOn(incoming, outgoing, (real) => half(real, outgoing))
    else LIES[this.mood](incoming, outgoing)
  }

  private passOn(incoming: IncomingMessage, outgoing: ServerResponse, back: (real: IncomingMessage) => void): void {
    const { host } = new URL(this.behind())
    const { 'accept-encoding': _, ...headers } = incoming.headers
    const target = { method: incoming.method, headers: { ...headers, host } }
    const onward = request(new URL(incoming.url ?? '/', this.behind()), target, (real) => {
      const { 'content-length': __, ...answered } = real.headers
      outgoing.writeHead(real.statusCode ?? 502, answered)
      back(real)
    })
    onward.on('error', () => incoming.socket.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.pipe(onward)
  }
}

function half(real: IncomingMessage, outgoing: ServerResponse): void {
  const pieces: Buffer[] = []
  real.on('data', (piece: Buffer) => pieces.push(piece))
  real.on('end', () => {
    const whole = Buffer.concat(pieces)
    outgoing.end(whole.subarray(0, Math.floor(whole.length / 2)))
  })
}
