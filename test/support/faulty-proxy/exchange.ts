import { type IncomingHttpHeaders, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'

export interface Exchange {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface Answer {
  readonly status: number
  readonly headers: OutgoingHttpHeaders
  /** Never compressed. */
  readonly body: Buffer
}

/** A bank, or something that passes itself off as one. */
export type Bank = (exchange: Exchange) => Promise<Answer>

/** Stands between a client and a bank. */
export type Wrap = (bank: Bank) => Bank

export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects of a list, whatever else is in it. */
export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

/** The body as the object it is; empty when it is none. */
export function fieldsOf({ body }: { readonly body: Buffer }): Fields {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'))
    return isFields(parsed) ? parsed : {}
  } catch {
    return {}
  }
}

export const withBody = <T extends { readonly body: Buffer }>(carrier: T, fields: Fields): T => ({
  ...carrier,
  body: Buffer.from(JSON.stringify(fields)),
})

/** The real bank at `url`. The Host header is translated where it names the proxy, so that a foreign one arrives as it was. */
export function bankAt(url: string, ownHost: () => string): Bank {
  const { host } = new URL(url)
  return ({ method, path, headers, body }) => {
    const { 'accept-encoding': _, 'transfer-encoding': __, connection: ___, ...passed } = headers
    const named =
      headers.host === ownHost() ? host : headers.host?.replace(/^localhost:\d+$/, `localhost:${new URL(url).port}`)
    return new Promise((resolve, fail) => {
      const onward = request(`${url}${path}`, {
        method,
        agent: false,
        headers: { ...passed, ...(named === undefined ? {} : { host: named }), 'content-length': body.length },
      })
      onward.on('error', fail)
      onward.on('response', (answer) => {
        whole(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
          fail,
        )
      })
      onward.end(body)
    })
  }
}

export async function whole(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of message) parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}
