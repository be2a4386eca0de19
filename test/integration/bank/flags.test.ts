import { describe, expect, it } from 'vitest'
import { parseFlags } from '#main/bank/options'

describe('the bank’s flags', () => {
  it('default to the demo in memory on a free port in real time', () => {
    expect(parseFlags([])).toMatchObject({
      ok: true,
      value: { port: 0, data: ':memory:', seed: { kind: 'demo' }, simulation: false, frozenAt: null },
    })
  })

  it('are read in either spelling', () => {
    const flags = ['--port=4000', '--data', 'x', '--seed', 'scale', '--accounts', '12', '--sim']
    expect(parseFlags([...flags, '--clock', '2026-07-10T01:00:00.000Z'])).toMatchObject({
      value: {
        port: 4000,
        data: 'x',
        seed: { kind: 'scale', accounts: 12 },
        simulation: true,
        frozenAt: '2026-07-10T01:00:00.000Z',
      },
    })
  })

  it.each([
    [['--sea', 'x']],
    [['extra']],
    [['--port']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['--seed', 'other']],
    [['--seed', 'scale', '--accounts', '0']],
    [['--accounts', '1e3']],
    [['--clock', '2026-07-10']],
    [['--clock', '2026-02-30T00:00:00.000Z']],
    [['--data', '']],
  ])('refuse %j', (args) => {
    expect(parseFlags(args).ok).toBe(false)
  })
})
