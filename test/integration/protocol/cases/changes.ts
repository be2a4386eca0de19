import { beforeAll, describe, expect, it } from 'vitest'
import { type Change, ChangesResponse } from '#shared/contract/http'
import { type DocumentType, documentSchemas, isDocumentType } from '#shared/domain/documents'
import { BankClient, type DemoUser, type Feed, faultyPaths, freshId, problemOf } from '../../../support/bank-client'
import { startBank } from '../../../support/bank-process'
import { type BankUnderTest, expectFields, ours, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { eachUser, needs } from '../needs'
import { Replica } from '../replica'

export function changesCases(bank: BankUnderTest): void {
  describe('the feed', () => {
    /** What each role may see, by docs/domain.md §0 Roles; everyone sees the company and its holidays. */
    const VISIBLE: Readonly<Record<DemoUser, readonly DocumentType[]>> = {
      admin: ['auditEntry', 'company', 'companyProfile', 'holiday', 'user'],
      product: ['company', 'companyProfile', 'holiday'],
      maker: [
        'accountTransaction',
        'company',
        'companyProfile',
        'currentAccount',
        'holiday',
        'numberingScheme',
        'reconciliationItem',
        'subAccount',
      ],
      approver: [
        'accountTransaction',
        'auditEntry',
        'company',
        'companyProfile',
        'currentAccount',
        'holiday',
        'numberingScheme',
        'reconciliationItem',
        'subAccount',
      ],
      warehouse: ['company', 'companyProfile', 'holiday'],
      manager: [
        'accountTransaction',
        'auditEntry',
        'company',
        'companyProfile',
        'currentAccount',
        'holiday',
        'numberingScheme',
        'reconciliationItem',
        'subAccount',
      ],
    }

    /** What a bank in use has beside, and who sees it. */
    const IN_USE: readonly string[] = ['file']
    const IN_USE_WITH_ACCOUNTS: readonly string[] = ['transfer', 'approval']

    /** Types of the contract that this version has no schema for. */
    const LATER_TYPES: readonly string[] = [
      'biller',
      'quotaTopUp',
      'reminderBatch',
      'reminder',
      'warehouse',
      'product',
      'stockItem',
      'order',
      'complaint',
      'settlement',
      'cashActivation',
      'coverageCity',
      'servicePoint',
      'cashVendor',
      'cashTariff',
      'cashOrder',
      'cashSchedule',
      'notification',
    ]

    const key = (change: Change) => `${change.type}:${change.id}`
    const isAscending = (changes: readonly Change[]) =>
      changes.every((change, at) => at === 0 || change.seq > (changes[at - 1]?.seq ?? Number.POSITIVE_INFINITY))

    beforeAll(async () => {
      // So that there is an audit entry to see, or not to see.
      const maker = await bank.as('maker')
      const replica = await Replica.of(maker)
      await maker.submit('subAccount.create', {
        id: freshId(),
        parentId: rupiahAccount(replica).id,
        name: 'Kas Audit',
        scheme: 'operational',
      })
    })

    describe('the feed from the beginning', () => {
      let whole: Feed
      beforeAll(async () => {
        whole = await (await bank.as('maker')).pullAll({ limit: 5000 })
      })

      it('answers exactly the fields of the contract', async () => {
        const reply = await (await bank.as('maker')).changesReply(undefined, 3)
        expectFields(bank, reply.body, Object.keys(ChangesResponse.shape))
        const page = await (await bank.as('maker')).changes(undefined, 3)
        expect(page.changes).toHaveLength(3)
        expect(page.hasMore).toBe(true)
        expect(page.epoch).not.toBe('')
      })

      it('carries every document once, in the order of commit', () => {
        expect(new Set(whole.changes.map(key)).size).toBe(whole.changes.length)
        expect(isAscending(whole.changes)).toBe(true)
      })

      it.each([30, 5, 2])('is the same in about %i pages', async (pages) => {
        const maker = await bank.as('maker')
        await undisturbed(maker, async () => {
          const now = await maker.pullAll({ limit: 5000 })
          const limit = Math.min(5000, Math.ceil(now.changes.length / pages))
          const paged = await maker.pullAll({ limit })
          expect(paged.pages).toBe(Math.ceil(now.changes.length / limit))
          expect(paged.changes).toEqual(now.changes)
          expect(paged.epoch).toBe(now.epoch)
        })
      })

      it('gives 1000 to a page unless told', async () => {
        const { changes } = await (await bank.as('maker')).changes()
        expect(changes).toHaveLength(Math.min(1000, whole.changes.length))
      })

      it('carries documents that fit their schemas and the change around them', () => {
        const faults = whole.changes.flatMap((change) => {
          // What is gone needs no document.
          if (change.doc === null) return []
          if (!isDocumentType(change.type)) {
            return LATER_TYPES.includes(change.type) ? [] : [`${change.type}: not a type of the contract`]
          }
          const parsed = documentSchemas[change.type].safeParse(change.doc)
          if (!parsed.success) return [`${key(change)}: ${parsed.error.message}`]
          const { id, version } = parsed.data
          return id === change.id && version === change.version ? [] : [`${key(change)}: id or version differ`]
        })
        expect(faults).toEqual([])
      })

      it('is empty after its end, at the same place', async () => {
        const maker = await bank.as('maker')
        await undisturbed(maker, async () => {
          const now = await maker.pullAll()
          const after = await maker.changes(now.cursor)
          expect(after).toMatchObject({ changes: [], hasMore: false, epoch: now.epoch })
          expect((await maker.changes(after.cursor)).changes).toEqual([])
        })
      })
    })

    describe('what a role sees', () => {
      for (const { user, options } of eachUser) {
        it(`as ${user}`, options, async () => {
          const { changes } = await (await bank.as(user)).pullAll()
          const seen = [...new Set(changes.map((change) => change.type))].sort()
          // A foreign bank need not have a document of every type, and may have types that are not built here.
          const mayBeMissing = (type: string) => bank.foreign && !seen.includes(type)
          const seesAccounts = VISIBLE[user].includes('subAccount')
          const beside = [...IN_USE, ...(seesAccounts ? IN_USE_WITH_ACCOUNTS : []), ...LATER_TYPES]
          const known = seen.filter((type) => !(bank.foreign && beside.includes(type)))
          expect(known).toEqual(VISIBLE[user].filter((type) => !mayBeMissing(type)))
        })
      }

      it('is the same document for each that sees it', needs('user-approver'), async () => {
        const [maker, approver] = await Promise.all([bank.as('maker'), bank.as('approver')])
        await undisturbed(maker, async () => {
          const [mine, theirs] = await Promise.all([maker.pullAll(), approver.pullAll()])
          const types = new Set<string>(VISIBLE.maker)
          const shared = (of: Feed) => of.changes.filter((change) => types.has(change.type))
          expect(shared(theirs)).toEqual(shared(mine))
        })
      })
    })

    describe('a cursor', () => {
      it('goes on after a command with just what changed', async () => {
        const maker = await bank.as('maker')
        const replica = await Replica.of(maker)
        const id = freshId()
        const args = { id, parentId: rupiahAccount(replica).id, name: 'Kas Lanjut', scheme: 'operational' }
        const created = await maker.submit('subAccount.create', args)
        const fresh = ours(bank, await replica.catchUp(), id)
        expect(fresh.map(key)).toEqual([`subAccount:${id}`])
        expect(fresh[0]?.seq).toBeLessThanOrEqual(created.seq ?? 0)
        expect(fresh[0]?.version).toBe(1)
        await maker.submit('subAccount.update', { id, name: 'Kas Lanjut 2' })
        await maker.submit('subAccount.update', { id, name: 'Kas Lanjut 3' })
        // Changed twice, seen once, as it is now.
        const later = ours(bank, await replica.catchUp(), id)
        expect(later.map((change) => [key(change), change.version, change.doc?.name])).toEqual([
          [`subAccount:${id}`, 3, 'Kas Lanjut 3'],
        ])
        expect(later[0]?.seq).toBeGreaterThan(fresh[0]?.seq ?? Number.POSITIVE_INFINITY)
      })

      it('in the middle still reaches a document that changes meanwhile', async () => {
        const maker = await bank.as('maker')
        const replica = await Replica.of(maker)
        const giro = rupiahAccount(replica)
        const moved = await openSubAccount(maker, replica, giro.id)
        const middle = await maker.pullAll()
        await openSubAccount(maker, replica, giro.id)
        await maker.submit('subAccount.update', { id: moved.id, name: 'Ganti di tengah' })
        const rest = await maker.pullAll({ cursor: middle.cursor, limit: 1 })
        const again = rest.changes.find((change) => change.id === moved.id)
        expect([again?.version, again?.doc?.name]).toEqual([moved.version + 1, 'Ganti di tengah'])
        // The whole feed has it at its latest place only.
        const whole = await maker.pullAll()
        expect(whole.changes.filter((change) => change.id === moved.id)).toEqual([again])
      })

      it('stays good for another session of the same user', async () => {
        const other = await bank.client.login('maker')
        await undisturbed(other, async () => {
          const { cursor } = await (await bank.as('maker')).pullAll()
          expect((await other.changes(cursor)).changes).toEqual([])
        })
      })

      it.each(['rubbish', '%00', '~ not a cursor ~'])('that is garbled (%s) is gone', async (cursor) => {
        const problem = problemOf(await (await bank.as('maker')).changesReply(cursor))
        expect([problem.status, problem.code]).toEqual([410, 'sync.cursor_gone'])
      })

      it.each(['AAAA', '0', '-1', '999999999', 'eyJzZXEiOjF9'])(
        'that some other bank might give (%s) is gone',
        needs('own-process'),
        async (cursor) => {
          const problem = problemOf(await (await bank.as('maker')).changesReply(cursor))
          expect([problem.status, problem.code]).toEqual([410, 'sync.cursor_gone'])
        },
      )

      it('of a user who sees other things is gone', needs('user-product'), async () => {
        const { cursor } = await (await bank.as('maker')).pullAll()
        const problem = problemOf(await (await bank.as('product')).changesReply(cursor))
        expect([problem.status, problem.code]).toEqual([410, 'sync.cursor_gone'])
      })

      it('of another bank is gone', needs('own-process'), async () => {
        const other = await startBank({ seed: 'empty', clock: '2026-07-11T01:00:00.000Z' })
        try {
          const elsewhere = await new BankClient(other.url).login('maker')
          const { cursor } = await elsewhere.pullAll()
          const problem = problemOf(await (await bank.as('maker')).changesReply(cursor))
          expect([problem.status, problem.code]).toEqual([410, 'sync.cursor_gone'])
        } finally {
          await other.stop()
        }
      })
    })

    describe('a limit', () => {
      it.each(['0', '5001', 'abc', '-1', '1.5'])('of %s is a faulty request', async (limit) => {
        const problem = problemOf(await (await bank.as('maker')).changesReply(undefined, limit))
        expect([problem.status, problem.code]).toEqual([400, 'request.invalid'])
        expect(faultyPaths(problem)).toEqual(['limit'])
      })

      it('of 1 gives one', async () => {
        const page = await (await bank.as('maker')).changes(undefined, 1)
        expect([page.changes.length, page.hasMore]).toEqual([1, true])
      })
    })

    describe('without a session', () => {
      it.each([
        '/v1/sync/changes',
        '/v1/sync/digest',
        '/v1/sync/events',
        '/v1/accounts/x/transactions',
        '/v1/commands/x',
      ])('%s needs a sign-in', async (path) => {
        const problem = problemOf(await bank.client.get(path))
        expect([problem.status, problem.code]).toEqual([401, 'auth.required'])
      })

      it('a token in the address does not count', async () => {
        const { accessToken } = (await bank.as('maker')).opened
        for (const name of ['token', 'access_token', 'authorization']) {
          expect((await bank.client.get(`/v1/sync/digest?${name}=${accessToken}`)).status).toBe(401)
        }
      })
    })
  })
}
