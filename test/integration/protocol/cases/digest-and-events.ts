import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { Change } from '#shared/contract/http'
import { freshId, type Session } from '../../../support/bank-client'
import { type BankUnderTest, expectFields, undisturbed } from '../bank-under-test'
import { openSubAccount, rupiahAccount } from '../demo-accounts'
import { type EventStream, openEvents } from '../event-stream'
import { eachUser, needs } from '../needs'
import { rawRequest } from '../raw-request'
import { Replica } from '../replica'

export function digestAndEventsCases(bank: BankUnderTest): void {
  describe('digest and events', () => {
    /** What “soon” means at most. */
    const POKED_WITHIN_MS = 5000

    function digestOf(changes: readonly Change[]): Record<string, { count: number; hash: string }> {
      const lines = new Map<string, string[]>()
      for (const change of changes) {
        // A tombstone stands for no document.
        if (change.doc === null) continue
        lines.set(change.type, [...(lines.get(change.type) ?? []), `${change.id}:${change.version}`])
      }
      return Object.fromEntries(
        [...lines].map(([type, of]) => {
          const hash = createHash('sha256').update(of.sort().join('\n')).digest('hex')
          return [type, { count: of.length, hash }]
        }),
      )
    }

    async function someChange(maker: Session): Promise<{ id: string; seq: number }> {
      const replica = await Replica.of(maker)
      const id = freshId()
      const args = { id, parentId: rupiahAccount(replica).id, name: 'Kas Digest', scheme: 'petty_cash' }
      const { seq } = await maker.submit('subAccount.create', args)
      if (seq === undefined) throw new Error('an accepted command has a seq')
      return { id, seq }
    }

    describe('GET /v1/sync/digest', () => {
      /** Compares feed and digest, and answers with the digest. */
      const proven = (session: Session) =>
        undisturbed(session, async () => {
          const { changes, epoch } = await session.pullAll()
          const digest = await session.digest()
          expect(digest.types).toEqual(digestOf(changes))
          expect(digest.epoch).toBe(epoch)
          expect(digest.seq).toBeGreaterThanOrEqual(Math.max(...changes.map((change) => change.seq)))
          return digest
        })

      for (const { user, options } of eachUser) {
        it(`proves the copy of ${user}`, options, async () => {
          await proven(await bank.as(user))
        })
      }

      it('changes with a document, only for its type', async () => {
        const maker = await bank.as('maker')
        const before = await maker.digest()
        const { id, seq } = await someChange(maker)
        const after = await proven(maker)
        if (!bank.foreign) {
          expect(after.types.subAccount?.count).toBe((before.types.subAccount?.count ?? 0) + 1)
          expect({ ...after.types, subAccount: null }).toEqual({ ...before.types, subAccount: null })
        }
        expect(after.types.subAccount?.hash).not.toBe(before.types.subAccount?.hash)
        expect(after.seq).toBeGreaterThanOrEqual(seq)
        // A new version of the same document changes the hash and not the count.
        await maker.submit('subAccount.update', { id, name: 'Kas Digest 2' })
        const later = await proven(maker)
        if (!bank.foreign) expect(later.types.subAccount?.count).toBe(after.types.subAccount?.count)
        expect(later.types.subAccount?.hash).not.toBe(after.types.subAccount?.hash)
      })
    })

    describe('compression', () => {
      it('gzips the feed for a client that takes it', async () => {
        const { accessToken } = (await bank.as('maker')).opened
        const headers = { authorization: `Bearer ${accessToken}` }
        const [packed, plain] = await undisturbed(await bank.as('maker'), async () => {
          const packed = await rawRequest(bank.url, '/v1/sync/changes?limit=1000', {
            headers: { ...headers, 'accept-encoding': 'gzip' },
          })
          const plain = await rawRequest(bank.url, '/v1/sync/changes?limit=1000', { headers })
          expect(packed.headers['content-encoding']).toBe('gzip')
          expect(plain.headers['content-encoding']).toBeUndefined()
          expect(JSON.parse(gunzipSync(packed.body).toString('utf8')).changes).toEqual(
            JSON.parse(plain.body.toString('utf8')).changes,
          )
          return [packed, plain] as const
        })
        expect(packed.body.length * 3).toBeLessThan(plain.body.length)
      })
    })

    describe('GET /v1/sync/events', () => {
      const open: EventStream[] = []
      const listen = async (session: Session) => {
        const stream = await openEvents(bank.url, session.opened.accessToken)
        open.push(stream)
        return stream
      }
      afterEach(() => {
        for (const stream of open.splice(0)) stream.close()
      })

      it('is an event stream', async () => {
        const stream = await listen(await bank.as('maker'))
        expect(stream.status).toBe(200)
        expect(stream.contentType).toMatch(/^text\/event-stream\b/)
      })

      it(
        'pokes every listener soon after a commit, with its place and nothing else',
        needs('user-approver'),
        async () => {
          const maker = await bank.as('maker')
          const [mine, approvers] = await Promise.all([listen(maker), listen(await bank.as('approver'))])
          const { seq } = await someChange(maker)
          for (const stream of [mine, approvers]) {
            const poke = await stream.next((event) => JSON.parse(event.data).seq >= seq, POKED_WITHIN_MS)
            expect(poke.event).toBe('poke')
            expectFields(bank, JSON.parse(poke.data), ['seq'])
          }
          // What was poked is there to be pulled.
          const { changes } = await maker.pullAll()
          expect(Math.max(...changes.map((change) => change.seq))).toBeGreaterThanOrEqual(seq)
        },
      )

      it('carries no data of documents', async () => {
        const maker = await bank.as('maker')
        const stream = await listen(maker)
        const { id, seq } = await someChange(maker)
        await stream.next((event) => JSON.parse(event.data).seq >= seq, POKED_WITHIN_MS)
        expect(stream.received()).not.toContain(id)
        expect(stream.received()).not.toContain('Kas Digest')
      })

      it('pokes after a movement of money too', needs('simulation'), async () => {
        const maker = await bank.as('maker')
        const replica = await Replica.of(maker)
        const { id, number } = await openSubAccount(maker, replica, rupiahAccount(replica).id)
        const stream = await listen(maker)
        await bank.client.credit({ accountNumber: number, amount: '1000.00' })
        const lines = (await replica.catchUp()).filter((change) => change.doc?.accountId === id)
        expect(lines).toHaveLength(1)
        const [line] = lines
        await stream.next((event) => JSON.parse(event.data).seq >= (line?.seq ?? 0), POKED_WITHIN_MS)
      })

      it('goes on when another listener leaves', async () => {
        const maker = await bank.as('maker')
        const [leaving, staying] = await Promise.all([listen(maker), listen(maker)])
        leaving.close()
        const { seq } = await someChange(maker)
        expect(
          JSON.parse((await staying.next((event) => JSON.parse(event.data).seq >= seq, POKED_WITHIN_MS)).data).seq,
        ).toBeGreaterThanOrEqual(seq)
      })
    })
  })
}
