import { beforeAll, describe, expect, it } from 'vitest'
import { envelope, faultyPaths, freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, ours } from '../bank-under-test'
import { hopeless, stored } from '../command-results'
import { rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function refusedAndDependentCases(bank: BankUnderTest): void {
  describe('refused and dependent commands', () => {
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

    describe('a refused command', () => {
      const REFUSED: [string, () => ReturnType<typeof envelope>, string][] = [
        ['of an unknown type', () => envelope('subAccount.explode', { id: freshId() }), 'command.unknown_type'],
        ['of an inherited name', () => envelope('constructor', {}), 'command.unknown_type'],
        ['with faulty arguments', () => envelope('subAccount.create', {}), 'command.invalid'],
        [
          'whose parent is unknown',
          () => envelope('subAccount.create', createArgs(), { dependsOn: [freshId()] }),
          'command.dependency_unknown',
        ],
        [
          'whose hash is not its content’s',
          () => ({ ...create(), payloadHash: '0'.repeat(64) }),
          'command.payload_mismatch',
        ],
      ]

      const NOT_BUILT: typeof REFUSED = [
        [
          'of a type not built yet',
          () => envelope('biller.stopService', { billerId: freshId() }),
          'command.unknown_type',
        ],
        [
          'of an unknown version',
          () => envelope('subAccount.create', createArgs(), { version: 2 }),
          'command.unknown_type',
        ],
      ]

      async function isRefused(command: ReturnType<typeof envelope>, code: string): Promise<void> {
        const { cursor } = await maker.pullAll()
        const [result] = await maker.push(command)
        expect(result).toMatchObject({ id: command.id, status: 'refused', replayed: false, code })
        expect(result?.seq).toBeUndefined()
        // Not an outcome: asked again it is judged again, and nobody can look it up.
        expect((await maker.push(command))[0]?.replayed).toBe(false)
        expect(await stored(maker, command.id)).toBe(404)
        const about = [command.id, String(command.args.id)]
        expect(ours(bank, (await maker.pullAll({ cursor })).changes, ...about)).toEqual([])
      }

      it.each(REFUSED)('%s stores nothing', (_what, make, code) => isRefused(make(), code))
      it.each(NOT_BUILT)('%s stores nothing', needs('own-process'), (_what, make, code) => isRefused(make(), code))

      it('with faulty arguments names each fault', async () => {
        const args = { id: 'x', parentId, name: '', scheme: 'savings', limits: { debit: { daily: '-1.00' } } }
        const result = await maker.submit('subAccount.create', args)
        expect(faultyPaths(result)).toEqual(['id', 'limits.debit.daily', 'name', 'scheme'])
      })

      it('does not stop the others of its request', async () => {
        const [one, two, three] = await maker.push(create(), envelope('nothing.known', {}), create())
        expect([one?.status, two?.status, three?.status]).toEqual(['accepted', 'refused', 'accepted'])
      })

      it('may be sent again under its id once put right', async () => {
        const parent = create()
        const child = envelope(
          'subAccount.update',
          { id: parent.args.id as string, name: 'Anak' },
          { dependsOn: [parent.id] },
        )
        expect((await maker.push(child))[0]?.code).toBe('command.dependency_unknown')
        expect((await maker.push(parent, child)).map((result) => [result.status, result.replayed])).toEqual([
          ['accepted', false],
          ['accepted', false],
        ])
      })
    })

    describe('a command that depends on others', () => {
      it('is accepted when all of them were', async () => {
        const [one, two] = [create(), create()]
        const args = { id: one.args.id as string, name: 'Setelah dua' }
        const third = envelope('subAccount.update', args, { dependsOn: [one.id, two.id] })
        expect((await maker.push(one, two, third)).map((result) => result.status)).toEqual(Array(3).fill('accepted'))
      })

      it('is rejected for good when one of them was', async () => {
        const [good, bad] = [create(), hopeless()]
        const child = envelope('subAccount.create', createArgs(), { dependsOn: [good.id, bad.id] })
        const grandchild = envelope('subAccount.create', createArgs(), { dependsOn: [child.id] })
        const results = await maker.push(good, bad, child, grandchild)
        expect(results.map((result) => [result.status, result.code])).toEqual([
          ['accepted', undefined],
          ['rejected', 'not_found'],
          ['rejected', 'command.dependency_rejected'],
          ['rejected', 'command.dependency_rejected'],
        ])
        expect(await maker.push(child)).toEqual([{ ...results[2], replayed: true }])
        expect(await stored(maker, child.id)).toMatchObject({ status: 'rejected', code: 'command.dependency_rejected' })
        await replica.catchUp()
        expect(replica.find('subAccount', child.args.id as string)).toBeUndefined()
      })

      it('is refused when one of them was refused, is missing or is itself', async () => {
        const refused = envelope('nothing.known', {})
        const child = envelope('subAccount.create', createArgs(), { dependsOn: [refused.id] })
        const id = freshId()
        const own = envelope('subAccount.create', createArgs(), { id, dependsOn: [id] })
        const accepted = create()
        const half = envelope('subAccount.create', createArgs(), { dependsOn: [accepted.id, freshId()] })
        const results = await maker.push(refused, child, own, accepted, half)
        expect(results.map((result) => result.code)).toEqual([
          'command.unknown_type',
          'command.dependency_unknown',
          'command.dependency_unknown',
          undefined,
          'command.dependency_unknown',
        ])
      })

      it('whose parent comes later in the request is refused', async () => {
        const parent = create()
        const child = envelope('subAccount.create', createArgs(), { dependsOn: [parent.id] })
        expect((await maker.push(child, parent)).map((result) => result.status)).toEqual(['refused', 'accepted'])
      })
    })
  })
}
