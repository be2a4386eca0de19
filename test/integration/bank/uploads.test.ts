import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { credentials } from '#main/bank/auth/credentials'
import { hashPassword } from '#main/bank/auth/passwords'
import { addCompany } from '#main/bank/engine/companies'
import { DEMO_PASSWORD, freshId, problemOf } from '../../support/bank-client'
import { png, sha256Of } from '../../support/sample-files'
import { askOffset, begin, endUpload, fetchFile, locationOf, outgoing, sendPiece, upload } from '../../support/uploads'
import { type InProcessBank, startInProcess } from './in-process-bank'

/** What only the bank's own parts show: its folder, a second company, and every step that a crash can fall between. */

let folder: string
const running: InProcessBank[] = []
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bank-uploads-'))
})
afterEach(async () => {
  for (const bank of running.splice(0)) await bank.stop()
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function start(data: string): Promise<InProcessBank> {
  const bank = await startInProcess({
    data: data === ':memory:' ? data : join(folder, data),
    seed: { kind: 'empty' },
  })
  running.push(bank)
  return bank
}

async function restart(data: string): Promise<InProcessBank> {
  await running.pop()?.stop()
  return start(data)
}

const idOf = (location: string): string => location.split('/').at(-1) ?? ''
const uploadsIn = (data: string) => readdirSync(join(folder, data, 'uploads'))
const contentsIn = (data: string) => readdirSync(join(folder, data, 'files'))
const fileSeq = async (session: Awaited<ReturnType<InProcessBank['client']['login']>>, id: string) =>
  (await session.pullAll()).changes.filter((change) => change.type === 'file' && change.id === id)

describe('a restart', () => {
  it('finds an upload where it was, and the stored file too', async () => {
    const file = outgoing({ bytes: png(9000) })
    const first = await (await start('restarted')).client.login('product')
    const location = locationOf(await begin(first, file))
    await sendPiece(first, location, file, { end: 4000 })
    const second = await (await restart('restarted')).client.login('product')
    expect((await askOffset(second, location)).headers.get('upload-offset')).toBe('4000')
    expect((await sendPiece(second, location, file, { offset: 4000 })).status).toBe(204)
    const third = await (await restart('restarted')).client.login('product')
    expect((await askOffset(third, location)).headers.get('upload-offset')).toBe(String(file.bytes.length))
    expect(sha256Of((await fetchFile(third, file.fileId)).bytes)).toBe(file.sha256)
    expect(uploadsIn('restarted')).toEqual([])
  })

  it('goes on from whichever step a crash fell behind', async () => {
    const bank = await start('steps')
    const session = await bank.client.login('product')
    const { files } = bank.bank
    const whole = outgoing()
    const moved = outgoing()
    const told = outgoing()
    const locations = await Promise.all(
      [whole, moved, told].map(async (file) => locationOf(await begin(session, file))),
    )
    const [wholeAt = '', movedAt = '', toldAt = ''] = locations
    // All bytes are here, and nobody has looked at them.
    await writeFile(files.pathOf(idOf(wholeAt)), whole.bytes)
    // Checked and moved in; the document was not written.
    await writeFile(files.pathOf(idOf(movedAt)), moved.bytes)
    await files.contents.take(files.pathOf(idOf(movedAt)), moved.sha256)
    // The document is there; the upload was not marked.
    await sendPiece(session, toldAt, told)
    bank.bank.database.db.prepare('UPDATE upload SET stored = 0 WHERE id = ?').run(idOf(toldAt))

    const again = await (await restart('steps')).client.login('product')
    for (const [file, location] of [
      [whole, wholeAt],
      [moved, movedAt],
      [told, toldAt],
    ] as const) {
      const asked = await askOffset(again, location)
      expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, String(file.bytes.length)])
      expect(await fileSeq(again, file.fileId)).toMatchObject([{ version: 1 }])
      expect(sha256Of((await fetchFile(again, file.fileId)).bytes)).toBe(file.sha256)
    }
    expect(uploadsIn('steps')).toEqual([])
  })

  it('finds a whole upload out that is not what was said', async () => {
    const bank = await start('wrong')
    const session = await bank.client.login('product')
    const file = outgoing()
    const location = locationOf(await begin(session, file))
    await writeFile(bank.bank.files.pathOf(idOf(location)), randomBytes(file.bytes.length))
    const again = await (await restart('wrong')).client.login('product')
    expect((await askOffset(again, location)).status).toBe(422)
    expect((await askOffset(again, location)).status).toBe(404)
    expect(await fileSeq(again, file.fileId)).toEqual([])
  })

  it('takes away what nobody knows any more, and nothing else', async () => {
    const session = await (await start('strays')).client.login('product')
    const kept = outgoing()
    const half = outgoing()
    await upload(session, kept)
    const location = locationOf(await begin(session, half))
    await sendPiece(session, location, half, { end: 9 })
    await writeFile(join(folder, 'strays', 'uploads', freshId()), 'x')
    await writeFile(join(folder, 'strays', 'files', 'b'.repeat(64)), 'x')
    await restart('strays')
    expect(uploadsIn('strays')).toEqual([idOf(location)])
    expect(contentsIn('strays')).toEqual([kept.sha256])
  })
})

describe('the folder of a bank', () => {
  it('is private and gone with a bank in memory', async () => {
    const bank = await start(':memory:')
    const session = await bank.client.login('product')
    const file = outgoing()
    const location = locationOf(await begin(session, file))
    const path = bank.bank.files.pathOf(idOf(location))
    expect(existsSync(path)).toBe(true)
    await running.pop()?.stop()
    expect(existsSync(join(path, '..', '..'))).toBe(false)
  })

  it('holds no bytes of uploads that were ended, refused or have expired', async () => {
    const bank = await start('cleared')
    const session = await bank.client.login('product')
    const ended = locationOf(await begin(session, outgoing()))
    await endUpload(session, ended)
    await upload(session, outgoing({ sha256: 'c'.repeat(64) }))
    await begin(session, outgoing())
    expect(uploadsIn('cleared')).toHaveLength(1)
    await bank.client.advance(25 * 3600)
    expect(uploadsIn('cleared')).toEqual([])
    expect(bank.bank.files.uploads.all()).toEqual([])
  })

  it('whose bytes were tampered with answers an error and never half a file', async () => {
    const session = await (await start('damaged')).client.login('product')
    const file = outgoing()
    await upload(session, file)
    await truncate(join(folder, 'damaged', 'files', file.sha256), 5)
    expect((await fetchFile(session, file.fileId)).status).toBe(500)
  })
})

describe('one user', () => {
  it('has 20 unfinished uploads at most', async () => {
    const bank = await start('many')
    const session = await bank.client.login('product')
    const locations: string[] = []
    for (let count = 0; count < 20; count += 1) locations.push(locationOf(await begin(session, outgoing())))
    const refused = await begin(session, outgoing())
    expect(problemOf(refused)).toMatchObject({ status: 429, code: 'file.too_many', params: { limit: 20 } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await begin(await bank.client.login('warehouse'), outgoing({ purpose: 'shipping_proof' }))).status).toBe(
      201,
    )
    await endUpload(session, locations[0] ?? '')
    expect((await upload(session, outgoing())).status).toBe(204)
    // A stored one is finished.
    expect((await begin(session, outgoing())).status).toBe(201)
  })

  it('finishes an upload once, however often its end is sent at the same time', async () => {
    const bank = await start('once')
    const session = await bank.client.login('product')
    const file = outgoing({ bytes: png(2_000_000) })
    const location = locationOf(await begin(session, file))
    await sendPiece(session, location, file, { end: file.bytes.length - 1 })
    const end = { offset: file.bytes.length - 1 }
    const replies = await Promise.all([1, 2, 3].map(() => sendPiece(session, location, file, end)))
    expect(replies.map(({ status }) => status).filter((status) => status === 204).length).toBeGreaterThan(0)
    expect(await fileSeq(session, file.fileId)).toMatchObject([{ version: 1 }])
  })

  it('is named in the audit entry', async () => {
    const bank = await start('audited')
    const session = await bank.client.login('product')
    const file = outgoing()
    await upload(session, file)
    const changes = (await (await bank.client.login('manager')).pullAll()).changes
    const entries = changes.filter(({ doc }) => doc?.type === 'file.store')
    expect(entries).toMatchObject([
      { doc: { outcome: 'accepted', subjectId: file.fileId, args: { uploadedBy: session.opened.user.id } } },
    ])
  })
})

describe('two companies', () => {
  it('have nothing of each other’s uploads and files, also under the same ids', async () => {
    const { bank, client } = await start('companies')
    const passwordHash = await hashPassword(DEMO_PASSWORD, randomBytes)
    bank.database.transaction(() => {
      const id = freshId()
      const userId = freshId()
      const { key } = addCompany(bank.database.db, 'SAMUDRA', id)
      const documents = bank.database.documents.of(key)
      const now = bank.clock.now()
      documents.put(
        'company',
        { id, name: 'PT Samudra', transferApprovalThreshold: '1.00', accountPrefix: '88999' },
        now,
      )
      const user = { id: userId, userId: 'product', name: 'Putri', role: 'product_manager', status: 'active' }
      documents.put('user', user, now)
      credentials(bank.database.db).add({
        company: key,
        login: 'product',
        userId,
        passwordHash,
        passwordChangedAt: now,
      })
    })
    const ours = await client.login('product')
    const theirs = await client.login('product', { companyId: 'SAMUDRA' })
    const file = outgoing()
    const location = locationOf(await begin(ours, file))
    expect((await askOffset(theirs, location)).status).toBe(404)
    expect((await sendPiece(theirs, location, file)).status).toBe(404)
    await sendPiece(ours, location, file)
    expect((await fetchFile(theirs, file.fileId)).status).toBe(404)
    expect(await fileSeq(theirs, file.fileId)).toEqual([])
    const own = outgoing({ fileId: file.fileId })
    expect((await upload(theirs, own)).status).toBe(204)
    expect(sha256Of((await fetchFile(theirs, file.fileId)).bytes)).toBe(own.sha256)
    expect(sha256Of((await fetchFile(ours, file.fileId)).bytes)).toBe(file.sha256)
  })
})
