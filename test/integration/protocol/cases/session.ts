import { describe, expect, it } from 'vitest'
import { Acknowledged, LoginResponse } from '#shared/contract/http'
import { expectOk, faultyPaths, problemOf, type Reply } from '../../../support/bank-client'
import { type BankUnderTest, expectFields } from '../bank-under-test'
import { needs } from '../needs'

export function sessionCases(bank: BankUnderTest): void {
  describe('sessions', () => {
    const refresh = (refreshToken: string) => bank.client.post('/v1/auth/refresh', { refreshToken })
    const useToken = (accessToken: string) => bank.client.withToken(accessToken).get('/v1/sync/digest')
    const refused = (reply: Reply) => [reply.status, problemOf(reply).code]
    /** How near to its end a token is tried, because a bank's clock may run. */
    const SLACK_S = 10
    /** The two codes with which the bank says that a token no longer counts. */
    const OVER = expect.stringMatching(/^auth\.(required|token_expired)$/)

    describe('refreshing', () => {
      it('answers like a sign-in, with new tokens that work', async () => {
        const { opened } = await bank.client.login('maker')
        const reply = await refresh(opened.refreshToken)
        const renewed = expectOk(reply, LoginResponse)
        expectFields(bank, reply.body, Object.keys(LoginResponse.shape))
        expect(renewed).toMatchObject({ user: opened.user, company: opened.company, permissions: opened.permissions })
        expect(renewed.accessToken).not.toBe(opened.accessToken)
        expect(renewed.refreshToken).not.toBe(opened.refreshToken)
        expect((await useToken(renewed.accessToken)).status).toBe(200)
      })

      it('goes on from token to token', async () => {
        let { refreshToken } = (await bank.client.login('maker')).opened
        for (let round = 0; round < 3; round += 1) {
          refreshToken = expectOk(await refresh(refreshToken), LoginResponse).refreshToken
        }
        expect((await refresh(refreshToken)).status).toBe(200)
      })

      it('with a used token ends that session, and only that one', async () => {
        const [stolen, other] = await Promise.all([bank.client.login('maker'), bank.client.login('maker')])
        const renewed = expectOk(await refresh(stolen.opened.refreshToken), LoginResponse)
        expect(refused(await refresh(stolen.opened.refreshToken))).toEqual([401, OVER])
        expect(refused(await refresh(renewed.refreshToken))).toEqual([401, OVER])
        expect(refused(await useToken(renewed.accessToken))).toEqual([401, OVER])
        expect((await useToken(other.opened.accessToken)).status).toBe(200)
        expect((await refresh(other.opened.refreshToken)).status).toBe(200)
      })

      it('with the same token twice at once succeeds at most once', async () => {
        const { opened } = await bank.client.login('maker')
        const statuses = (await Promise.all([1, 2, 3].map(() => refresh(opened.refreshToken)))).map(
          (reply) => reply.status,
        )
        expect(statuses.sort()).toEqual([200, 401, 401])
      })

      it.each([
        ['rubbish', 'not-a-token'],
        ['an access token', undefined],
      ])('with %s is refused', async (_what, token) => {
        const { opened } = await bank.client.login('maker')
        expect(refused(await refresh(token ?? opened.accessToken))).toEqual([401, OVER])
      })

      it('without a token is a faulty request', async () => {
        const problem = problemOf(await bank.client.post('/v1/auth/refresh', {}))
        expect([problem.status, problem.code, faultyPaths(problem)]).toEqual([400, 'request.invalid', ['refreshToken']])
      })
    })

    describe('time', needs('simulation'), () => {
      it('passed when a session is refreshed lengthens it', async () => {
        const { opened } = await bank.client.login('maker')
        await bank.client.advance(60)
        const renewed = expectOk(await refresh(opened.refreshToken), LoginResponse)
        const longer = Date.parse(renewed.accessExpiresAt) - Date.parse(opened.accessExpiresAt)
        expect(longer).toBeGreaterThanOrEqual(60_000)
      })

      it('ends an access token after 15 minutes, not before, and a refresh goes on', async () => {
        const { opened } = await bank.client.login('maker')
        await bank.client.advance(15 * 60 - SLACK_S)
        expect((await useToken(opened.accessToken)).status).toBe(200)
        await bank.client.advance(2 * SLACK_S)
        expect(refused(await useToken(opened.accessToken))).toEqual([401, 'auth.token_expired'])
        const renewed = expectOk(await refresh(opened.refreshToken), LoginResponse)
        expect((await useToken(renewed.accessToken)).status).toBe(200)
      })

      it('ends a refresh token after 12 hours, not before', async () => {
        const [early, late] = await Promise.all([bank.client.login('maker'), bank.client.login('maker')])
        await bank.client.advance(12 * 3600 - SLACK_S)
        expect((await refresh(early.opened.refreshToken)).status).toBe(200)
        await bank.client.advance(2 * SLACK_S)
        expect(refused(await refresh(late.opened.refreshToken))).toEqual([401, OVER])
      })
    })

    describe('signing out', () => {
      it('answers the bank’s time and ends both tokens', async () => {
        const session = await bank.client.login('maker')
        const reply = await session.post('/v1/auth/logout', {})
        expectOk(reply, Acknowledged)
        expectFields(bank, reply.body, Object.keys(Acknowledged.shape))
        expect(refused(await useToken(session.opened.accessToken))).toEqual([401, OVER])
        expect(refused(await refresh(session.opened.refreshToken))).toEqual([401, OVER])
      })

      it('works without a body', async () => {
        const session = await bank.client.login('maker')
        expect((await session.request('POST', '/v1/auth/logout', undefined)).status).toBe(200)
        expect((await useToken(session.opened.accessToken)).status).toBe(401)
      })

      it('without a token needs one', async () => {
        expect(refused(await bank.client.post('/v1/auth/logout', {}))).toEqual([401, 'auth.required'])
      })
    })

    describe('changing the password', () => {
      const PASSWORDS = [1, 2, 3, 4, 5, 6].map((n) => `Another-pass#${n}`)

      it('answers the bank’s time; then only the new one signs in', needs('own-users'), async () => {
        const session = await bank.client.login('product')
        const next = 'Twelve-chars'
        expect(next).toHaveLength(12)
        const reply = await session.post('/v1/auth/password', { current: bank.password, next })
        expectOk(reply, Acknowledged)
        expect((await bank.client.tryLogin('product', { password: bank.password })).status).toBe(401)
        expect((await bank.client.tryLogin('product', { password: next })).status).toBe(200)
      })

      it('to fewer than 12 characters is refused and changes nothing', async () => {
        const session = await bank.client.login('maker')
        const problem = problemOf(
          await session.post('/v1/auth/password', { current: bank.password, next: 'Eleven-char' }),
        )
        expect(problem.code).toBe('auth.password_too_short')
        expect([400, 409, 422]).toContain(problem.status)
        expect((await bank.client.tryLogin('maker')).status).toBe(200)
      })

      it('with a wrong current password is refused and changes nothing', async () => {
        const session = await bank.client.login('maker')
        const problem = problemOf(
          await session.post('/v1/auth/password', { current: 'Wrong-password#1', next: 'Quite-new-pass#1' }),
        )
        expect(problem.code).toBe('auth.invalid_credentials')
        expect((await bank.client.tryLogin('maker', { password: 'Quite-new-pass#1' })).status).toBe(401)
        expect((await bank.client.tryLogin('maker')).status).toBe(200)
      })

      it('refuses the last five and allows an older one', needs('own-users'), async () => {
        const session = await bank.client.login('manager')
        const history = [bank.password]
        const change = (next: string) => session.post('/v1/auth/password', { current: history.at(-1), next })
        for (const next of PASSWORDS) {
          // The first is among the last five until five others have come.
          if (history.length === 1 || history.length === 5) {
            expect(problemOf(await change(bank.password)).code).toBe('auth.password_reused')
          }
          expect((await change(next)).status).toBe(200)
          history.push(next)
        }
        // Six others have come since: it is free again.
        expect((await change(bank.password)).status).toBe(200)
        expect((await bank.client.tryLogin('manager')).status).toBe(200)
      })

      it('needs a session', async () => {
        const reply = await bank.client.post('/v1/auth/password', { current: bank.password, next: 'Quite-new-pass#1' })
        expect(refused(reply)).toEqual([401, 'auth.required'])
      })
    })
  })
}
