import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentials } from '#main/bank/auth/credentials'
import { hashPassword } from '#main/bank/auth/passwords'
import { addCompany } from '#main/bank/engine/companies'
import { DEMO_PASSWORD, envelope, freshId, type Session } from '../../support/bank-client'
import { type InProcessBank, startInProcess } from './in-process-bank'

/** Two companies in one bank: nothing of one reaches the other. */

let running: InProcessBank
let ours: Session
let theirs: Session

beforeAll(async () => {
  running = await startInProcess()
  const { database, clock } = running.bank
  const passwordHash = await hashPassword(DEMO_PASSWORD, randomBytes)
  database.transaction(() => {
    const id = freshId()
    const userId = freshId()
    const { key } = addCompany(database.db, 'SAMUDRA', id)
    const documents = database.documents.of(key)
    const company = { id, name: 'PT Samudra', transferApprovalThreshold: '1.00', accountPrefix: '88999' }
    documents.put('company', company, clock.now())
    const user = { id: userId, userId: 'maker', name: 'Putri', role: 'treasury_maker', status: 'active' }
    documents.put('user', user, clock.now())
    const credential = { company: key, login: 'maker', userId, passwordHash, passwordChangedAt: clock.now() }
    credentials(database.db).add(credential)
  })
  ours = await running.client.login('maker')
  theirs = await running.client.login('maker', { companyId: 'SAMUDRA' })
})
afterAll(() => running.stop())

describe('two companies', () => {
  it('see their own feed only', async () => {
    expect((await theirs.pullAll()).changes.map(({ doc }) => doc?.name)).toEqual(['PT Samudra'])
    const names = (await ours.pullAll()).changes.map(({ doc }) => doc?.name)
    expect(names).toContain('PT Nusantara Ritel')
    expect(names).not.toContain('PT Samudra')
  })

  it('cannot touch each other’s accounts, learn outcomes or depend on them', async () => {
    const account = (await ours.pullAll()).changes.find(({ doc }) => doc?.status === 'open' && doc.scheme)
    const id = account?.id ?? ''
    const rename = envelope('subAccount.update', { id, name: 'Nama baru' })
    expect(await ours.push(rename)).toMatchObject([{ status: 'accepted' }])

    expect(await theirs.submit('subAccount.update', { id, name: 'Nama curian' })).toMatchObject({
      status: 'rejected',
      code: 'not_found',
    })
    expect((await theirs.push(rename))[0]).toEqual({
      id: rename.id,
      status: 'refused',
      replayed: false,
      code: 'command.payload_mismatch',
    })
    expect((await theirs.get(`/v1/commands/${rename.id}`)).status).toBe(404)
    expect((await theirs.get(`/v1/accounts/${id}/transactions`)).status).toBe(404)
    const dependent = await theirs.submit('subAccount.update', { id, name: 'x' }, { dependsOn: [rename.id] })
    expect(dependent).toMatchObject({ code: 'command.dependency_unknown', params: { missing: [rename.id] } })
  })

  it('cannot use each other’s cursors', async () => {
    const { cursor } = await ours.pullAll()
    expect((await theirs.changesReply(cursor)).status).toBe(410)
  })
})

describe('one command id sent 20 times at once', () => {
  it('takes effect once', async () => {
    const account = (await ours.pullAll()).changes.find(({ doc }) => doc?.status === 'open' && doc.scheme)
    const rename = envelope('subAccount.update', { id: account?.id ?? '', name: 'Nama baru' })
    const answers = (await Promise.all(Array.from({ length: 20 }, () => ours.push(rename)))).flat()
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
    expect(new Set(answers.map(({ status, seq }) => `${status}:${seq}`)).size).toBe(1)
    const after = (await ours.pullAll()).changes.find(({ id }) => id === account?.id)
    expect(after?.version).toBe((account?.version ?? 0) + 1)
  })
})
