import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BankProcess, startBank } from '../../support/bank-process'
import { CONTRACT_FAULTS } from '../../support/faulty-proxy/faults'
import { startFaultyProxy } from '../../support/faulty-proxy/proxy'
import { runKit } from './run-kit'

/** Each takes a run of the kit, so the push has one of each kind; CONFORMANCE_FAULTS=all has all of them. */
const SOME = ['money-as-number', 'replayed-untrue', 'never-poked', 'unknown-users-told']
const faults =
  process.env.CONFORMANCE_FAULTS === 'all' ? CONTRACT_FAULTS : CONTRACT_FAULTS.filter(({ name }) => SOME.includes(name))

let bank: BankProcess
beforeAll(async () => {
  bank = await startBank({ clock: null })
})
afterAll(async () => {
  await bank.stop()
})

describe('the kit against a backend that keeps the contract but for one fault', () => {
  it.each(faults)(
    'notices $name: $breaks',
    async (fault) => {
      const proxy = await startFaultyProxy(bank.url, fault)
      try {
        const { code, report, stderr } = await runKit('--url', proxy.url, '--only', fault.caughtBy, '--json')
        expect([code, stderr]).toEqual([1, ''])
        const failed = report?.checks.filter((checked) => checked.result === 'fail') ?? []
        expect(failed.map((checked) => `${checked.area} ${checked.check}`).join('\n')).toContain(fault.caughtBy)
      } finally {
        await proxy.stop()
      }
    },
    120_000,
  )

  it('through the same proxy without a fault passes all of these checks', async () => {
    const proxy = await startFaultyProxy(bank.url)
    try {
      for (const caughtBy of new Set(faults.map((fault) => fault.caughtBy))) {
        const { code, report } = await runKit('--url', proxy.url, '--only', caughtBy, '--json')
        expect([caughtBy, code, report?.fail]).toEqual([caughtBy, 0, 0])
        expect(report?.pass).toBeGreaterThan(0)
      }
    } finally {
      await proxy.stop()
    }
  }, 600_000)
})

describe('the kit itself', () => {
  it('ends with 2 where there is no bank, no such user or no such check, and says which', async () => {
    const nowhere = await runKit('--url', 'http://127.0.0.1:9')
    expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('cannot be reached')])
    const nobody = await runKit('--url', bank.url, '--users', 'maker=nobody')
    expect([nobody.code, nobody.stderr]).toEqual([2, expect.stringContaining('nobody of NUSANTARA cannot sign in')])
    const usage = await runKit('--address', bank.url)
    expect([usage.code, usage.stderr]).toEqual([2, expect.stringContaining('usage:')])
    const none = await runKit('--url', bank.url, '--only', 'no such check')
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('--list')])
  }, 120_000)

  it('says of a check that does not apply why, and does not count it as passed', async () => {
    const { code, report } = await runKit('--url', bank.url, '--users', 'maker', '--only', 'is forbidden to', '--json')
    expect([code, report?.pass, report?.fail, report?.notApplicable]).toEqual([0, 0, 0, 3])
    expect(report?.checks[0]).toMatchObject({
      result: 'not applicable',
      reason: 'no user with the role system_admin was given',
    })
  }, 120_000)
})
