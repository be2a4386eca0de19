import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { z } from 'zod'
import { Params, PROBLEM_JSON, type Problem } from '#shared/contract/http'
import { type FieldFault, faultsOf } from '#shared/domain/command'
import type { JsonObject } from '#shared/kernel/json'

/** Every error the bank answers, with its status and its words for developers. Source: docs/protocol.md Errors. */
const PROBLEMS = {
  'request.invalid': [400, 'The request is not valid'],
  'auth.invalid_credentials': [401, 'Company, user or password is wrong'],
  'auth.required': [401, 'Sign in first'],
  'auth.token_expired': [401, 'The access token has expired'],
  'auth.password_too_short': [400, 'The new password is too short'],
  'auth.password_reused': [400, 'The new password was used before'],
  'auth.forbidden': [403, 'Your role may not do this'],
  'request.foreign_origin': [403, 'Requests from other web pages are refused'],
  not_found: [404, 'There is no such thing'],
  method_not_allowed: [405, 'This address does not take that method'],
  'file.conflict': [409, 'Another file is stored under this id'],
  'upload.offset_conflict': [409, 'The upload stands at another offset'],
  'sync.cursor_gone': [410, 'The cursor cannot be used; start again without one'],
  'upload.unsupported_version': [412, 'This bank speaks tus 1.0.0'],
  'file.too_large': [413, 'The file is too large for its purpose'],
  'request.too_large': [413, 'The request body is too large'],
  'request.unsupported_media_type': [415, 'The body must be application/json'],
  'request.foreign_host': [421, 'The Host header does not name this bank'],
  'file.rejected': [422, 'The file is not what it should be'],
  'auth.user_blocked': [423, 'The user is blocked; contact your relationship manager or call centre 14000'],
  'protocol.unsupported': [426, 'This bank speaks protocol version 1'],
  'auth.too_many_attempts': [429, 'Too many failed sign-ins; wait a while'],
  'file.too_many': [429, 'Too many unfinished uploads of one user'],
  'upload.checksum_mismatch': [460, 'The piece does not have its checksum'],
  internal: [500, 'Something went wrong at the bank'],
  'bank.unavailable': [503, 'The bank is closing'],
} as const satisfies Record<string, readonly [number, string]>

export type ProblemCode = keyof typeof PROBLEMS

interface ProblemDetails {
  readonly detail?: string
  readonly params?: JsonObject
  readonly errors?: readonly FieldFault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** Ends a request with a problem; caught by the app's error handler and nowhere else. */
export class HttpProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly details: ProblemDetails = {},
  ) {
    super(code)
  }
}

/** Faults of a request, one for each place: that a date is no date need not be said twice. */
export function requestFaults(error: z.ZodError): FieldFault[] {
  const byPath = new Map<string, FieldFault>()
  for (const fault of faultsOf(error)) if (!byPath.has(fault.path)) byPath.set(fault.path, fault)
  return [...byPath.values()]
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code)
}

export function problemResponse(code: ProblemCode, details: ProblemDetails = {}): Response {
  const [status, title] = PROBLEMS[code]
  const body: Problem = {
    type: `urn:bendahara:problem:${code}`,
    title,
    status,
    code,
    detail: details.detail ?? title,
    ...(details.params ? { params: Params.parse(details.params) } : {}),
    ...(details.errors ? { errors: [...details.errors] } : {}),
  }
  const headers: Record<string, string> = {
    'content-type': PROBLEM_JSON,
    'cache-control': 'no-store',
    ...details.headers,
  }
  if (status === 401) headers['www-authenticate'] = 'Bearer'
  return new Response(JSON.stringify(body), { status, headers })
}

/** Turns whatever a handler threw into a problem; a bug becomes `internal` and is only logged, never told. */
export function errorHandler(log: (line: string) => void) {
  return (error: unknown, context: Context): Response => {
    if (error instanceof HttpProblem) return problemResponse(error.code, error.details)
    // Thrown by Hono's own reading of the body: not JSON, or not called JSON.
    if (error instanceof HTTPException && error.status === 415) return problemResponse('request.unsupported_media_type')
    if (error instanceof HTTPException && error.status === 413) return problemResponse('request.too_large')
    if (error instanceof HTTPException && error.status === 400) {
      const fault = { path: '', code: 'field.json', message: 'the body is not JSON' }
      return problemResponse('request.invalid', { errors: [fault] })
    }
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error)
    log(`internal error in ${context.req.method} ${context.req.path}: ${stack}`)
    return problemResponse('internal')
  }
}
