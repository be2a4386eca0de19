import { setTimeout as pause } from 'node:timers/promises'

export interface ServerEvent {
  readonly event: string
  readonly data: string
}

export interface EventStream {
  readonly status: number
  readonly contentType: string
  /** The first event from now on, or already received and not yet taken, that fits. Throws after `ms`. */
  next(fits: (event: ServerEvent) => boolean, ms: number): Promise<ServerEvent>
  /** When each comment line arrived, in milliseconds since 1970. */
  commentTimes(): readonly number[]
  /** Everything received, as text. */
  received(): string
  close(): void
}

const LOOK_AGAIN_MS = 10

/** Listens to the bank's server-sent events. Source: docs/protocol.md Pull. */
export async function openEvents(url: string, accessToken: string): Promise<EventStream> {
  const ending = new AbortController()
  const answer = await fetch(`${url}/v1/sync/events`, {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'text/event-stream' },
    signal: ending.signal,
  })
  let text = ''
  let taken = 0
  const comments: number[] = []
  const blocks = () => text.replaceAll('\r\n', '\n').split('\n\n').slice(0, -1)
  void readInto(answer, (part) => {
    text += part
    for (const line of part.split('\n')) if (line.startsWith(':')) comments.push(Date.now())
  })

  async function take<T>(pick: (block: string) => T | undefined, ms: number): Promise<T> {
    const until = Date.now() + ms
    for (;;) {
      for (const block of blocks().slice(taken)) {
        taken += 1
        const picked = pick(block)
        if (picked !== undefined) return picked
      }
      if (Date.now() > until) throw new Error(`nothing fitting within ${ms} ms; received: ${JSON.stringify(text)}`)
      await pause(LOOK_AGAIN_MS)
    }
  }

  return {
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? '',
    next: (fits, ms) =>
      take((block) => {
        const event = parseEvent(block)
        return event && fits(event) ? event : undefined
      }, ms),
    commentTimes: () => comments,
    received: () => text,
    close: () => ending.abort(),
  }
}

function parseEvent(block: string): ServerEvent | undefined {
  const field = (name: string) =>
    block
      .split('\n')
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
  const data = field('data')
  return data.length === 0 ? undefined : { event: field('event')[0] ?? 'message', data: data.join('\n') }
}

async function readInto(answer: Response, add: (part: string) => void): Promise<void> {
  const decoder = new TextDecoder()
  try {
    for await (const part of answer.body ?? []) add(decoder.decode(part, { stream: true }))
  } catch {
    // The stream was closed, by us or by the bank: what came is kept, `next` says what is missing.
  }
}
