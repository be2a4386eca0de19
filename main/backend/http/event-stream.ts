/** One event of a server-sent-event stream. */
export interface StreamEvent {
  readonly event: string
  readonly data: string
}

/** A line longer than this is not a poke: the stream is not what it claims to be. */
const LONGEST_LINE = 64 * 1024

/**
 * Reads `text/event-stream` from text that arrives in arbitrary pieces (WHATWG HTML §9.2.6): lines end in LF, CR or
 * CRLF, a colon starts a comment, a blank line ends an event. `id` and `retry` are not used by the protocol.
 * `feed` throws RangeError for an endless line.
 */
export function createEventStreamParser(onEvent: (event: StreamEvent) => void): { feed(piece: string): void } {
  let rest = ''
  let event = ''
  let data: string[] = []
  let started = false

  const line = (text: string): void => {
    if (text === '') {
      if (data.length > 0) onEvent({ event: event === '' ? 'message' : event, data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'event') event = value
    if (field === 'data') data.push(value)
  }

  return {
    feed(piece) {
      rest += started ? piece : piece.replace(/^\uFEFF/, '')
      started = started || piece.length > 0
      // A CR at the very end may be half of a CRLF: it waits for the next piece.
      const complete = rest.endsWith('\r') ? rest.slice(0, -1) : rest
      const lines = complete.split(/\r\n|\n|\r/)
      rest = (lines.pop() ?? '') + rest.slice(complete.length)
      for (const each of lines) line(each)
      if (rest.length > LONGEST_LINE) throw new RangeError('endless line in event stream')
    },
  }
}
