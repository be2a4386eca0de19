import { z } from 'zod'
import { type BankApp, describeRoute } from './environment'

/** How the OpenAPI document tells of uploads; tus itself says what the headers mean. Source: docs/protocol.md Files. */

const text = (description: string) => z.string().meta({ description })
const Version = text('1.0.0')
const params = z.object({ id: z.string() })
const security = [{ bearer: [] }]
const progress = z.object({
  'Tus-Resumable': Version,
  'Upload-Offset': text('Bytes that the bank has'),
  'Upload-Expires': text(
    'When the bank stops waiting for the next piece, by its clock; absent once the file is stored',
  ),
})

export function describeUploads(app: BankApp): void {
  const routes = [
    describeRoute({
      method: 'options',
      path: '/v1/uploads',
      summary: 'What this bank can do of tus',
      responses: { 204: { description: 'Tus-Version, Tus-Extension, Tus-Max-Size, Tus-Checksum-Algorithm' } },
    }),
    describeRoute({
      method: 'post',
      path: '/v1/uploads',
      summary: 'Begin the upload of a file, or find the one that was begun',
      security,
      request: {
        headers: z.object({
          'Tus-Resumable': Version,
          'Upload-Length': text('Bytes'),
          'Upload-Metadata': text('fileId, sha256, mediaType and purpose, each in base64'),
        }),
      },
      responses: {
        201: {
          description: 'Where to send it',
          headers: progress.partial({ 'Upload-Offset': true }).extend({ Location: text('The upload') }),
        },
      },
    }),
    describeRoute({
      method: 'head',
      path: '/v1/uploads/{id}',
      summary: 'How much the bank has',
      security,
      request: { params, headers: z.object({ 'Tus-Resumable': Version }) },
      responses: { 200: { description: 'The file is stored once the offset is the length', headers: progress } },
    }),
    describeRoute({
      method: 'patch',
      path: '/v1/uploads/{id}',
      summary: 'Send the next piece; with the last one the bank checks the file and stores it',
      security,
      request: {
        params,
        headers: z.object({
          'Tus-Resumable': Version,
          'Upload-Offset': text('Where the piece begins'),
          'Upload-Checksum': text('`sha1` or `sha256`, a space, the hash of the piece in base64').optional(),
        }),
        body: {
          content: { 'application/offset+octet-stream': { schema: z.string().meta({ format: 'binary' }) } },
        },
      },
      responses: { 204: { description: 'The piece is on disk', headers: progress } },
    }),
    describeRoute({
      method: 'delete',
      path: '/v1/uploads/{id}',
      summary: 'End the upload; a file that was stored stays',
      security,
      request: { params, headers: z.object({ 'Tus-Resumable': Version }) },
      responses: { 204: { description: 'It is gone' } },
    }),
  ]
  for (const route of routes) app.openAPIRegistry.registerPath(route)
}
