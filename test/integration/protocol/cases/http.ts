import { describe, expect, it } from 'vitest'
import { MAX_BODY_BYTES } from '#shared/contract/http'
import { envelope, faultyPaths, freshId, problemOf, type Reply } from '../../../support/bank-client'
import type { BankUnderTest } from '../bank-under-test'
import { needs } from '../needs'
import { type RawReply, rawRequest } from '../raw-request'

export function httpCases(bank: BankUnderTest): void {
  describe('HTTP', () => {
    const LOGIN = '/v1/auth/login'

    const verdict = (reply: Reply) => {
      const problem = problemOf(reply)
      return [problem.status, problem.code]
    }

    function rawVerdict(reply: RawReply) {
      const headers = new Headers({ 'content-type': String(reply.headers['content-type']) })
      return problemOf({ status: reply.status, headers, body: JSON.parse(reply.body.toString('utf8')) })
    }

    describe('a problem', () => {
      it('has type, title, status, code and detail', async () => {
        const problem = problemOf(await bank.client.get('/v1/nowhere'))
        expect(problem.status).toBe(404)
        for (const text of [problem.type, problem.title, problem.detail]) expect(text.trim()).not.toBe('')
      })

      it('tells nothing of the inside', async () => {
        const reply = await bank.client.request('POST', LOGIN, '{"companyId":')
        expect(JSON.stringify(reply.body)).not.toMatch(/node_modules|\.ts\b|at .+:\d+|SQLITE|SyntaxError/)
      })
    })

    describe('an address', () => {
      it.each(['/v1/nowhere', '/v1', '/v1/meta/x', '/v1/%00'])('that is not there: %s', async (path) => {
        expect(verdict(await bank.client.get(path))).toEqual([404, 'not_found'])
      })

      it.each(['/', '/v2/meta', '/etc/passwd', '/%00'])(
        'that is no part of the contract: %s',
        needs('own-process'),
        async (path) => {
          expect(verdict(await bank.client.get(path))).toEqual([404, 'not_found'])
        },
      )

      it.each([
        ['DELETE', '/v1/meta'],
        ['PUT', '/v1/commands'],
        ['GET', '/v1/auth/login'],
        ['POST', '/v1/sync/changes'],
      ])('that is there, but not for %s: %s', async (method, path) => {
        const reply = await (await bank.as('maker')).request(method, path, method === 'GET' ? undefined : '{}')
        expect([404, 405]).toContain(reply.status)
        expect(['not_found', 'method_not_allowed']).toContain(problemOf(reply).code)
      })

      it.each(['evil.example', 'evil.example:80', 'bank.localhost.evil.example', '169.254.169.254'])(
        'reached under a foreign name (%s) is refused, so that a web page cannot use the bank',
        needs('loopback'),
        async (host) => {
          const reply = await rawRequest(bank.url, '/v1/meta', { headers: { host } })
          expect(reply.status).toBeGreaterThanOrEqual(400)
          expect(reply.status).toBeLessThan(500)
          expect(reply.body.toString('utf8')).not.toContain('serverTime')
        },
      )

      it('reached under a foreign name answers with a problem', needs('loopback'), async () => {
        const reply = await rawRequest(bank.url, '/v1/meta', { headers: { host: 'evil.example' } })
        expect(rawVerdict(reply).status).toBe(reply.status)
      })

      it('reached under its own name answers', needs('loopback'), async () => {
        const { port } = new URL(bank.url)
        for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
          expect((await rawRequest(bank.url, '/v1/meta', { headers: { host } })).status).toBe(200)
        }
      })

      it('lets no web page of another origin read it', async () => {
        const reply = await bank.client.get('/v1/meta', { headers: { origin: 'https://evil.example' } })
        expect(reply.headers.get('access-control-allow-origin')).toBeNull()
      })
    })

    describe('a body', () => {
      it.each(['{"companyId":', '', 'null', '[]', '"text"', '42', '{}{}', '{"a":1,}'])(
        'that is not the object asked for: %j',
        async (text) => {
          expect(verdict(await bank.client.request('POST', LOGIN, text))).toEqual([400, 'request.invalid'])
        },
      )

      it('with wrong types lists every fault', async () => {
        const problem = problemOf(
          await bank.client.post(LOGIN, { companyId: 7, userId: null, password: ['x'], deviceId: 'x', deviceName: '' }),
        )
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['companyId', 'deviceId', 'deviceName', 'password', 'userId'])
        for (const fault of problem.errors ?? []) {
          expect(fault.code.trim()).not.toBe('')
          expect(fault.message.trim()).not.toBe('')
        }
      })

      it('with faults deep inside names where', async () => {
        const good = envelope('subAccount.update', { id: freshId() })
        const bad = { ...envelope('subAccount.update', { id: freshId() }), dependsOn: ['x'], createdAt: 'now' }
        const problem = problemOf(await (await bank.as('maker')).postCommands([good, bad]))
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['commands.1.createdAt', 'commands.1.dependsOn.0'])
        // All or nothing: the good one was not taken either.
        expect((await (await bank.as('maker')).get(`/v1/commands/${good.id}`)).status).toBe(404)
      })

      it('larger than the bank takes', async () => {
        const text = JSON.stringify({ companyId: 'x'.repeat(MAX_BODY_BYTES) })
        expect(verdict(await bank.client.request('POST', LOGIN, text))).toEqual([413, 'request.too_large'])
      })

      it('larger than the bank takes, without saying so beforehand', async () => {
        const reply = await rawRequest(bank.url, LOGIN, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
          body: JSON.stringify({ companyId: 'x'.repeat(MAX_BODY_BYTES) }),
        })
        expect([reply.status, rawVerdict(reply).code]).toEqual([413, 'request.too_large'])
        expect((await bank.client.get('/v1/meta')).status).toBe(200)
      })

      it.each([
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
      ])('of type %s is not taken', async (contentType) => {
        const reply = await bank.client.request('POST', LOGIN, '{}', { headers: { 'content-type': contentType } })
        expect(problemOf(reply).status).toBe(415)
      })

      it('of JSON with a character set is taken', async () => {
        const reply = await bank.client.request('POST', LOGIN, '{}', {
          headers: { 'content-type': 'application/json; charset=utf-8' },
        })
        expect(verdict(reply)).toEqual([400, 'request.invalid'])
      })
    })

    describe('the protocol’s number', () => {
      it.each(['2', '0', 'x', '1.1'])('%s is not spoken', async (number) => {
        const headers = { 'bendahara-protocol': number }
        expect(verdict(await bank.client.post(LOGIN, {}, { headers }))).toEqual([426, 'protocol.unsupported'])
        expect(verdict(await (await bank.as('maker')).get('/v1/sync/digest', { headers }))).toEqual([
          426,
          'protocol.unsupported',
        ])
      })

      it('1 is', async () => {
        const reply = await (await bank.as('maker')).get('/v1/sync/digest', { headers: { 'bendahara-protocol': '1' } })
        expect(reply.status).toBe(200)
      })
    })

    describe('the Authorization header', () => {
      it.each(['Bearer', 'Bearer rubbish', 'Basic bWFrZXI6eA==', 'rubbish', 'Bearer  '])(
        '%s is no session',
        async (authorization) => {
          const reply = await bank.client.get('/v1/sync/digest', { headers: { authorization } })
          expect(verdict(reply)).toEqual([401, 'auth.required'])
        },
      )

      it('with a refresh token is no session', async () => {
        const { opened } = await bank.as('maker')
        expect(verdict(await bank.client.withToken(opened.refreshToken).get('/v1/sync/digest'))).toEqual([
          401,
          'auth.required',
        ])
      })
    })

    describe('what is logged', needs('own-process'), () => {
      it('holds no token and no password', async () => {
        const { opened } = await bank.client.login('maker')
        await bank.client.withToken(opened.accessToken).get('/v1/sync/digest')
        await bank.client.tryLogin('maker', { password: 'Canary-password#9' })
        await bank.client.login('maker')
        const printed = bank.process.stdout() + bank.process.stderr()
        for (const secret of [opened.accessToken, opened.refreshToken, 'Canary-password#9', 'Bendahara#2026']) {
          expect(printed).not.toContain(secret)
        }
      })

      it('goes to standard error: standard output has the ready line alone', async () => {
        await bank.client.get('/v1/meta')
        expect(JSON.parse(bank.process.stdout())).toEqual({ ready: true, url: bank.process.url })
        expect(bank.process.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      })
    })
  })
}
