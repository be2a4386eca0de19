import { describe, expect, it } from 'vitest'
import { problemOf, type Reply } from '../../support/bank-client'
import { bankForThisFile } from './bank-under-test'

/** A bank of its own: it counts failed sign-ins, and these are many. */
const bank = bankForThisFile({ seed: 'empty' })
const WRONG = 'Wrong-password#1'

async function wrongs(count: number, userId: string, companyId = 'NUSANTARA'): Promise<Reply[]> {
  const replies: Reply[] = []
  for (let n = 0; n < count; n += 1) {
    replies.push(await bank.client.tryLogin(userId, { companyId, password: WRONG }))
  }
  return replies
}

describe('an unknown user', () => {
  it('gets, try by try, the answers of a known one', async () => {
    await bank.client.reactivate('product')
    const known = await wrongs(4, 'product')
    const unknown = await wrongs(4, 'nobody-1')
    const outside = await wrongs(4, 'product', 'NO-SUCH-COMPANY')
    const seen = (replies: readonly Reply[]) =>
      replies.map(({ status, body, headers }) => ({
        status,
        body,
        headers: [...headers.keys()].filter((name) => name !== 'content-length').sort(),
      }))
    expect(seen(unknown)).toEqual(seen(known))
    expect(seen(outside)).toEqual(seen(known))
    await bank.client.reactivate('product')
  })

  it('waits as long for the answer', async () => {
    const median = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
    const timed = async (userId: string) => {
      const start = performance.now()
      await bank.client.tryLogin(userId, { password: WRONG })
      return performance.now() - start
    }
    const known: number[] = []
    const unknown: number[] = []
    // Alternating, so that whatever else the machine does falls on both.
    for (let round = 0; round < 7; round += 1) {
      known.push(await timed('product'))
      unknown.push(await timed(`nobody-timed-${round}`))
      await bank.client.reactivate('product')
    }
    const ratio = median(unknown) / median(known)
    expect(ratio).toBeGreaterThan(0.4)
    expect(ratio).toBeLessThan(2.5)
  })
})

describe('too many failed sign-ins', () => {
  it('are told how long to wait, and the rest of the bank goes on', async () => {
    let reply = await bank.client.tryLogin('nobody', { password: WRONG })
    for (let n = 0; n < 100 && reply.status !== 429; n += 1) {
      reply = await bank.client.tryLogin(`nobody-${n}`, { password: WRONG })
    }
    expect(reply.status).toBe(429)
    expect(problemOf(reply).code).toMatch(/^auth\./)
    expect(reply.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect((await bank.client.get('/v1/meta')).status).toBe(200)
  })
})
