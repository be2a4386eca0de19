import { bodyLimit } from 'hono/body-limit'
import { except } from 'hono/combine'
import { MAX_BODY_BYTES } from '#shared/contract/http'
import type { Bank } from '../bank-parts'
import { addConsolePage } from '../simulator/console-page'
import { addSimulationRoutes } from '../simulator/simulation-routes'
import { addAccountRoutes } from './account-routes'
import { addCommandRoutes } from './command-routes'
import { type BankApp, newBankApp } from './environment'
import { addEventStream, type EventStreams } from './event-stream'
import { addFeedRoutes } from './feed-routes'
import { addFileRoutes } from './file-routes'
import { hostGuard, originGuard, protocolGuard } from './guards'
import { errorHandler, HttpProblem, problemResponse } from './problems'
import { addSessionRoutes } from './session-routes'
import { addUploadRoutes } from './upload-routes'

const OPENAPI_PATH = '/v1/openapi.json'

/** The bank's whole HTTP side. `isClosing` turns every answer into 503 while the bank goes down. */
export function bankApp(bank: Bank, isClosing: () => boolean): { app: BankApp; streams: EventStreams } {
  const app = newBankApp()
  app.onError(errorHandler(bank.ports.log))
  app.use(hostGuard, originGuard)
  app.use(async (context, next) => {
    if (isClosing()) throw new HttpProblem('bank.unavailable', { headers: { 'retry-after': '1' } })
    await next()
    context.res.headers.set('x-content-type-options', 'nosniff')
  })
  app.use('/v1/*', protocolGuard)
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => problemResponse('request.too_large') })
  // Pieces of files may be larger; an upload takes no more bytes than it was announced with.
  app.use('/v1/*', except('/v1/uploads/*', limit))

  addSessionRoutes(app, bank)
  addFeedRoutes(app, bank)
  const streams = addEventStream(app, bank)
  addCommandRoutes(app, bank)
  addAccountRoutes(app, bank)
  addUploadRoutes(app, bank)
  addFileRoutes(app, bank)
  if (bank.simulation) {
    addSimulationRoutes(app, bank)
    addConsolePage(app)
  }
  addDescription(app)
  addUnknownRoutes(app)
  return { app, streams }
}

/** The OpenAPI 3.1 document, made of the schemas that validate. */
function addDescription(app: BankApp): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' })
  const describe = () =>
    app.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Bendahara bank protocol', version: '1', description: 'See docs/protocol.md' },
    })
  // Made when somebody asks: few do, and every start would wait for it.
  let document: ReturnType<typeof describe> | undefined
  app.get(OPENAPI_PATH, (context) => {
    document ??= describe()
    return context.json(document)
  })
}

/** 405 for a known address with another method, 404 for the rest. */
function addUnknownRoutes(app: BankApp): void {
  const known = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, pattern: new RegExp(`^${path.replace(/:[^/]+/g, '[^/]+')}$`) }))
  app.notFound((context) => {
    const allowed = [
      ...new Set(known.filter(({ pattern }) => pattern.test(context.req.path)).map(({ method }) => method)),
    ]
    if (allowed.length === 0) return problemResponse('not_found')
    return problemResponse('method_not_allowed', { headers: { allow: allowed.join(', ') } })
  })
}
