import { describe, expect, it } from 'vitest'
import { inSlices } from '#main/reports/row-slices'
import { ReportInterrupted, saveReport } from '#main/reports/save-report'

async function* bytes(...pieces: string[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield new TextEncoder().encode(piece)
}

function desk(path: string | null) {
  const written = new Map<string, string>()
  const logged: unknown[] = []
  const asked: string[] = []
  return {
    written,
    logged,
    asked,
    ports: {
      chooseFile: async (name: string) => {
        asked.push(name)
        return path
      },
      write: async (to: string, content: AsyncIterable<Uint8Array>) => {
        let text = ''
        for await (const piece of content) text += new TextDecoder().decode(piece)
        written.set(to, text)
      },
      notSaved: (error: unknown) => logged.push(error),
    },
  }
}

describe('a report', () => {
  it('is written where the user says', async () => {
    const { ports, written, asked } = desk('/there/a.csv')
    const answer = await saveReport(ports, { suggestedName: 'a.csv', content: () => bytes('one,', 'two') })
    expect(answer).toEqual({ ok: true, value: { saved: true } })
    expect([...written]).toEqual([['/there/a.csv', 'one,two']])
    expect(asked).toEqual(['a.csv'])
  })

  it('is not even made where the user chooses no file', async () => {
    const { ports, written } = desk(null)
    const content = () => {
      throw new Error('made all the same')
    }
    expect(await saveReport(ports, { suggestedName: 'a.csv', content })).toEqual({ ok: true, value: { saved: false } })
    expect(written.size).toBe(0)
  })

  it('that cannot be written is a problem, and the log knows why', async () => {
    const { ports, logged } = desk('/there/a.csv')
    const full = new Error('ENOSPC')
    const write = async () => {
      throw full
    }
    const answer = await saveReport({ ...ports, write }, { suggestedName: 'a.csv', content: () => bytes('one') })
    expect(answer).toEqual({ ok: false, error: { code: 'report.not_saved' } })
    expect(logged).toEqual([full])
  })

  it('that cannot go on answers why, and is no fault for the log', async () => {
    const { ports, written, logged } = desk('/there/a.csv')
    async function* interrupted(): AsyncGenerator<Uint8Array> {
      yield* bytes('one')
      throw new ReportInterrupted({ code: 'session.locked' })
    }
    const answer = await saveReport(ports, { suggestedName: 'a.csv', content: interrupted })
    expect(answer).toEqual({ ok: false, error: { code: 'session.locked' } })
    expect([written.size, logged]).toEqual([0, []])
  })
})

describe('rows in slices', () => {
  it('leave a turn to everything else after every few milliseconds, and only then', async () => {
    let now = 0
    let turns = 0
    const others = (): void => {
      turns += 1
      if (turns < 1_000) setImmediate(others)
    }
    const turnsAt: number[] = []
    setImmediate(others)
    for await (const row of inSlices([0, 1, 2, 3, 4, 5, 6, 7], () => now)) {
      turnsAt.push(turns)
      now += row === 3 ? 6 : 1
    }
    turns = 1_000
    expect(turnsAt.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(turnsAt.slice(4).every((count) => count > 0)).toBe(true)
  })
})
