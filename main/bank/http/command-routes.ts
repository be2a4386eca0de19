import { z } from 'zod'
import { CommandResult, CommandsRequest, CommandsResponse } from '#shared/contract/http'
import type { Bank } from '../bank-parts'
import { type BankApp, describeRoute, json, jsonBody } from './environment'
import { signedIn } from './guards'
import { HttpProblem } from './problems'

/** Users' commands and their stored answers. Source: docs/protocol.md Push. */
export function addCommandRoutes(app: BankApp, bank: Bank): void {
  const { clock, processor } = bank
  const guard = signedIn(bank.authentication)
  const security = [{ bearer: [] }]

  const submitRoute = describeRoute({
    method: 'post',
    path: '/v1/commands',
    summary: 'Send commands; each is decided on its own, in order',
    security,
    middleware: guard,
    request: { body: jsonBody(CommandsRequest) },
    responses: { 200: { description: 'One result for each command, in the same order', ...json(CommandsResponse) } },
  })
  app.openapi(submitRoute, (context) => {
    const { deviceId, commands } = context.req.valid('json')
    const sender = context.get('signedIn')
    const results = commands.map((envelope) => processor.submit(sender, deviceId, envelope))
    return context.json({ results, serverTime: clock.now() }, 200)
  })

  const resultRoute = describeRoute({
    method: 'get',
    path: '/v1/commands/{id}',
    summary: 'The final answer to one of your commands',
    security,
    middleware: guard,
    request: { params: z.object({ id: z.string() }) },
    responses: { 200: { description: 'The stored result', ...json(CommandResult) } },
  })
  app.openapi(resultRoute, (context) => {
    const result = processor.resultFor(context.get('signedIn'), context.req.valid('param').id)
    if (!result) throw new HttpProblem('not_found')
    return context.json(result, 200)
  })
}
