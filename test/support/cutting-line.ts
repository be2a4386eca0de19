import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A line to the bank that breaks at given places of what is uploaded, and counts every byte that the app sends. */
export interface CuttingLine {
  readonly url: string
  /** Bytes that came from the app since `reset`, requests' heads included. */
  sent(): number
  /** How many times the line broke. */
  cuts(): number
  /** Counts anew and breaks once for each of these places: bytes of all uploaded bodies, repeated ones included. */
  cutAt(places: readonly number[]): void
  /** Called with each request before it is passed on. */
  onRequest: (method: string, path: string) => void
  stop(): Promise<void>
}

export async function startCuttingLine(bankUrl: () => string): Promise<CuttingLine> {
  const sockets = new Set<Socket>()
  let gone = 0
  let base = 0
  let uploaded = 0
  let cuts = 0
  let places: number[] = []

  const total = (): number => [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, gone)

  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method = 'GET', url = '/', headers } = incoming
    line.onRequest(method, url)
    const onward = request(
      bankUrl() + url,
      { method, agent: false, headers: { ...headers, host: new URL(bankUrl()).host, connection: 'close' } },
      (answer) => {
        const { connection: _, 'keep-alive': __, ...kept } = answer.headers
        outgoing.writeHead(answer.statusCode ?? 502, kept)
        answer.pipe(outgoing)
        answer.on('error', () => outgoing.destroy())
      },
    )
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => onward.destroy())
    incoming.on('data', (piece: Buffer) => {
      // What was on its way when the line broke.
      if (incoming.socket.destroyed) return
      if (method === 'PATCH') uploaded += piece.length
      onward.write(piece)
      if (places[0] === undefined || uploaded < places[0]) return
      places.shift()
      cuts += 1
      onward.destroy()
      incoming.socket.destroy()
    })
    incoming.on('end', () => onward.end())
  }

  const server = createServer(pass)
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => {
      sockets.delete(socket)
      gone += socket.bytesRead
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const line: CuttingLine = {
    url: `http://127.0.0.1:${port}`,
    sent: () => total() - base,
    cuts: () => cuts,
    cutAt(next) {
      base = total()
      uploaded = 0
      cuts = 0
      places = [...next].sort((a, b) => a - b)
    },
    onRequest: () => {},
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line
}
