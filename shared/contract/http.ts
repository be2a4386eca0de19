import { z } from 'zod'
import { Channel, documentSchemas } from '../domain/documents'
import { CurrencyCode, Id, InstantText, MoneyText, Sha256Hex } from '../domain/fields'
import { ROLES } from '../kernel/permissions'

/**
 * The bank protocol, version 1, as schemas: the bank validates and documents itself with them,
 * the app parses every answer with them. Prose and examples: docs/protocol.md.
 */
export const PROTOCOL_VERSION = 1
export const MAX_COMMANDS_PER_REQUEST = 100
export const MAX_CHANGES_PER_PAGE = 5000
export const DEFAULT_CHANGES_PER_PAGE = 1000
export const MAX_BODY_BYTES = 8 * 1024 * 1024
export const PROBLEM_JSON = 'application/problem+json'

export const FieldFaultSchema = z.object({ path: z.string(), code: z.string(), message: z.string() })
/** Any JSON value. It contains itself, so its types are named for the OpenAPI document, which would unfold it for ever. */
const AnyJson = z.json().meta({ type: ['string', 'number', 'boolean', 'object', 'array', 'null'] })
export const Params = z.record(z.string(), AnyJson)

/** RFC 9457 problem details with a stable code and the parameters of its translated message. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  params: Params.optional(),
  errors: z.array(FieldFaultSchema).optional(),
})

export const Meta = z.object({
  name: z.string(),
  protocol: z.int(),
  serverTime: InstantText,
  simulation: z.boolean(),
  features: z.array(z.string()),
})

const Credential = z.string().min(1).max(200)
export const LoginRequest = z.object({
  companyId: z.string().min(1).max(64),
  userId: z.string().min(1).max(64),
  password: Credential,
  deviceId: Id,
  deviceName: z.string().min(1).max(120),
})
export const SessionUser = z.object({
  id: Id,
  name: z.string(),
  role: z.enum(ROLES),
  warehouseIds: z.array(Id).optional(),
})
export const LoginResponse = z.object({
  accessToken: z.string().min(1),
  accessExpiresAt: InstantText,
  refreshToken: z.string().min(1),
  user: SessionUser,
  company: z.object({ id: Id, name: z.string() }),
  permissions: z.array(z.string()),
  serverTime: InstantText,
  passwordChangeDue: z.boolean(),
})
export const RefreshRequest = z.object({ refreshToken: z.string().min(1).max(500) })
export const PasswordRequest = z.object({ current: Credential, next: Credential })
/** Logout and a changed password answer with nothing but the bank's time. */
export const Acknowledged = z.object({ serverTime: InstantText })

export const ChangesQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_CHANGES_PER_PAGE).default(DEFAULT_CHANGES_PER_PAGE),
})
export const Change = z.object({
  seq: z.int().nonnegative(),
  type: z.string(),
  id: z.string(),
  version: z.int().nonnegative(),
  /** The whole document, or null where it was deleted. */
  doc: z.record(z.string(), z.unknown()).nullable(),
})
export const ChangesResponse = z.object({
  epoch: z.string(),
  changes: z.array(Change),
  cursor: z.string(),
  hasMore: z.boolean(),
  serverTime: InstantText,
})
export const DigestResponse = z.object({
  epoch: z.string(),
  seq: z.int().nonnegative(),
  types: z.record(z.string(), z.object({ count: z.int().nonnegative(), hash: Sha256Hex })),
})
export const TransactionsQuery = z.object({
  before: InstantText.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})
export const TransactionsResponse = z.object({
  transactions: z.array(documentSchemas.accountTransaction),
  hasMore: z.boolean(),
})

/** A user's intent on its way to the bank. */
export const Envelope = z.object({
  id: Id,
  type: z.string().min(1).max(80),
  version: z.int().min(1),
  args: z.record(z.string(), z.unknown()),
  dependsOn: z.array(Id).max(1000),
  createdAt: InstantText,
  payloadHash: Sha256Hex,
})
export const CommandsRequest = z.object({
  deviceId: Id,
  commands: z.array(Envelope).max(MAX_COMMANDS_PER_REQUEST),
})
export const CommandResult = z.object({
  id: Id,
  status: z.enum(['accepted', 'rejected', 'refused']),
  replayed: z.boolean(),
  /** The feed position at which an accepted command's effect is visible. */
  seq: z.int().nonnegative().optional(),
  code: z.string().optional(),
  params: Params.optional(),
  errors: z.array(FieldFaultSchema).optional(),
})
export const CommandsResponse = z.object({ results: z.array(CommandResult), serverTime: InstantText })

export const ClockRequest = z
  .object({ now: InstantText.optional(), advanceSeconds: z.number().min(0).optional() })
  .refine((body) => (body.now === undefined) !== (body.advanceSeconds === undefined), {
    message: 'either now or advanceSeconds',
  })
export const ClockResponse = z.object({ now: InstantText })
const ChannelMovement = {
  accountNumber: z.string().min(1).max(34),
  amount: MoneyText,
  channel: Channel,
  reference: z.string().max(140).default(''),
  counterparty: z.string().max(140).default(''),
}
export const SimulationAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('channel.credit'), ...ChannelMovement }),
  z.object({ action: z.literal('channel.debit'), ...ChannelMovement }),
  /** Lifts the block that three wrong passwords put on a user, as the bank's staff would. */
  z.object({ action: z.literal('bank.reactivateUser'), companyId: z.string(), userId: z.string() }),
])
export const MovementResult = z.object({
  status: z.enum(['posted', 'returned', 'declined']),
  code: z.string().optional(),
  params: Params.optional(),
})
export const SimulationActionResponse = z.object({ result: Params })
export const LedgerResponse = z.object({
  /** How many postings were ever written. */
  postings: z.int().nonnegative(),
  /** The sum of every entry of every posting: zero, always. */
  sum: MoneyText,
  accounts: z.array(
    z.object({
      id: z.string(),
      currency: CurrencyCode,
      balance: MoneyText,
      held: MoneyText,
      postingsTotal: MoneyText,
      holdsTotal: MoneyText,
    }),
  ),
})

export type Problem = z.infer<typeof Problem>
export type Meta = z.infer<typeof Meta>
export type LoginRequest = z.infer<typeof LoginRequest>
export type LoginResponse = z.infer<typeof LoginResponse>
export type Change = z.infer<typeof Change>
export type ChangesResponse = z.infer<typeof ChangesResponse>
export type DigestResponse = z.infer<typeof DigestResponse>
export type Envelope = z.infer<typeof Envelope>
export type CommandResult = z.infer<typeof CommandResult>
export type CommandsResponse = z.infer<typeof CommandsResponse>
export type SimulationAction = z.infer<typeof SimulationAction>
