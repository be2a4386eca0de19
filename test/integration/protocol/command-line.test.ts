import { createServer } from 'node:net'
import { networkInterfaces } from 'node:os'
import { describe, expect, it } from 'vitest'
import { BankClient } from '../../support/bank-client'
import { runBank, startBank } from '../../support/bank-process'
import { openEvents } from './event-stream'

describe('a command line that makes no sense', () => {
  it.concurrent.each<[string, string[], RegExp]>([
    ['an unknown flag', ['--colour', 'red'], /colour/],
    ['a port that is no number', ['--port', 'http'], /port/],
    ['a port too high', ['--port', '65536'], /port/],
    ['an unknown seed', ['--seed', 'tulip'], /seed/],
    ['a clock that is no instant', ['--clock', 'yesterday'], /clock/],
    ['a negative number of accounts', ['--seed', 'scale', '--accounts', '-5'], /accounts/],
    ['a flag without its value', ['--data'], /data/],
    ['a stray word', ['demo'], /demo/],
  ])('%s: ends with 2 and says what is wrong', async (_what, args, named) => {
    const run = await runBank(args)
    expect([run.code, run.stdout, run.served]).toEqual([2, '', false])
    expect(run.stderr).toMatch(named)
    // A sentence for a person, not a stack.
    expect(run.stderr).not.toMatch(/^\s+at .+:\d+/m)
  })
})

describe('a port that is taken', () => {
  it('ends the bank with a clear word', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => holder.once('listening', resolve))
    try {
      const address = holder.address()
      const port = typeof address === 'object' && address !== null ? address.port : -1
      const run = await runBank(['--port', String(port), '--data', ':memory:', '--seed', 'empty'])
      expect(run.served).toBe(false)
      expect(run.code).not.toBe(0)
      expect(run.code).not.toBeNull()
      expect(run.stdout).toBe('')
      expect(run.stderr).toContain(String(port))
      expect(run.stderr).not.toMatch(/^\s+at .+:\d+/m)
    } finally {
      holder.close()
    }
  })
})

describe('a bank that runs', () => {
  it('takes the port it is told, on this machine alone, and ends cleanly on SIGTERM with a listener connected', async () => {
    const first = await startBank({ seed: 'empty' })
    const bank = await first.restart({ port: first.port })
    expect(bank.url).toBe(`http://127.0.0.1:${first.port}`)
    // 127.0.0.2 is this machine as well, but not the address it said it listens on.
    for (const address of [...otherAddresses(), '127.0.0.2']) {
      await expect(fetch(`http://${address}:${bank.port}/v1/meta`)).rejects.toThrow()
    }
    const session = await new BankClient(bank.url).login('maker')
    const stream = await openEvents(bank.url, session.opened.accessToken)
    expect(stream.status).toBe(200)
    const exit = await bank.stop()
    expect([exit.code, exit.signal]).toEqual([0, null])
    stream.close()
  })
})

/** This machine's addresses in the networks it is part of. */
function otherAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).flatMap((one) => (one.family === 'IPv4' && !one.internal ? [one.address] : [])),
  )
}
