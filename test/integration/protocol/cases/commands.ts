import { beforeAll, describe, expect, it } from 'vitest'
import { CommandsResponse } from '#shared/contract/http'
import { isInstant } from '#shared/kernel/time'
import { envelope, expectOk, faultyPaths, freshId, problemOf, type Session } from '../../../support/bank-client'
import { type BankUnderTest, expectFields, ours } from '../bank-under-test'
import { hopeless, stored } from '../command-results'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function commandsCases(bank: BankUnderTest): void {
  describe('commands', () => {
    let maker: Session
    let replica: Replica
    let parentId: string

    beforeAll(async () => {
      maker = await bank.as('maker')
      replica = await Replica.of(maker)
      parentId = rupiahAccount(replica).id
    })

    const createArgs = (id = freshId()) => ({ id, parentId, name: 'Kas Perintah', scheme: 'operational' })
    const create = (id?: string) => envelope('subAccount.create', createArgs(id))

    describe('POST /v1/commands', () => {
      it('answers exactly the fields of the contract', async () => {
        const command = create()
        const reply = await maker.postCommands([command])
        expect(reply.status).toBe(200)
        const { results, serverTime } = expectOk(reply, CommandsResponse)
        expect(results).toEqual([{ id: command.id, status: 'accepted', replayed: false, seq: expect.any(Number) }])
        expect(isInstant(serverTime)).toBe(true)
        expectFields(bank, reply.body, ['results', 'serverTime'])
      })

      it('tells the place in the feed at which the effect is visible', async () => {
        const id = freshId()
        const { cursor } = await maker.pullAll()
        const [result] = await maker.push(create(id))
        const fresh = ours(bank, (await maker.pullAll({ cursor })).changes, id)
        expect(fresh.map((change) => change.id)).toEqual([id])
        expect(fresh[0]?.seq).toBeLessThanOrEqual(result?.seq ?? -1)
        // Where nobody else works, and this user sees no audit, it is the very place.
        if (!bank.foreign) expect(fresh[0]?.seq).toBe(result?.seq)
      })

      it('answers a rejection with its code and parameters', async () => {
        const command = hopeless()
        expect(await maker.push(command)).toEqual([
          expect.objectContaining({
            id: command.id,
            status: 'rejected',
            replayed: false,
            code: 'not_found',
            params: expect.objectContaining({ id: command.args.id }),
          }),
        ])
      })

      it('runs the commands of one request in order, each by itself', async () => {
        const id = freshId()
        const commands = [
          envelope('subAccount.update', { id, name: 'Zu früh' }),
          create(id),
          envelope('subAccount.update', { id, name: 'Dua' }),
          create(id),
          envelope('subAccount.update', { id, name: 'Tiga' }),
        ]
        const results = await maker.push(...commands)
        expect(results.map((result) => [result.id, result.status, result.code])).toEqual([
          [commands[0]?.id, 'rejected', 'not_found'],
          [commands[1]?.id, 'accepted', undefined],
          [commands[2]?.id, 'accepted', undefined],
          [commands[3]?.id, 'rejected', 'document.exists'],
          [commands[4]?.id, 'accepted', undefined],
        ])
        const places = results.flatMap((result) => (result.status === 'accepted' ? [result.seq ?? 0] : []))
        expect(places).toEqual([...places].sort((a, b) => a - b))
        await replica.catchUp()
        expect(replica.get('subAccount', id)).toMatchObject({ name: 'Tiga', version: 3 })
      })

      it('takes a hundred, and not one more', async () => {
        // Few are accepted, because every account stays.
        const commands = Array.from({ length: 101 }, (_, n) => (n % 40 === 0 ? create() : hopeless()))
        const problem = problemOf(await maker.postCommands(commands))
        expect([problem.status, problem.code, faultyPaths(problem)]).toEqual([400, 'request.invalid', ['commands']])
        expect(await stored(maker, commands[0]?.id ?? '')).toBe(404)
        const results = await maker.push(...commands.slice(0, 100))
        expect(results.map((result) => result.status)).toEqual(
          Array.from({ length: 100 }, (_, n) => (n % 40 === 0 ? 'accepted' : 'rejected')),
        )
        expect(results.map((result) => result.id)).toEqual(commands.slice(0, 100).map((command) => command.id))
      })

      it('takes none', async () => {
        expect(await maker.push()).toEqual([])
      })

      it('needs a session', async () => {
        const problem = problemOf(await bank.client.post('/v1/commands', { deviceId: freshId(), commands: [] }))
        expect([problem.status, problem.code]).toEqual([401, 'auth.required'])
      })

      it('lists every fault of a request', async () => {
        const problem = problemOf(
          await maker.post('/v1/commands', {
            deviceId: 'PC',
            commands: [{ ...create(), version: '1', payloadHash: 'x' }],
          }),
        )
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['commands.0.payloadHash', 'commands.0.version', 'deviceId'])
      })

      it('ignores fields it does not know, in the envelope and in the arguments', async () => {
        const id = freshId()
        const command = { ...envelope('subAccount.create', { ...createArgs(id), colour: 'red' }), priority: 'high' }
        const reply = await maker.postCommands([command])
        expect(reply.body).toMatchObject({ results: [{ status: 'accepted' }] })
        await replica.catchUp()
        expect(replica.changes().find((change) => change.id === id)?.doc).not.toHaveProperty('colour')
      })
    })

    describe('the same command again', () => {
      it('answers the same acceptance as replayed and does nothing', async () => {
        const id = freshId()
        const command = create(id)
        const [first] = await maker.push(command)
        await maker.submit('subAccount.update', { id, name: 'Sudah berubah' })
        const { cursor } = await maker.pullAll()
        const [second] = await maker.push(command)
        expect(second).toEqual({ ...first, replayed: true })
        expect(ours(bank, (await maker.pullAll({ cursor })).changes, id)).toEqual([])
      })

      it('answers the same rejection as replayed, though it would be accepted by now', async () => {
        const id = freshId()
        const command = envelope('subAccount.update', { id, name: 'Nanti' })
        const [first] = await maker.push(command)
        expect(first?.status).toBe('rejected')
        await maker.push(create(id))
        expect(await maker.push(command)).toEqual([{ ...first, replayed: true }])
        await replica.catchUp()
        expect(replica.get('subAccount', id).name).toBe('Kas Perintah')
      })

      it('twice in one request takes effect once', async () => {
        const command = create()
        const [first, second] = await maker.push(command, command)
        expect(first?.replayed).toBe(false)
        expect(second).toEqual({ ...first, replayed: true })
      })

      it('from another device of the user is the same command', async () => {
        const command = create()
        const [first] = await maker.push(command)
        const other = await bank.client.login('maker')
        expect(await other.push(command)).toEqual([{ ...first, replayed: true }])
      })

      it('with another createdAt or dependsOn is the same command: its hash is', async () => {
        const command = create()
        const [first] = await maker.push(command)
        expect(await maker.push({ ...command, createdAt: '2026-07-09T00:00:00.000Z' })).toEqual([
          { ...first, replayed: true },
        ])
      })

      it('twenty times at once takes effect once', async () => {
        const id = freshId()
        const command = create(id)
        const results = (await Promise.all(Array.from({ length: 20 }, () => maker.push(command)))).flat()
        expect(results.filter((result) => !result.replayed)).toHaveLength(1)
        expect(new Set(results.map((result) => JSON.stringify({ ...result, replayed: null }))).size).toBe(1)
        const fresh = await replica.catchUp()
        expect(fresh.filter((change) => change.id === id).map((change) => change.version)).toEqual([1])
      })

      it('under an id with other content is refused and leaves the first alone', async () => {
        const id = freshId()
        const command = create(id)
        const [first] = await maker.push(command)
        const other = envelope('subAccount.update', { id, name: 'Penyusup' }, { id: command.id })
        expect(await maker.push(other)).toEqual([
          expect.objectContaining({
            id: command.id,
            status: 'refused',
            replayed: false,
            code: 'command.payload_mismatch',
          }),
        ])
        await replica.catchUp()
        expect(replica.get('subAccount', id)).toMatchObject({ name: 'Kas Perintah', version: 1 })
        expect(await stored(maker, command.id)).toMatchObject({ status: 'accepted', seq: first?.seq })
      })
    })

    describe('a command of another user', needs('user-approver', 'user-product'), () => {
      it('is refused to everyone else and tells them nothing', async () => {
        const command = create()
        await maker.push(command)
        for (const user of ['approver', 'product'] as const) {
          const [result] = await (await bank.as(user)).push(command)
          expect(result).toEqual({ id: command.id, status: 'refused', replayed: false, code: expect.any(String) })
          expect(['auth.forbidden', 'command.payload_mismatch']).toContain(result?.code)
        }
      })

      it('is not there for others to look up', async () => {
        const command = create()
        await maker.push(command)
        expect(await stored(await bank.as('product'), command.id)).toBe(404)
        expect(await stored(await bank.as('approver'), command.id)).toBe(404)
      })
    })

    describe('GET /v1/commands/{id}', () => {
      it('answers the stored result of an accepted and of a rejected command', async () => {
        const commands = [create(), hopeless()]
        const results = await maker.push(...commands)
        for (const [at, command] of commands.entries()) {
          const found = await stored(maker, command.id)
          expect(found).toMatchObject({ ...results[at], replayed: expect.any(Boolean) })
        }
      })

      it('does not know a command that never came', async () => {
        const problem = problemOf(await maker.get(`/v1/commands/${freshId()}`))
        expect([problem.status, problem.code]).toEqual([404, 'not_found'])
      })

      it('with something that is no id has nothing', async () => {
        const reply = await maker.get('/v1/commands/rubbish')
        expect([400, 404]).toContain(problemOf(reply).status)
      })
    })

    describe('versions', () => {
      it('grow by one with each accepted command and with no other', async () => {
        const account = await openSubAccount(maker, replica, parentId)
        expect(account.version).toBe(1)
        await maker.submit('subAccount.update', { id: account.id, name: 'Versi dua' })
        await maker.submit('subAccount.create', { ...createArgs(account.id) })
        await maker.submit('subAccount.update', { id: account.id, name: '' })
        await maker.submit('subAccount.setBlock', { id: account.id, block: 'debit', reason: 'Audit' })
        await replica.catchUp()
        expect(replica.get('subAccount', account.id).version).toBe(3)
      })
    })
  })
}
