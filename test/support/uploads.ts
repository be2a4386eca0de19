import { request as httpRequest } from 'node:http'
import { freshId, type Reply, type Session } from './bank-client'
import { png, sha256Of } from './sample-files'

/** Files as a tus client sends them, step by step, hiding nothing of an answer. Source: docs/protocol.md Files. */

export const TUS = { 'tus-resumable': '1.0.0' }

export interface OutgoingFile {
  readonly fileId: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mediaType: string
  readonly purpose: string
  /** Of the bytes, unless a test lies. */
  readonly sha256: string
}

/** A product picture that nobody else has, unless told otherwise. */
export function outgoing(change: Partial<OutgoingFile> = {}): OutgoingFile {
  const bytes = change.bytes ?? png()
  return {
    fileId: freshId(),
    mediaType: 'image/png',
    purpose: 'product_image',
    sha256: sha256Of(bytes),
    ...change,
    bytes,
  }
}

export function metadataOf(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',')
}

/** `POST /v1/uploads`; `headers` replace the right ones. */
export function begin(session: Session, file: OutgoingFile, headers: Record<string, string> = {}): Promise<Reply> {
  const { fileId, sha256, mediaType, purpose } = file
  return session.request('POST', '/v1/uploads', undefined, {
    headers: {
      ...TUS,
      'upload-length': String(file.bytes.length),
      'upload-metadata': metadataOf({ fileId, sha256, mediaType, purpose }),
      ...headers,
    },
  })
}

/** Where an upload that has begun is continued. Throws when it has not begun. */
export function locationOf(reply: Reply): string {
  const location = reply.headers.get('location')
  if (reply.status !== 201 || location === null) {
    throw new Error(`no upload but ${reply.status}: ${JSON.stringify(reply.body)}`)
  }
  return new URL(location, 'http://bank/v1/uploads').pathname
}

/** `PATCH` of the bytes from `offset` on, to the end unless told. */
export function sendPiece(
  session: Session,
  location: string,
  { bytes }: Pick<OutgoingFile, 'bytes'>,
  {
    offset = 0,
    end = bytes.length,
    headers = {},
  }: { offset?: number; end?: number; headers?: Record<string, string> } = {},
): Promise<Reply> {
  return session.request('PATCH', location, bytes.slice(offset, end), {
    headers: { ...TUS, 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset), ...headers },
  })
}

export function askOffset(session: Session, location: string): Promise<Reply> {
  return session.request('HEAD', location, undefined, { headers: TUS })
}

export function endUpload(session: Session, location: string): Promise<Reply> {
  return session.request('DELETE', location, undefined, { headers: TUS })
}

/** Begins and sends all in one piece; answers the last PATCH. */
export async function upload(session: Session, file: OutgoingFile): Promise<Reply> {
  return sendPiece(session, locationOf(await begin(session, file)), file)
}

/** `GET /v1/files/{id}` with its bytes. */
export async function fetchFile(session: Session, fileId: string, headers: Record<string, string> = {}) {
  const answer = await session.send('GET', `/v1/files/${fileId}`, undefined, { headers })
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

/** Sends only the first `sent` bytes of a piece that was announced whole, then hangs up. */
export function cutPiece(
  session: Session,
  location: string,
  file: OutgoingFile,
  offset: number,
  sent: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(`${session.url}${location}`, {
      method: 'PATCH',
      agent: false,
      headers: {
        ...TUS,
        authorization: `Bearer ${session.opened.accessToken}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        'content-length': String(file.bytes.length - offset),
      },
    })
    // Hanging up before the answer is an error to the library that was told to.
    outgoing.once('error', (error) => (outgoing.destroyed ? resolve() : reject(error)))
    outgoing.once('close', () => resolve())
    outgoing.write(file.bytes.slice(offset, offset + sent), () => outgoing.destroy())
  })
}
