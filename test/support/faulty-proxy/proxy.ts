import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { type Bank, bankAt, whole } from './exchange'
import type { ContractFault } from './faults'

export interface FaultyProxy {
  readonly url: string
  stop(): Promise<void>
}

const SMALLEST_GZIPPED = 1024

/** A bank that keeps the contract but for one fault: the real one stands behind it. Without a fault it changes nothing. */
export async function startFaultyProxy(bankUrl: string, fault?: ContractFault): Promise<FaultyProxy> {
  const server = createServer((incoming, outgoing) => {
    const serve = incoming.url?.startsWith('/v1/sync/events') ? passEvents : passOn
    serve(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const honest = bankAt(bankUrl, () => `127.0.0.1:${port}`)
  const bank: Bank = fault?.wrap ? fault.wrap(honest) : honest

  async function passOn(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    const answer = await bank({ method, path, headers, body: await whole(incoming) })
    const { 'content-length': _, 'transfer-encoding': __, ...answered } = answer.headers
    const packed = /\bgzip\b/.test(String(headers['accept-encoding'])) && answer.body.length >= SMALLEST_GZIPPED
    const gzip = packed && fault?.uncompressed !== true
    outgoing
      .writeHead(answer.status, { ...answered, ...(gzip ? { 'content-encoding': 'gzip' } : {}) })
      .end(gzip ? gzipSync(answer.body) : answer.body)
  }

  async function passEvents(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const headers = { ...incoming.headers, host: new URL(bankUrl).host }
    const onward = request(`${bankUrl}${incoming.url}`, { headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.setEncoding('utf8').on('data', (text: string) => {
        const kept = fault?.events ? fault.events(text) : text
        if (kept !== '') outgoing.write(kept)
      })
      answer.on('close', () => outgoing.destroy())
    })
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    onward.end()
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
