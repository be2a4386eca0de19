import type { StreamReply, TransportRequest } from '#main/backend/http/transport'
import type { Line, LineDeps } from './network'

/** Commits that follow each other closely make one poke, as at the bank. */
const COALESCE_MS = 20
const LONGEST_STREAM_MS = 20 * 60_000

/** The bank's event stream as the bank words it, ended by the network, the bank's end or the listener. */
export async function openStream(
  deps: LineDeps,
  line: Line,
  { token = '' }: TransportRequest,
  signal: AbortSignal,
): Promise<StreamReply> {
  const { bank, timeline, chance, faults } = deps
  await new Promise<void>((resolve) => timeline.after(5 + chance.below(200), resolve))
  const parts = bank.parts()
  if (!line.online || !parts) return { kind: 'failed', code: 'ECONNREFUSED', message: '' }
  const who = parts.authentication.identify(token)
  if (!who.ok) {
    const { code } = who.error
    const body = JSON.stringify({ type: 'about:blank', title: code, status: 401, code, detail: code })
    return { kind: 'answered', status: 401, retryAfter: undefined, body }
  }
  const { company } = who.value
  const pieces: Uint8Array[] = [new TextEncoder().encode(': connected\n\n')]
  let wake = (): void => {}
  let over: 'open' | 'ended' | 'cut' = 'open'
  const end = (how: 'ended' | 'cut') => (): void => {
    if (over === 'open') over = how
    for (const stop of stops) stop()
    wake()
  }
  let poking = false
  const stops = [
    parts.commits.subscribe((commit) => {
      if (commit.company !== company || poking) return
      poking = true
      timeline.after(COALESCE_MS + chance.below(100), () => {
        poking = false
        if (!line.online) return end('cut')()
        pieces.push(new TextEncoder().encode(`event: poke\ndata: ${JSON.stringify({ seq: commit.seq })}\n\n`))
        wake()
      })
    }),
    bank.onKill(end('cut')),
    timeline.after(60_000 + chance.below(LONGEST_STREAM_MS), () => {
      faults.count('stream_cut')
      end('cut')()
    }),
  ]
  const onAbort = end('ended')
  // Node keeps a signal that was made of others, and whatever it can reach, for as long as somebody listens to it.
  stops.push(() => signal.removeEventListener('abort', onAbort))
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()

  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (;;) {
      for (let piece = pieces.shift(); piece; piece = pieces.shift()) yield piece
      if (over === 'cut') throw Object.assign(new Error('stream cut'), { code: 'ECONNRESET' })
      if (over === 'ended') return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { kind: 'open', chunks: chunks() }
}
