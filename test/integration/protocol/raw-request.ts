import { type IncomingHttpHeaders, request } from 'node:http'

export interface RawReply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** As it came over the wire, not decompressed. */
  readonly body: Buffer
}

export interface RawOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
}

/** A request with exactly the headers given, `Host` included, which `fetch` does not let a caller choose. */
export function rawRequest(url: string, path: string, options: RawOptions = {}): Promise<RawReply> {
  const { method = 'GET', headers = {}, body } = options
  return new Promise((resolve, fail) => {
    const sent = request(`${url}${path}`, { method, headers, agent: false }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', fail)
      answer.on('end', () => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) })
      })
    })
    sent.on('error', fail)
    sent.end(body)
  })
}
