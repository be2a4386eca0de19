import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Meta } from '#shared/contract/http'
import { expectOk } from '../../../support/bank-client'
import { type BankUnderTest, expectFields } from '../bank-under-test'

export function metaCases(bank: BankUnderTest): void {
  describe('meta', () => {
    /** Every route of the contract, with its methods. */
    const ROUTES: Readonly<Record<string, readonly string[]>> = {
      '/v1/meta': ['get'],
      '/v1/auth/login': ['post'],
      '/v1/auth/refresh': ['post'],
      '/v1/auth/logout': ['post'],
      '/v1/auth/password': ['post'],
      '/v1/sync/changes': ['get'],
      '/v1/sync/events': ['get'],
      '/v1/sync/digest': ['get'],
      '/v1/accounts/{id}/transactions': ['get'],
      '/v1/commands': ['post'],
      '/v1/commands/{id}': ['get'],
      '/v1/uploads': ['options', 'post'],
      '/v1/uploads/{id}': ['head', 'patch', 'delete'],
      '/v1/files/{id}': ['get'],
      ...(bank.simulation
        ? { '/v1/sim/clock': ['get', 'post'], '/v1/sim/actions': ['post'], '/v1/sim/ledger': ['get'] }
        : {}),
    }

    describe('GET /v1/meta', () => {
      it('answers without a sign-in with exactly the fields of the contract', async () => {
        const reply = await bank.client.get('/v1/meta')
        const meta = expectOk(reply, Meta)
        expectFields(bank, reply.body, ['features', 'name', 'protocol', 'serverTime', 'simulation'])
        expect(meta.protocol).toBe(1)
        expect(meta.name).not.toBe('')
      })

      it('says whether there is a simulation, and there is', async () => {
        const meta = expectOk(await bank.client.get('/v1/meta'), Meta)
        const reply = await bank.client.get('/v1/sim/clock')
        expect([meta.simulation, reply.status]).toEqual(meta.simulation ? [true, 200] : [false, 404])
      })

      it('is JSON', async () => {
        expect((await bank.client.get('/v1/meta')).headers.get('content-type')).toMatch(/^application\/json\b/)
      })
    })

    describe('GET /v1/openapi.json', () => {
      const OpenApi = z.looseObject({
        openapi: z.string(),
        paths: z.record(z.string(), z.record(z.string(), z.looseObject({}))),
      })
      const document = async () => expectOk(await bank.client.get('/v1/openapi.json'), OpenApi)

      it('is a valid OpenAPI 3.1 document', async () => {
        const text = JSON.stringify(await document())
        const validator = new Validator()
        expect(await validator.validate(JSON.parse(text))).toEqual({ valid: true })
        expect(validator.version).toBe('3.1')
      })

      it('names every route and method of the contract', async () => {
        const { paths } = await document()
        const named = Object.entries(ROUTES).map(([path, methods]) => [
          path,
          methods.filter((method) => paths[path]?.[method] !== undefined),
        ])
        expect(Object.fromEntries(named)).toEqual(ROUTES)
      })

      it('describes the body of every POST and an answer of every route', async () => {
        const { paths } = await document()
        const undescribed = Object.entries(ROUTES).flatMap(([path, methods]) =>
          methods.flatMap((method) => {
            const operation = paths[path]?.[method] ?? {}
            const faults = 'responses' in operation ? [] : [`${method} ${path} responses`]
            // Signing out needs nothing but the token, and an upload begins with headers alone.
            const bodiless = path === '/v1/auth/logout' || path === '/v1/uploads'
            if (method === 'post' && !bodiless && !('requestBody' in operation)) faults.push(`post ${path} body`)
            return faults
          }),
        )
        expect(undescribed).toEqual([])
      })
    })
  })
}
