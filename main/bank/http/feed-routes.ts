import { promisify } from 'node:util'
import { gzip as gzipWithCallback } from 'node:zlib'
import { ChangesQuery, ChangesResponse, DigestResponse } from '#shared/contract/http'
import type { User } from '#shared/domain/documents'
import type { Bank } from '../bank-parts'
import { isOlderThanTombstones } from '../engine/housekeeping'
import { digestReader, type FeedRow, readFeed, visibleTo } from '../storage/feed'
import { type Cursor, readCursor, scopeOf, writeCursor } from './cursor'
import { type BankApp, describeRoute, json } from './environment'
import { signedIn } from './guards'
import { HttpProblem, requestFaults } from './problems'

const gzip = promisify<Uint8Array, { level: number }, Buffer>(gzipWithCallback)
/** Fast rather than small: the link to the client is a loopback or a company network. */
const GZIP_LEVEL = 2

/** The change feed and its digest. Source: docs/protocol.md Pull. */
export function addFeedRoutes(app: BankApp, bank: Bank): void {
  const { clock, database, epoch } = bank
  const guard = signedIn(bank.authentication)
  const security = [{ bearer: [] }]
  const digest = digestReader(database.db)

  function startOf(user: User, text: string | undefined): Cursor {
    const scope = scopeOf(user)
    const now = clock.now()
    if (text === undefined) return { epoch, seq: 0, scope, wholeAt: now }
    const cursor = readCursor(text)
    const usable =
      cursor !== undefined &&
      cursor.epoch === epoch &&
      cursor.scope === scope &&
      cursor.seq <= database.documents.head() &&
      !isOlderThanTombstones(cursor.wholeAt, now)
    if (!usable) throw new HttpProblem('sync.cursor_gone')
    return cursor
  }

  const changesRoute = describeRoute({
    method: 'get',
    path: '/v1/sync/changes',
    summary: 'What changed after a cursor, in commit order',
    security,
    middleware: guard,
    request: { query: ChangesQuery },
    responses: { 200: { description: 'A page of the feed', ...json(ChangesResponse) } },
  })
  // Described to the document but answered by hand, because the body is text already and not an object to serialise.
  app.openAPIRegistry.registerPath(changesRoute)
  app.get(changesRoute.path, guard, async (context) => {
    const { user, company } = context.get('signedIn')
    const parsed = ChangesQuery.safeParse(context.req.query())
    if (!parsed.success) throw new HttpProblem('request.invalid', { errors: requestFaults(parsed.error) })
    const query = parsed.data
    const from = startOf(user, query.cursor)
    const head = database.documents.head()
    const page = readFeed(database.db, {
      company,
      visible: visibleTo(user.role),
      afterSeq: from.seq,
      limit: query.limit,
      head,
    })
    const now = clock.now()
    const wholeAt = page.hasMore ? from.wholeAt : now
    const cursor = writeCursor({ ...from, seq: page.throughSeq, wholeAt })
    const body = new TextEncoder().encode(
      pageText(page.rows, { epoch, cursor, hasMore: page.hasMore, serverTime: now }),
    )
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', vary: 'accept-encoding' }
    if (!acceptsGzip(context.req.header('accept-encoding'))) return context.body(body, 200, headers)
    return context.body(new Uint8Array(await gzip(body, { level: GZIP_LEVEL })), 200, {
      ...headers,
      'content-encoding': 'gzip',
    })
  })

  const digestRoute = describeRoute({
    method: 'get',
    path: '/v1/sync/digest',
    summary: 'Counts and hashes to prove a copy by',
    security,
    middleware: guard,
    responses: {
      200: { description: 'Per type: SHA-256 over the sorted `id:version` lines', ...json(DigestResponse) },
    },
  })
  app.openapi(digestRoute, (context) => {
    const { user, company } = context.get('signedIn')
    const seq = database.documents.head()
    return context.json({ epoch, seq, types: digest(company, visibleTo(user.role), seq) }, 200)
  })
}

/** Writes the page around the stored texts: reading 5,000 documents only to write them again would cost most of the time. */
function pageText(
  rows: readonly FeedRow[],
  rest: { epoch: string; cursor: string; hasMore: boolean; serverTime: string },
): string {
  const changes = rows.map(
    ({ seq, type, id, version, json }) =>
      `{"seq":${seq},"type":"${type}","id":${JSON.stringify(id)},"version":${version},"doc":${json ?? 'null'}}`,
  )
  return `{"changes":[${changes.join()}],${JSON.stringify(rest).slice(1)}`
}

function acceptsGzip(header: string | undefined): boolean {
  return (header ?? '').split(',').some((entry) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0+)?\s*$).*)?$/i.test(entry))
}
