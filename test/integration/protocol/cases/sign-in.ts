import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { LoginResponse } from '#shared/contract/http'
import { isId } from '#shared/kernel/ids'
import { permissionsOf } from '#shared/kernel/permissions'
import {
  DEMO_PASSWORD,
  DEMO_USERS,
  demoUserNames,
  expectOk,
  faultyPaths,
  problemOf,
  type Reply,
} from '../../../support/bank-client'
import { DEMO_CLOCK } from '../../../support/bank-process'
import type { BankUnderTest } from '../bank-under-test'

export function signInCases(bank: BankUnderTest): void {
  describe('signing in', () => {
    const WRONG = 'Wrong-password#1'

    /** The answers to one wrong sign-in, tried again and again. */
    async function wrongs(count: number, userId: string, companyId = 'NUSANTARA'): Promise<Reply[]> {
      const replies: Reply[] = []
      for (let n = 0; n < count; n += 1) {
        replies.push(await bank.client.tryLogin(userId, { companyId, password: WRONG }))
      }
      return replies
    }

    const attemptsLeft = (reply: Reply) => problemOf(reply).params?.attemptsLeft

    describe('a right sign-in', () => {
      it.each(demoUserNames)('of %s carries every field of the contract', async (user) => {
        const reply = await bank.client.tryLogin(user)
        const login = expectOk(reply, LoginResponse)
        expect(Object.keys(z.object({}).loose().parse(reply.body)).sort()).toEqual([
          'accessExpiresAt',
          'accessToken',
          'company',
          'passwordChangeDue',
          'permissions',
          'refreshToken',
          'serverTime',
          'user',
        ])
        expect(login.serverTime).toBe(DEMO_CLOCK)
        expect(login.accessExpiresAt).toBe('2026-07-10T01:15:00.000Z')
        expect(login.user.role).toBe(DEMO_USERS[user])
        expect(isId(login.user.id)).toBe(true)
        expect(login.user.name.trim()).not.toBe('')
        expect(login.company).toEqual({ id: expect.any(String), name: 'PT Nusantara Ritel' })
        expect(isId(login.company.id)).toBe(true)
        expect(login.passwordChangeDue).toBe(false)
        expect(login.accessToken).not.toBe(login.refreshToken)
      })

      it.each(demoUserNames)('gives %s exactly the permissions of the role table', async (user) => {
        const { permissions } = (await bank.client.login(user)).opened
        expect([...permissions].sort()).toEqual([...permissionsOf(DEMO_USERS[user])].sort())
      })

      it('gives each sign-in tokens of its own', async () => {
        const [one, two] = await Promise.all([bank.client.login('admin'), bank.client.login('admin')])
        expect(one.opened.accessToken).not.toBe(two.opened.accessToken)
        expect(one.opened.refreshToken).not.toBe(two.opened.refreshToken)
        expect(one.opened.user).toEqual(two.opened.user)
      })
    })

    describe('wrong passwords', () => {
      it('count down, block at the third, and then refuse the right password too', async () => {
        const [first, second, third] = (await wrongs(3, 'warehouse')).map((reply) => {
          const { status, code, params } = problemOf(reply)
          return { status, code, attemptsLeft: params?.attemptsLeft }
        })
        expect([first, second]).toEqual([
          { status: 401, code: 'auth.invalid_credentials', attemptsLeft: 2 },
          { status: 401, code: 'auth.invalid_credentials', attemptsLeft: 1 },
        ])
        expect(third).toMatchObject({ status: 423, code: 'auth.user_blocked' })
        const right = await bank.client.tryLogin('warehouse')
        expect([right.status, problemOf(right).code]).toEqual([423, 'auth.user_blocked'])
        await bank.client.reactivate('warehouse')
      })

      it('are forgiven by the bank’s staff, with all three attempts back', async () => {
        await wrongs(3, 'product')
        await bank.client.reactivate('product')
        const wrong = await bank.client.tryLogin('product', { password: WRONG })
        expect([wrong.status, attemptsLeft(wrong)]).toEqual([401, 2])
        expect((await bank.client.tryLogin('product')).status).toBe(200)
      })

      it('in a row only: a right one starts the count anew', async () => {
        await wrongs(2, 'manager')
        expect((await bank.client.tryLogin('manager')).status).toBe(200)
        const again = await bank.client.tryLogin('manager', { password: WRONG })
        expect([again.status, attemptsLeft(again)]).toEqual([401, 2])
        await bank.client.login('manager')
      })

      it('of one user do not count against another', async () => {
        await wrongs(2, 'approver')
        const other = await bank.client.tryLogin('maker', { password: WRONG })
        expect(attemptsLeft(other)).toBe(2)
        await Promise.all([bank.client.login('approver'), bank.client.login('maker')])
      })

      it('sent at once are each counted', async () => {
        await bank.client.reactivate('admin')
        const replies = await Promise.all(
          Array.from({ length: 3 }, () => bank.client.tryLogin('admin', { password: WRONG })),
        )
        expect(replies.map((reply) => reply.status).sort()).toEqual([401, 401, 423])
        await bank.client.reactivate('admin')
      })

      it('never give the password back', async () => {
        const [reply] = await wrongs(1, 'product')
        expect(JSON.stringify(reply?.body)).not.toContain(WRONG)
        await bank.client.login('product')
      })
    })

    describe('a faulty sign-in', () => {
      it('answers 400 and names every missing field', async () => {
        const problem = problemOf(await bank.client.post('/v1/auth/login', {}))
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['companyId', 'deviceId', 'deviceName', 'password', 'userId'])
      })

      it('ignores fields it does not know', async () => {
        const reply = await bank.client.post('/v1/auth/login', {
          companyId: 'NUSANTARA',
          userId: 'maker',
          password: DEMO_PASSWORD,
          deviceId: '01900000-0000-7000-8000-000000000001',
          deviceName: 'Test PC',
          shoeSize: 43,
        })
        expect(reply.status).toBe(200)
      })
    })
  })
}
