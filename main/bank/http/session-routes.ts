import {
  Acknowledged,
  LoginRequest,
  LoginResponse,
  Meta,
  PasswordRequest,
  PROTOCOL_VERSION,
  RefreshRequest,
} from '#shared/contract/http'
import type { Bank } from '../bank-parts'
import { type BankApp, type BankEnvironment, describeRoute, json, jsonBody } from './environment'
import { authProblem, signedIn } from './guards'

/** What this build of the bank can do; the app hides what is not named. */
const FEATURES = ['accounts', 'files']

const metaRoute = describeRoute({
  method: 'get',
  path: '/v1/meta',
  summary: 'What this bank is',
  responses: { 200: { description: 'Name, protocol version and features', ...json(Meta) } },
})

const loginRoute = describeRoute({
  method: 'post',
  path: '/v1/auth/login',
  summary: 'Sign in',
  request: { body: jsonBody(LoginRequest) },
  responses: { 200: { description: 'A session', ...json(LoginResponse) } },
})

const refreshRoute = describeRoute({
  method: 'post',
  path: '/v1/auth/refresh',
  summary: 'Exchange a refresh token, once, for the next pair',
  request: { body: jsonBody(RefreshRequest) },
  responses: { 200: { description: 'The session goes on', ...json(LoginResponse) } },
})

/** Sign-in, refresh, sign-out, password and `/v1/meta`. Source: docs/protocol.md Session. */
export function addSessionRoutes(app: BankApp, bank: Bank): void {
  const { authentication, clock } = bank
  const guard = signedIn(authentication)
  const security = [{ bearer: [] }]

  app.openapi(metaRoute, (context) =>
    context.json(
      {
        name: 'Bendahara demonstration bank',
        protocol: PROTOCOL_VERSION,
        serverTime: clock.now(),
        simulation: bank.simulation,
        features: FEATURES,
      },
      200,
    ),
  )

  app.openapi(loginRoute, async (context) => {
    const answer = await authentication.signIn(context.req.valid('json'), addressOf(context.env))
    if (!answer.ok) throw authProblem(answer.error)
    return context.json({ ...answer.value, serverTime: clock.now() }, 200)
  })

  app.openapi(refreshRoute, (context) => {
    const answer = authentication.refresh(context.req.valid('json').refreshToken)
    if (!answer.ok) throw authProblem(answer.error)
    return context.json({ ...answer.value, serverTime: clock.now() }, 200)
  })

  const logoutRoute = describeRoute({
    method: 'post',
    path: '/v1/auth/logout',
    summary: 'End the session',
    security,
    middleware: guard,
    responses: { 200: { description: 'The session is over', ...json(Acknowledged) } },
  })
  app.openapi(logoutRoute, (context) => {
    authentication.signOut(context.get('signedIn'))
    return context.json({ serverTime: clock.now() }, 200)
  })

  const passwordRoute = describeRoute({
    method: 'post',
    path: '/v1/auth/password',
    summary: 'Change the password',
    security,
    middleware: guard,
    request: { body: jsonBody(PasswordRequest) },
    responses: { 200: { description: 'The new password holds; other sessions are over', ...json(Acknowledged) } },
  })
  app.openapi(passwordRoute, async (context) => {
    const { current, next } = context.req.valid('json')
    const answer = await authentication.changePassword(context.get('signedIn'), current, next, addressOf(context.env))
    if (!answer.ok) throw authProblem(answer.error)
    return context.json({ serverTime: clock.now() }, 200)
  })
}

function addressOf(env: BankEnvironment['Bindings']): string {
  return env.incoming.socket.remoteAddress ?? 'unknown'
}
