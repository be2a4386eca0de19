import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BankClient } from '../../support/bank-client'
import { runBank, startBank } from '../../support/bank-process'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bank-command-line-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

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
  it('takes the port it is told, and ends cleanly on SIGTERM with listeners connected', async () => {
    const first = await startBank({ seed: 'empty' })
    const { port } = first
    await first.stop()
    const bank = await startBank({ seed: 'empty', port })
    expect(bank.url).toBe(`http://127.0.0.1:${port}`)
    const session = await new BankClient(bank.url).login('maker')
    const events = fetch(`${bank.url}/v1/sync/events`, {
      headers: { authorization: `Bearer ${session.opened.accessToken}` },
    }).then((answer) => answer.text())
    const ended = events.catch(() => 'cut')
    const exit = await bank.stop()
    expect([exit.code, exit.signal]).toEqual([0, null])
    await ended
  })

  it('listens on this machine alone', async () => {
    const bank = await startBank({ seed: 'empty' })
    try {
      expect(new URL(bank.url).hostname).toBe('127.0.0.1')
      const { networkInterfaces } = await import('node:os')
      const others = Object.values(networkInterfaces()).flatMap((all) =>
        (all ?? []).flatMap((one) => (one.family === 'IPv4' && !one.internal ? [one.address] : [])),
      )
      // 127.0.0.2 is this machine as well, but not the address it said it listens on.
      for (const address of [...others, '127.0.0.2']) {
        await expect(fetch(`http://${address}:${bank.port}/v1/meta`)).rejects.toThrow()
      }
    } finally {
      await bank.stop()
    }
  })

  it('in a folder is signed in to as before after a stop, with the data it had', async () => {
    const bank = await startBank({ data: join(folder, 'kept'), seed: 'demo' })
    const before = await (await new BankClient(bank.url).login('manager')).pullAll()
    const again = await bank.restart()
    const after = await (await new BankClient(again.url).login('manager')).pullAll({ limit: 700 })
    await again.stop()
    expect(after.changes).toEqual(before.changes)
    expect(after.epoch).toBe(before.epoch)
  })
})
