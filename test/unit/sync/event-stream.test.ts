import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEventStreamParser, type StreamEvent } from '#main/backend/http/event-stream'

function parse(pieces: readonly string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const parser = createEventStreamParser((event) => events.push(event))
  for (const piece of pieces) parser.feed(piece)
  return events
}

describe('event stream', () => {
  it('reads events, comments, several data lines and every line end', () => {
    const text =
      '\uFEFF: hello\n\nevent: poke\ndata: {"seq":7}\n\nevent:x\r\ndata:a\r\ndata: b\r\n\r\ndata\rdata\r\rid: 4\n\n'
    expect(parse([text])).toEqual([
      { event: 'poke', data: '{"seq":7}' },
      { event: 'x', data: 'a\nb' },
      { event: 'message', data: '\n' },
    ])
  })

  it('does not emit an event that has not ended', () => {
    expect(parse(['event: poke\ndata: 1\n'])).toEqual([])
  })

  it('reads the same however the text is cut', () => {
    const text = ': c\r\n\r\nevent: poke\r\ndata: {"seq":12}\r\n\r\nevent: poke\ndata: 2\n\ndata: 3\r\r'
    fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
        const pieces = at.slice(1).map((end, index) => text.slice(at[index], end))
        // A last CR could be half of a CRLF, so a line feed ends the wait.
        expect(parse([...pieces, '\n'])).toEqual(parse([`${text}\n`]))
      }),
    )
    expect(parse([`${text}\n`])).toHaveLength(3)
  })

  it('refuses an endless line', () => {
    expect(() => parse(['data: ', 'x'.repeat(70_000)])).toThrow(RangeError)
  })
})
