import { Readable } from 'node:stream'
import { z } from 'zod'
import { maySee } from '#shared/domain/visibility'
import { permissionsOf } from '#shared/kernel/permissions'
import type { Bank } from '../bank-parts'
import { type BankApp, describeRoute } from './environment'
import { signedIn } from './guards'
import { HttpProblem } from './problems'

/** The bytes of stored files, to those who may see their documents. Source: docs/protocol.md Files. */
export function addFileRoutes(app: BankApp, { authentication, database, files }: Bank): void {
  const guard = signedIn(authentication)
  const route = describeRoute({
    method: 'get',
    path: '/v1/files/{id}',
    summary: 'The bytes of a file',
    security: [{ bearer: [] }],
    request: { params: z.object({ id: z.string() }) },
    responses: {
      200: {
        description: 'Exactly what was uploaded; the ETag is its SHA-256',
        content: { '*/*': { schema: z.string().meta({ format: 'binary' }) } },
      },
      304: { description: 'The content named in If-None-Match is still the one' },
    },
  })
  // Described to the document but answered by hand, because the body is a stream and not an object to serialise.
  app.openAPIRegistry.registerPath(route)
  app.get('/v1/files/:id', guard, (context) => {
    const { company, user } = context.get('signedIn')
    const file = database.documents.of(company).find('file', context.req.param('id'))
    if (!file || !maySee(permissionsOf(user.role), 'file', file)) throw new HttpProblem('not_found')
    const headers = {
      etag: `"${file.sha256}"`,
      // Kept by nobody without asking: what a user may see can change.
      'cache-control': 'private, no-cache',
      'content-disposition': 'attachment',
    }
    if (namesTag(context.req.header('if-none-match'), headers.etag)) return context.body(null, 304, headers)
    if (files.contents.sizeOf(file.sha256) !== file.size) throw new Error(`the bytes of file ${file.id} are not there`)
    const bytes = context.req.method === 'HEAD' ? null : Readable.toWeb(files.contents.stream(file.sha256))
    return new Response(bytes as ReadableStream | null, {
      headers: { ...headers, 'content-type': file.mediaType, 'content-length': String(file.size) },
    })
  })
}

function namesTag(header: string | undefined, tag: string): boolean {
  return (header ?? '').split(',').some((each) => [tag, `W/${tag}`, '*'].includes(each.trim()))
}
