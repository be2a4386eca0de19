import { describe, expect, it } from 'vitest'
import { LoginResponse } from '#shared/contract/http'
import { isId } from '#shared/kernel/ids'
import { permissionsOf } from '#shared/kernel/permissions'
import {
  DEMO_USERS,
  expectOk,
  faultyPaths,
  freshId,
  type LoginOptions,
  problemOf,
  type Reply,
} from '../../../support/bank-client'
import { type BankUnderTest, expectFields } from '../bank-under-test'
import { eachUser, needs } from '../needs'

export function signInCases(bank: BankUnderTest): void {
  describe('signing in', () => {
    const WRONG = 'Wrong-password#1'

    /** The answers to one wrong sign-in, tried again and again. */
    async function wrongs(count: number, userId: string, options: LoginOptions = {}): Promise<Reply[]> {
      const replies: Reply[] = []
      for (let n = 0; n < count; n += 1) {
        replies.push(await bank.client.tryLogin(userId, { ...options, password: WRONG }))
      }
      return replies
    }

    /** How long an access token lives; a second is lost where the bank reads a running clock twice. */
    const lifetimeMs = ({ accessExpiresAt, serverTime }: LoginResponse) =>
      Math.round((Date.parse(accessExpiresAt) - Date.parse(serverTime)) / 1000) * 1000

    const attemptsLeft = (reply: Reply) => problemOf(reply).params?.attemptsLeft

    describe('a right sign-in', () => {
      for (const { user, options } of eachUser) {
        it(`of ${user} carries every field of the contract`, options, async () => {
          const reply = await bank.client.tryLogin(user)
          const login = expectOk(reply, LoginResponse)
          expectFields(bank, reply.body, Object.keys(LoginResponse.shape))
          expect(lifetimeMs(login)).toBe(15 * 60_000)
          expect(login.user.role).toBe(DEMO_USERS[user])
          expect(isId(login.user.id)).toBe(true)
          expect(login.user.name.trim()).not.toBe('')
          expect(isId(login.company.id)).toBe(true)
          expect(login.company.name.trim()).not.toBe('')
          expect(login.accessToken).not.toBe(login.refreshToken)
        })

        it(`gives ${user} exactly the permissions of the role table`, options, async () => {
          const { permissions } = (await bank.client.login(user)).opened
          expect([...permissions].sort()).toEqual([...permissionsOf(DEMO_USERS[user])].sort())
        })
      }

      it('gives each sign-in tokens of its own', async () => {
        const [one, two] = await Promise.all([bank.client.login('maker'), bank.client.login('maker')])
        expect(one.opened.accessToken).not.toBe(two.opened.accessToken)
        expect(one.opened.refreshToken).not.toBe(two.opened.refreshToken)
        expect(one.opened.user).toEqual(two.opened.user)
      })
    })

    describe('wrong passwords', () => {
      it('count down, block at the third, and then refuse the right password too', needs('own-users'), async () => {
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

      it('are forgiven by the bank’s staff, with all three attempts back', needs('own-users'), async () => {
        await wrongs(3, 'product')
        await bank.client.reactivate('product')
        const wrong = await bank.client.tryLogin('product', { password: WRONG })
        expect([wrong.status, attemptsLeft(wrong)]).toEqual([401, 2])
        expect((await bank.client.tryLogin('product')).status).toBe(200)
      })

      it('in a row only: a right one starts the count anew', async () => {
        await bank.client.login('maker')
        const twice = await wrongs(2, 'maker')
        expect((await bank.client.tryLogin('maker')).status).toBe(200)
        const again = await bank.client.tryLogin('maker', { password: WRONG })
        await bank.client.login('maker')
        expect([...twice, again].map((reply) => [reply.status, problemOf(reply).code, attemptsLeft(reply)])).toEqual([
          [401, 'auth.invalid_credentials', 2],
          [401, 'auth.invalid_credentials', 1],
          [401, 'auth.invalid_credentials', 2],
        ])
      })

      it('of one user do not count against another', needs('user-approver'), async () => {
        await Promise.all([bank.client.login('approver'), bank.client.login('maker')])
        await wrongs(2, 'approver')
        const other = await bank.client.tryLogin('maker', { password: WRONG })
        await Promise.all([bank.client.login('approver'), bank.client.login('maker')])
        expect(attemptsLeft(other)).toBe(2)
      })

      it('sent at once are each counted', needs('own-users'), async () => {
        await bank.client.reactivate('admin')
        const replies = await Promise.all(
          Array.from({ length: 3 }, () => bank.client.tryLogin('admin', { password: WRONG })),
        )
        expect(replies.map((reply) => reply.status).sort()).toEqual([401, 401, 423])
        await bank.client.reactivate('admin')
      })

      it('never give the password back', async () => {
        const [reply] = await wrongs(1, `nobody-${freshId()}`)
        expect(JSON.stringify(reply?.body)).not.toContain(WRONG)
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
          ...bank.client.credentialsOf('maker'),
          deviceId: freshId(),
          deviceName: 'Test PC',
          shoeSize: 43,
        })
        expect(reply.status).toBe(200)
      })
    })
  })
}
