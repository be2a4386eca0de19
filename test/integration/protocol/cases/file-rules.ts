import { describe, expect, it } from 'vitest'
import { FILE_RULES } from '#shared/domain/files'
import { faultyPaths, problemOf, type Reply } from '../../../support/bank-client'
import {
  askOffset,
  begin,
  endUpload,
  fetchFile,
  locationOf,
  metadataOf,
  outgoing,
  sendPiece,
  TUS,
  upload,
} from '../../../support/uploads'
import { type BankUnderTest, undisturbed } from '../bank-under-test'
import { needs } from '../needs'
import { Replica } from '../replica'

const offsetOf = (reply: Reply): number => Number(reply.headers.get('upload-offset'))

/** Who may send and see files, and what is refused before a byte is sent. */
export function fileRulesCases(bank: BankUnderTest): void {
  const product = () => bank.as('product')
  /** What the user's feed says of a file. */
  const inFeed = async (user: Parameters<BankUnderTest['as']>[0], fileId: string) =>
    (await Replica.of(await bank.as(user))).all('file').find(({ id }) => id === fileId)

  describe('files', needs('user-product'), () => {
    describe('a creation is refused', () => {
      it('above the size of the purpose', async () => {
        const { maxSize } = FILE_RULES.product_image
        const reply = await begin(await product(), outgoing(), { 'upload-length': String(maxSize + 1) })
        expect(problemOf(reply)).toMatchObject({ status: 413, code: 'file.too_large', params: { maxSize } })
        expect((await begin(await product(), outgoing(), { 'upload-length': String(maxSize) })).status).toBe(201)
      })

      it('without content, or for a type that the purpose does not take', async () => {
        const empty = await begin(await product(), outgoing(), { 'upload-length': '0' })
        expect(problemOf(empty)).toMatchObject({ status: 422, code: 'file.rejected', params: { reason: 'empty' } })
        const pdf = await begin(await product(), outgoing({ mediaType: 'application/pdf' }))
        expect(problemOf(pdf)).toMatchObject({ status: 422, code: 'file.rejected', params: { reason: 'media_type' } })
      })

      it('with every fault listed', async () => {
        const session = await product()
        const upset = { 'upload-length': 'many', 'upload-metadata': metadataOf({ fileId: 'x', purpose: 'payroll' }) }
        const all = await begin(session, outgoing(), upset)
        expect(problemOf(all)).toMatchObject({ status: 400, code: 'request.invalid' })
        expect(faultyPaths(problemOf(all))).toEqual(['Upload-Length', 'fileId', 'mediaType', 'purpose', 'sha256'])
        const unreadable = await begin(session, outgoing(), { 'upload-metadata': 'fileId %%%' })
        expect(problemOf(unreadable)).toMatchObject({ status: 400, code: 'request.invalid' })
      })

      it('without the right version of tus', async () => {
        const reply = await begin(await product(), outgoing(), { 'tus-resumable': '0.2.2' })
        expect(problemOf(reply)).toMatchObject({ status: 412, code: 'upload.unsupported_version' })
        expect(reply.headers.get('tus-version')).toContain('1.0.0')
      })

      it('to a role that does not send such files', needs('user-maker', 'user-warehouse'), async () => {
        const maker = await begin(await bank.as('maker'), outgoing())
        expect(problemOf(maker)).toMatchObject({ status: 403, code: 'auth.forbidden' })
        const warehouse = await begin(await bank.as('warehouse'), outgoing({ purpose: 'complaint_evidence' }))
        expect(problemOf(warehouse)).toMatchObject({ status: 403, code: 'auth.forbidden' })
      })

      it('without a session', async () => {
        const reply = await bank.client.request('POST', '/v1/uploads', undefined, { headers: TUS })
        expect(problemOf(reply)).toMatchObject({ status: 401, code: 'auth.required' })
      })
    })

    describe('another user', needs('user-warehouse', 'user-maker'), () => {
      it('neither sees, continues nor ends an upload, and is not told that it exists', async () => {
        const file = outgoing({ purpose: 'shipping_proof' })
        const location = locationOf(await begin(await product(), file))
        // May send such files as well.
        const other = await bank.as('warehouse')
        for (const reply of [await sendPiece(other, location, file), await endUpload(other, location)]) {
          expect(problemOf(reply)).toMatchObject({ status: 404, code: 'not_found' })
        }
        expect((await askOffset(other, location)).status).toBe(404)
        expect(offsetOf(await askOffset(await product(), location))).toBe(0)
        expect((await sendPiece(await product(), location, file)).status).toBe(204)
      })

      it('gets the file only where the role may see what it is for', async () => {
        const file = outgoing()
        await upload(await product(), file)
        expect(await inFeed('warehouse', file.fileId)).toBeDefined()
        expect((await fetchFile(await bank.as('warehouse'), file.fileId)).status).toBe(200)
        expect(await inFeed('maker', file.fileId)).toBeUndefined()
        expect((await fetchFile(await bank.as('maker'), file.fileId)).status).toBe(404)
      })

      it('counts in the digest just what it is sent', async () => {
        await upload(await product(), outgoing())
        for (const user of ['product', 'maker'] as const) {
          const session = await bank.as(user)
          await undisturbed(session, async () => {
            const files = (await Replica.of(session)).all('file')
            expect((await session.digest()).types.file?.count ?? 0).toBe(files.length)
          })
        }
      })
    })
  })
}
