import { serve } from '@hono/node-server'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Bank } from '../bank-parts'
import { bankApp } from './app'

const LOOPBACK = '127.0.0.1'
/** How long requests under way may still take when the bank closes. */
const GRACE_MS = 2000

export interface BankServer {
  readonly url: string
  /** Ends event streams, lets requests under way finish, then closes. */
  stop(): Promise<void>
}

/** Why the bank cannot listen. */
export interface ListenFault {
  readonly code: 'port.taken' | 'port.refused'
  readonly detail: string
}

/** Serves the bank on 127.0.0.1 only; port 0 takes a free one. */
export function listen(bank: Bank, port: number): Promise<Result<BankServer, ListenFault>> {
  let closing = false
  const { app, streams } = bankApp(bank, () => closing)
  return new Promise((resolve) => {
    // The library's own Request must stand in for the global one (its default): Hono's body limit makes new requests of it.
    const server = serve({ fetch: app.fetch, hostname: LOOPBACK, port }, (address) => {
      resolve(ok({ url: `http://${LOOPBACK}:${address.port}`, stop }))
    })
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE'
      const detail = taken ? `port ${port} is taken` : `cannot listen on port ${port}: ${error.message}`
      resolve(err({ code: taken ? 'port.taken' : 'port.refused', detail }))
    })

    function stop(): Promise<void> {
      closing = true
      streams.endAll()
      return new Promise((stopped) => {
        const force = setTimeout(() => {
          if ('closeAllConnections' in server) server.closeAllConnections()
        }, GRACE_MS)
        server.close(() => {
          clearTimeout(force)
          stopped()
        })
        // Our server is HTTP/1; the library's type also covers HTTP/2, which has neither method.
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      })
    }
  })
}
