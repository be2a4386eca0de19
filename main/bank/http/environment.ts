import type { HttpBindings } from '@hono/node-server'
import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi'
import type { MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { PROBLEM_JSON, Problem } from '#shared/contract/http'
import type { SignedIn } from '../auth/authentication'
import { problemResponse, requestFaults } from './problems'

/** What every request carries: Node's request and response, and who is signed in where the route asks for it. */
export interface BankEnvironment {
  Bindings: HttpBindings
  Variables: { signedIn: SignedIn }
}

export type BankApp = OpenAPIHono<BankEnvironment>
export type BankMiddleware = MiddlewareHandler<BankEnvironment>

/** An app whose validation failures list every fault as `request.invalid`. */
export function newBankApp(): BankApp {
  return new OpenAPIHono<BankEnvironment>({
    defaultHook: (result) =>
      result.success ? undefined : problemResponse('request.invalid', { errors: requestFaults(result.error) }),
  })
}

const problemAnswer = {
  description: 'A problem (RFC 9457) with a stable code',
  content: { [PROBLEM_JSON]: { schema: Problem } },
}

/** `createRoute` with the problem answers that any route may give. */
export function describeRoute<const P extends string, const R extends Omit<RouteConfig, 'path'> & { path: P }>(
  route: R,
) {
  return createRoute({ ...route, responses: { ...route.responses, default: problemAnswer } })
}

/** The answer or body of a route, as JSON of this schema. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ content: { 'application/json': { schema } } })
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) => ({ required: true as const, ...json(schema) })
