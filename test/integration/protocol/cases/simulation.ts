import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ClockResponse, Meta } from '#shared/contract/http'
import { addMs } from '#shared/kernel/time'
import { BankClient, expectOk, faultyPaths, freshId, problemOf, type Reply } from '../../../support/bank-client'
import { DEMO_CLOCK, startBank } from '../../../support/bank-process'
import { type BankUnderTest, expectFields } from '../bank-under-test'
import { instantOf } from '../instants'
import { needs } from '../needs'

export function simulationCases(bank: BankUnderTest): void {
  describe('the simulation', needs('simulation'), () => {
    const verdict = (reply: Reply) => [problemOf(reply).status, problemOf(reply).code]
    const serverTime = async () => expectOk(await bank.client.get('/v1/meta'), Meta).serverTime

    /** The clock is where it was put, or has run on a little from there where it runs. */
    function expectReached(now: string, putAtMs: number): void {
      const past = Date.parse(now) - putAtMs
      expect(past).toBeGreaterThanOrEqual(0)
      expect(past).toBeLessThanOrEqual(bank.foreign ? 30_000 : 0)
    }

    describe('the clock', () => {
      it('stands still where --clock put it', needs('own-process'), async () => {
        const first = await bank.client.now()
        await pause(30)
        expect([first, await bank.client.now(), await serverTime()]).toEqual([DEMO_CLOCK, DEMO_CLOCK, DEMO_CLOCK])
      })

      it('answers exactly {now}, to a question and to a move', async () => {
        const asked = await bank.client.get('/v1/sim/clock')
        const before = expectOk(asked, ClockResponse).now
        const moved = await bank.client.post('/v1/sim/clock', { advanceSeconds: 90 })
        for (const reply of [asked, moved]) expectFields(bank, reply.body, ['now'])
        expectReached(expectOk(moved, ClockResponse).now, Date.parse(before) + 90_000)
        expectReached(await serverTime(), Date.parse(before) + 90_000)
      })

      it('moves to an instant', async () => {
        const target = addMs(instantOf(await bank.client.now()), 3_600_123)
        expectReached(await bank.client.setClock(target), Date.parse(target))
        expectReached(await serverTime(), Date.parse(target))
      })

      it('moves by fractions of a second', async () => {
        const before = Date.parse(await bank.client.now())
        expectReached(await bank.client.advance(0.5), before + 500)
        expectReached(await bank.client.advance(0), before + 500)
      })

      it('told to go back either does exactly that or says no and stays', needs('own-process'), async () => {
        const before = await bank.client.now()
        const reply = await bank.client.post('/v1/sim/clock', { now: '2026-07-10T01:30:00.000Z' })
        if (reply.status === 200) {
          expect(reply.body).toEqual({ now: '2026-07-10T01:30:00.000Z' })
          expect(await serverTime()).toBe('2026-07-10T01:30:00.000Z')
          return
        }
        expect(problemOf(reply).status).toBeLessThan(500)
        expect(await bank.client.now()).toBe(before)
      })

      it.each<[string, unknown]>([
        ['nothing', {}],
        ['both', { now: DEMO_CLOCK, advanceSeconds: 1 }],
        ['a negative step', { advanceSeconds: -1 }],
        ['a text', { advanceSeconds: '60' }],
        ['no instant', { now: 'tomorrow' }],
        ['a date that is not', { now: '2026-02-30T00:00:00.000Z' }],
        ['an instant in another zone', { now: '2026-07-10T08:00:00.000+07:00' }],
        ['an endless step', { advanceSeconds: 1e300 }],
      ])('told %s does not move', async (_what, body) => {
        const before = await bank.client.now()
        expect(verdict(await bank.client.post('/v1/sim/clock', body))).toEqual([400, 'request.invalid'])
        expectReached(await bank.client.now(), Date.parse(before))
      })
    })

    describe('actions', () => {
      it.each<[string, unknown]>([
        ['unknown', { action: 'buyer.teleport' }],
        ['missing', {}],
      ])('%s are a faulty request', async (_what, body) => {
        expect(verdict(await bank.client.post('/v1/sim/actions', body))).toEqual([400, 'request.invalid'])
      })

      it('need every field in order, each fault named', async () => {
        const problem = problemOf(
          await bank.client.act({ action: 'channel.credit', accountNumber: '', amount: 'many', channel: 'pigeon' }),
        )
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['accountNumber', 'amount', 'channel'])
      })

      it('bank.reactivateUser of an unknown user says no', async () => {
        const { companyId } = bank.client.credentialsOf('maker')
        const reply = await bank.client.act({ action: 'bank.reactivateUser', companyId, userId: `nobody-${freshId()}` })
        expect(verdict(reply)).toEqual([404, 'not_found'])
      })
    })

    describe('the console page', () => {
      it('is served for a person', async () => {
        const reply = await bank.client.get('/sim')
        expect(reply.status).toBe(200)
        expect(reply.headers.get('content-type')).toMatch(/^text\/html\b/)
      })
    })

    describe('a bank that is not simulated', needs('own-process'), () => {
      it('has none of it, and says so', async () => {
        const plain = await startBank({ sim: false, clock: null, seed: 'empty' })
        try {
          const client = new BankClient(plain.url)
          const started = Date.now()
          const meta = expectOk(await client.get('/v1/meta'), Meta)
          expect(meta.simulation).toBe(false)
          expect(Math.abs(Date.parse(meta.serverTime) - started)).toBeLessThan(5000)
          for (const path of ['/v1/sim/clock', '/v1/sim/ledger', '/v1/sim/actions', '/sim']) {
            expect([path, ...verdict(await client.get(path))]).toEqual([path, 404, 'not_found'])
          }
          expect(verdict(await client.post('/v1/sim/clock', { advanceSeconds: 1 }))).toEqual([404, 'not_found'])
          const action = { action: 'bank.reactivateUser', companyId: 'NUSANTARA', userId: 'maker' }
          expect(verdict(await client.post('/v1/sim/actions', action))).toEqual([404, 'not_found'])
          await pause(20)
          expect(expectOk(await client.get('/v1/meta'), Meta).serverTime > meta.serverTime).toBe(true)
        } finally {
          await plain.stop()
        }
      })
    })
  })
}
