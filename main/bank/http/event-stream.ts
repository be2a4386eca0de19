import { streamSSE } from 'hono/streaming'
import type { Bank } from '../bank-parts'
import { visibleTypes } from '../storage/feed'
import { type BankApp, describeRoute } from './environment'
import { signedIn } from './guards'

/** Commits that follow each other closely make one poke. */
const COALESCE_MS = 20
/** Keeps proxies and sleeping sockets from looking alive when they are not. Source: docs/protocol.md Pull. */
const COMMENT_EVERY_MS = 15_000

/** Open event streams, so that a closing bank can end them. */
export interface EventStreams {
  endAll(): void
}

/** `GET /v1/sync/events`: says that there is something to pull, never what. */
export function addEventStream(app: BankApp, bank: Bank): EventStreams {
  const endings = new Set<() => void>()
  const route = describeRoute({
    method: 'get',
    path: '/v1/sync/events',
    summary: 'Pokes after commits, as server-sent events',
    security: [{ bearer: [] }],
    middleware: signedIn(bank.authentication),
    responses: { 200: { description: '`event: poke`, `data: {"seq":N}`' } },
  })
  app.openapi(route, (context) => {
    const { company, user, sessionId } = context.get('signedIn')
    const visible = new Set(visibleTypes(user.role))
    context.header('cache-control', 'no-store')
    return streamSSE(context, (stream) => {
      return new Promise<void>((resolve) => {
        let poke: NodeJS.Timeout | undefined
        let latest = 0
        const send = () => {
          poke = undefined
          void stream.writeSSE({ event: 'poke', data: JSON.stringify({ seq: latest }) })
        }
        const forget = [
          bank.commits.subscribe((commit) => {
            if (commit.company !== company || !intersects(commit.types, visible)) return
            latest = commit.seq
            poke ??= setTimeout(send, COALESCE_MS)
          }),
          bank.authentication.sessions.onEnd((ended) => {
            if (ended === sessionId) end()
          }),
        ]
        const comment = setInterval(() => void stream.write(': still here\n\n'), COMMENT_EVERY_MS)
        const end = () => {
          endings.delete(end)
          for (const stop of forget) stop()
          clearInterval(comment)
          clearTimeout(poke)
          resolve()
        }
        endings.add(end)
        stream.onAbort(end)
        // Sent at once so that the client knows it is connected.
        void stream.write(': connected\n\n')
      })
    })
  })
  return {
    endAll() {
      for (const end of [...endings]) end()
    },
  }
}

function intersects<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  for (const item of a) if (b.has(item)) return true
  return false
}
