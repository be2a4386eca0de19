import { z } from 'zod'
import { TransactionsQuery, TransactionsResponse } from '#shared/contract/http'
import { permissionToSee, visibleOf } from '#shared/domain/visibility'
import { permissionsOf } from '#shared/kernel/permissions'
import { addMs } from '#shared/kernel/time'
import type { Bank } from '../bank-parts'
import { readStatement } from '../storage/statement'
import { type BankApp, describeRoute, json } from './environment'
import { signedIn } from './guards'
import { HttpProblem } from './problems'

/** Statement lines older than the feed carries. Source: docs/protocol.md Pull. */
export function addAccountRoutes(app: BankApp, bank: Bank): void {
  const { clock, database } = bank
  const route = describeRoute({
    method: 'get',
    path: '/v1/accounts/{id}/transactions',
    summary: 'Statement lines before an instant, newest first',
    security: [{ bearer: [] }],
    middleware: signedIn(bank.authentication),
    request: { params: z.object({ id: z.string() }), query: TransactionsQuery },
    responses: { 200: { description: 'A page of the statement', ...json(TransactionsResponse) } },
  })
  app.openapi(route, (context) => {
    const { user, company } = context.get('signedIn')
    if (!visibleOf(permissionsOf(user.role), 'accountTransaction')) {
      const permission = permissionToSee('accountTransaction', {}) ?? null
      throw new HttpProblem('auth.forbidden', { params: { permission } })
    }
    const { id } = context.req.valid('param')
    const documents = database.documents.of(company)
    if (!documents.find('subAccount', id) && !documents.find('currentAccount', id)) throw new HttpProblem('not_found')
    const { before, limit } = context.req.valid('query')
    // Without a `before` the newest lines count too, so the bound lies just after now.
    const slice = readStatement(database.db, { company, accountId: id, before: before ?? addMs(clock.now(), 1), limit })
    return context.json(slice, 200)
  })
}
