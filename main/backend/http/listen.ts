import { z } from 'zod'
import { err, ok, type Result } from '#shared/kernel/result'
import { classify, garbage, parseJson } from '../classify'
import type { BackendError } from '../port'
import { createEventStreamParser } from './event-stream'
import { failed, type Transport } from './transport'

/** The bank sends a comment every 15 s (docs/protocol.md "Pull"): after this long without one the line is dead. */
const SILENCE_MS = 40_000

const Poke = z.object({ seq: z.int().nonnegative() })

export interface Listening {
  readonly onPoke: (seq: number) => void
  readonly onOpen: () => void
  readonly signal: AbortSignal
}

/** Listens on one stream until it ends. Errors: as any request, `network.timeout` for silence, `bank.garbage`. */
export async function listenOnce(
  transport: Transport,
  token: string,
  nowMs: () => number,
  { onPoke, onOpen, signal }: Listening,
): Promise<Result<void, BackendError>> {
  const silence = new AbortController()
  const watchdog = createWatchdog(() => silence.abort())
  let wrong: BackendError | undefined
  try {
    const request = { method: 'GET', path: '/v1/sync/events', token } as const
    const reply = await transport.stream(request, AbortSignal.any([signal, silence.signal]))
    if (reply.kind !== 'open') return err(refusal(reply, silence.signal, nowMs()))
    onOpen()
    const parser = createEventStreamParser(({ event, data }) => {
      if (event !== 'poke') return
      const poke = Poke.safeParse(parseJson(data))
      if (poke.success) onPoke(poke.data.seq)
      else wrong = garbage('poke')
    })
    const decoder = new TextDecoder()
    for await (const chunk of reply.chunks) {
      watchdog.alive()
      parser.feed(decoder.decode(chunk, { stream: true }))
      if (wrong) return err(wrong)
    }
    return ok(undefined)
  } catch (error) {
    if (signal.aborted) return ok(undefined)
    if (error instanceof RangeError) return err(garbage('event stream'))
    return err(refusal(failed(error), silence.signal, nowMs()))
  } finally {
    watchdog.stop()
  }
}

function refusal(reply: Parameters<typeof classify>[0], silence: AbortSignal, nowMs: number): BackendError {
  if (silence.aborted) return { kind: 'network', problem: { code: 'network.timeout' } }
  return classify(reply, nowMs) ?? garbage('event stream')
}

function createWatchdog(onSilence: () => void): { alive(): void; stop(): void } {
  let timer = setTimeout(onSilence, SILENCE_MS)
  return {
    alive() {
      clearTimeout(timer)
      timer = setTimeout(onSilence, SILENCE_MS)
    },
    stop: () => clearTimeout(timer),
  }
}
