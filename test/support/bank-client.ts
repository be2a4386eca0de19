import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import {
  type Change,
  ChangesResponse,
  ClockResponse,
  type CommandResult,
  CommandsResponse,
  DigestResponse,
  type Envelope,
  LedgerResponse,
  LoginResponse,
  MovementResult,
  Problem,
  SimulationActionResponse,
} from '#shared/contract/http'
import type { CHANNELS } from '#shared/domain/documents'
import { payloadHash } from '#shared/kernel/canonical-json'
import { newId } from '#shared/kernel/ids'
import type { JsonObject } from '#shared/kernel/json'

/** A small client of the bank protocol for tests: it hides nothing of an answer. Source: docs/protocol.md. */

export const DEMO_COMPANY = 'NUSANTARA'
export const DEMO_PASSWORD = 'Bendahara#2026'
/** The demo company's users, one per role. */
export const DEMO_USERS = {
  admin: 'system_admin',
  product: 'product_manager',
  maker: 'treasury_maker',
  approver: 'treasury_approver',
  warehouse: 'warehouse_staff',
  manager: 'manager',
} as const
export type DemoUser = keyof typeof DEMO_USERS
export const demoUserNames = Object.keys(DEMO_USERS) as DemoUser[]

export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** Parsed where the bank says it is JSON, otherwise the text; undefined when empty. */
  readonly body: unknown
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
}

export const freshId = (): string => newId({ nowMs: Date.now(), randomBytes: (n) => randomBytes(n) })

export interface EnvelopeOptions {
  readonly id?: string
  readonly version?: number
  readonly dependsOn?: readonly string[]
}

/** A command with a new id and the right hash. */
export function envelope(type: string, args: JsonObject, options: EnvelopeOptions = {}): Envelope {
  const { id = freshId(), version = 1, dependsOn = [] } = options
  return {
    id,
    type,
    version,
    args,
    dependsOn: [...dependsOn],
    createdAt: new Date().toISOString(),
    payloadHash: payloadHash({ type, version, args }),
  }
}

/** The body of an answer that must have succeeded. Throws with the whole answer otherwise. */
export function expectOk<T>(reply: Reply, schema: z.ZodType<T>): T {
  if (reply.status !== 200) throw new Error(`expected 200, got ${reply.status}: ${JSON.stringify(reply.body)}`)
  return schema.parse(reply.body)
}

/** The problem an answer carries. Throws when it is not `application/problem+json` whose status is the answer's own. */
export function problemOf(reply: Reply): Problem {
  const contentType = reply.headers.get('content-type') ?? ''
  if (!/^application\/problem\+json\b/.test(contentType)) {
    throw new Error(`not a problem but ${reply.status} ${contentType}: ${JSON.stringify(reply.body)}`)
  }
  const problem = Problem.parse(reply.body)
  if (problem.status !== reply.status) throw new Error(`status ${reply.status} carries a problem of ${problem.status}`)
  return problem
}

/** The fields at fault, each once, sorted. */
export function faultyPaths(answer: { readonly errors?: readonly { readonly path: string }[] | undefined }): string[] {
  return [...new Set(answer.errors?.map((fault) => fault.path))].sort()
}

type Body = string | Uint8Array<ArrayBuffer> | undefined

class Http {
  constructor(
    readonly url: string,
    private readonly authorization?: string,
  ) {}

  get(path: string, options: RequestOptions = {}): Promise<Reply> {
    return this.request('GET', path, undefined, options)
  }

  post(path: string, body: unknown, options: RequestOptions = {}): Promise<Reply> {
    return this.request('POST', path, JSON.stringify(body), options)
  }

  /** Sends `body` as it is; text as JSON unless the headers say otherwise. */
  async request(method: string, path: string, body: Body, options: RequestOptions = {}): Promise<Reply> {
    const answer = await this.send(method, path, body, options)
    return { status: answer.status, headers: answer.headers, body: bodyOf(answer, await answer.text()) }
  }

  /** The answer with its body unread. */
  send(method: string, path: string, body: Body, options: RequestOptions = {}): Promise<Response> {
    const headers = new Headers(options.headers)
    if (this.authorization !== undefined && !headers.has('authorization')) {
      headers.set('authorization', this.authorization)
    }
    if (typeof body === 'string' && !headers.has('content-type')) headers.set('content-type', 'application/json')
    return fetch(`${this.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) })
  }
}

function bodyOf(answer: Response, text: string): unknown {
  if (text === '') return undefined
  return /[/+]json\b/.test(answer.headers.get('content-type') ?? '') ? JSON.parse(text) : text
}

export interface LoginOptions {
  readonly companyId?: string
  readonly password?: string
  readonly deviceId?: string
  readonly deviceName?: string
}

export interface Movement {
  readonly accountNumber: string
  readonly amount: string
  readonly channel?: (typeof CHANNELS)[number]
  readonly reference?: string
  readonly counterparty?: string
}

/** Whose users they are. */
export interface Customers {
  readonly companyId: string
  /** The password of all of them. */
  readonly password: string
  /** The bank's names of users that tests call by their names in the demo company; others are called by the bank's own. */
  readonly userIds: Readonly<Partial<Record<string, string>>>
}

const DEMO: Customers = { companyId: DEMO_COMPANY, password: DEMO_PASSWORD, userIds: {} }

/** The bank without a session: sign-in, public routes and the simulation. */
export class BankClient extends Http {
  constructor(
    url: string,
    private readonly customers: Customers = DEMO,
  ) {
    super(url)
  }

  /** What the user signs in with. */
  credentialsOf(user: string): { companyId: string; userId: string; password: string } {
    const { companyId, password, userIds } = this.customers
    return { companyId, password, userId: userIds[user] ?? user }
  }

  /** A sign-in as it comes back, whatever it is. */
  tryLogin(userId: string, options: LoginOptions = {}): Promise<Reply> {
    const { deviceId = freshId(), deviceName = 'Test PC' } = options
    return this.post('/v1/auth/login', { ...this.credentialsOf(userId), ...options, deviceId, deviceName })
  }

  async login(userId: string, options: LoginOptions = {}): Promise<Session> {
    const deviceId = options.deviceId ?? freshId()
    const reply = await this.tryLogin(userId, { ...options, deviceId })
    return new Session(this.url, expectOk(reply, LoginResponse), deviceId)
  }

  /** A session that carries any access token, good or bad. */
  withToken(accessToken: string): Http {
    return new Http(this.url, `Bearer ${accessToken}`)
  }

  async now(): Promise<string> {
    return expectOk(await this.get('/v1/sim/clock'), ClockResponse).now
  }

  async setClock(now: string): Promise<string> {
    return expectOk(await this.post('/v1/sim/clock', { now }), ClockResponse).now
  }

  async advance(advanceSeconds: number): Promise<string> {
    return expectOk(await this.post('/v1/sim/clock', { advanceSeconds }), ClockResponse).now
  }

  act(action: JsonObject): Promise<Reply> {
    return this.post('/v1/sim/actions', action)
  }

  credit(movement: Movement): Promise<MovementOutcome> {
    return this.move('channel.credit', movement)
  }

  debit(movement: Movement): Promise<MovementOutcome> {
    return this.move('channel.debit', movement)
  }

  private async move(action: 'channel.credit' | 'channel.debit', movement: Movement): Promise<MovementOutcome> {
    const whole = { channel: 'branch', reference: 'REF-1', counterparty: 'PT Mitra', ...movement }
    const reply = await this.act({ action, ...whole })
    return MovementResult.parse(expectOk(reply, SimulationActionResponse).result)
  }

  /** Lifts the block of three wrong passwords. */
  async reactivate(userId: string): Promise<void> {
    const { password: _, ...named } = this.credentialsOf(userId)
    const reply = await this.act({ action: 'bank.reactivateUser', ...named })
    expectOk(reply, SimulationActionResponse)
  }

  async ledger(): Promise<z.infer<typeof LedgerResponse>> {
    return expectOk(await this.get('/v1/sim/ledger'), LedgerResponse)
  }
}

export type MovementOutcome = z.infer<typeof MovementResult>

/** The whole feed as one user sees it. */
export interface Feed {
  readonly epoch: string
  readonly changes: readonly Change[]
  /** Where the next pull goes on. */
  readonly cursor: string
  readonly pages: number
}

/** One signed-in user on one device. */
export class Session extends Http {
  constructor(
    url: string,
    readonly opened: LoginResponse,
    readonly deviceId: string,
  ) {
    super(url, `Bearer ${opened.accessToken}`)
  }

  changesReply(cursor?: string, limit?: number | string): Promise<Reply> {
    const query = new URLSearchParams()
    if (cursor !== undefined) query.set('cursor', cursor)
    if (limit !== undefined) query.set('limit', String(limit))
    return this.get(`/v1/sync/changes?${query}`)
  }

  async changes(cursor?: string, limit?: number): Promise<ChangesResponse> {
    return expectOk(await this.changesReply(cursor, limit), ChangesResponse)
  }

  /** Every page from the cursor on (from the beginning without one). Throws when a page makes no progress. */
  async pullAll({ cursor, limit = 5000 }: { cursor?: string; limit?: number } = {}): Promise<Feed> {
    const changes: Change[] = []
    let next = cursor
    for (let pages = 1; ; pages += 1) {
      const page = await this.changes(next, limit)
      changes.push(...page.changes)
      if (!page.hasMore) return { epoch: page.epoch, changes, cursor: page.cursor, pages }
      if (page.cursor === next || page.changes.length === 0) throw new Error(`page ${pages} has more but moves nothing`)
      next = page.cursor
    }
  }

  async digest(): Promise<z.infer<typeof DigestResponse>> {
    return expectOk(await this.get('/v1/sync/digest'), DigestResponse)
  }

  postCommands(commands: readonly unknown[], deviceId = this.deviceId): Promise<Reply> {
    return this.post('/v1/commands', { deviceId, commands })
  }

  /** Results in the order of the commands. */
  async push(...commands: readonly Envelope[]): Promise<CommandResult[]> {
    const { results } = expectOk(await this.postCommands(commands), CommandsResponse)
    if (results.length !== commands.length) throw new Error(`${results.length} results for ${commands.length} commands`)
    return results
  }

  /** Sends one command under a new id. */
  async submit(type: string, args: JsonObject, options: EnvelopeOptions = {}): Promise<CommandResult> {
    const [result] = await this.push(envelope(type, args, options))
    if (result === undefined) throw new Error('no result')
    return result
  }
}
