import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { MAX_FILE_SIZE } from '#shared/domain/files'
import { freshId, problemOf, type Reply } from '../../../support/bank-client'
import { png, SAMPLES, sha256Of } from '../../../support/sample-files'
import {
  askOffset,
  begin,
  cutPiece,
  endUpload,
  fetchFile,
  locationOf,
  type OutgoingFile,
  outgoing,
  sendPiece,
  upload,
} from '../../../support/uploads'
import type { BankUnderTest } from '../bank-under-test'
import { needs } from '../needs'
import { Replica } from '../replica'

const offsetOf = (reply: Reply): number => Number(reply.headers.get('upload-offset'))
const checksum = (algorithm: string, bytes: Uint8Array): { 'upload-checksum': string } => ({
  'upload-checksum': `${algorithm} ${createHash(algorithm).update(bytes).digest('base64')}`,
})

export function filesCases(bank: BankUnderTest): void {
  const product = () => bank.as('product')
  /** What the user's feed says of a file. */
  const inFeed = async (user: Parameters<BankUnderTest['as']>[0], fileId: string) =>
    (await Replica.of(await bank.as(user))).all('file').find(({ id }) => id === fileId)

  describe('files', needs('user-product'), () => {
    describe('the upload of a file', () => {
      it('is announced with what this bank can do', async () => {
        const reply = await bank.client.request('OPTIONS', '/v1/uploads', undefined)
        expect(reply.status).toBe(204)
        expect(reply.headers.get('tus-version')).toContain('1.0.0')
        expect(reply.headers.get('tus-extension')?.split(',')).toEqual(
          expect.arrayContaining(['creation', 'checksum', 'expiration', 'termination']),
        )
        expect(Number(reply.headers.get('tus-max-size'))).toBe(MAX_FILE_SIZE)
        expect(reply.headers.get('tus-checksum-algorithm')?.split(',')).toContain('sha1')
      })

      it('in one piece: the document appears, and the bytes come back as they were', async () => {
        const session = await product()
        const file = outgoing()
        const begun = await begin(session, file)
        const location = locationOf(begun)
        expect(Date.parse(begun.headers.get('upload-expires') ?? '')).toBeGreaterThan(0)
        expect(await inFeed('product', file.fileId)).toBeUndefined()
        expect((await fetchFile(session, file.fileId)).status).toBe(404)

        const done = await sendPiece(session, location, file)
        expect([done.status, offsetOf(done)]).toEqual([204, file.bytes.length])
        const { fileId: id, mediaType, purpose, sha256 } = file
        expect(await inFeed('product', id)).toMatchObject({ id, mediaType, purpose, sha256, size: file.bytes.length })

        const fetched = await fetchFile(session, id)
        expect(fetched.status).toBe(200)
        expect(sha256Of(fetched.bytes)).toBe(sha256)
        expect(fetched.headers.get('content-type')).toBe(mediaType)
        expect(fetched.headers.get('x-content-type-options')).toBe('nosniff')
        expect(fetched.headers.get('content-disposition')).toMatch(/^attachment/)
        expect(fetched.headers.get('etag')).toBe(`"${sha256}"`)
        expect(fetched.headers.get('cache-control')).toContain('private')
        const again = await fetchFile(session, id, { 'if-none-match': `"${sha256}"` })
        expect([again.status, again.bytes.length]).toEqual([304, 0])
      })

      it('larger than any other request body may be', async () => {
        const session = await product()
        const file = outgoing({ bytes: png(9 * 1024 * 1024) })
        expect((await upload(session, file)).status).toBe(204)
        expect(sha256Of((await fetchFile(session, file.fileId)).bytes)).toBe(file.sha256)
      })

      it('in pieces: HEAD tells how far it is, and the document comes with the last', async () => {
        const session = await product()
        const file = outgoing({ bytes: png(50_000) })
        const location = locationOf(await begin(session, file))
        for (const [offset, end] of [
          [0, 1],
          [1, 30_000],
          [30_000, 50_000],
        ] as const) {
          const asked = await askOffset(session, location)
          expect([asked.status, offsetOf(asked)]).toEqual([200, offset])
          expect(Number(asked.headers.get('upload-length'))).toBe(file.bytes.length)
          expect(asked.headers.get('cache-control')).toContain('no-store')
          expect(offsetOf(await sendPiece(session, location, file, { offset, end }))).toBe(end)
        }
        expect(await inFeed('product', file.fileId)).toBeUndefined()
        await sendPiece(session, location, file, { offset: 50_000 })
        expect(await inFeed('product', file.fileId)).toBeDefined()
        // The answer to the last piece may be lost: HEAD says that all is there.
        expect(offsetOf(await askOffset(session, location))).toBe(file.bytes.length)
      })

      it('goes on after a cut, without what the bank has already said it has', async () => {
        const session = await product()
        const file = outgoing({ bytes: png(400_000) })
        const location = locationOf(await begin(session, file))
        await sendPiece(session, location, file, { end: 100_000 })
        await cutPiece(session, location, file, 100_000, 150_000)
        const offset = offsetOf(await askOffset(session, location))
        expect(offset).toBeGreaterThanOrEqual(100_000)
        expect(offset).toBeLessThanOrEqual(250_000)
        expect((await sendPiece(session, location, file, { offset })).status).toBe(204)
        expect(sha256Of((await fetchFile(session, file.fileId)).bytes)).toBe(file.sha256)
      })

      it('refuses a piece that begins elsewhere', async () => {
        const session = await product()
        const file = outgoing()
        const location = locationOf(await begin(session, file))
        const reply = await sendPiece(session, location, file, { offset: 5 })
        expect(problemOf(reply)).toMatchObject({ status: 409, code: 'upload.offset_conflict' })
        expect(offsetOf(await askOffset(session, location))).toBe(0)
      })

      it('takes no more than was announced', async () => {
        const session = await product()
        const file = outgoing()
        const location = locationOf(await begin(session, file))
        const longer = { bytes: new Uint8Array([...file.bytes, 1, 2, 3]) }
        expect(problemOf(await sendPiece(session, location, longer))).toMatchObject({
          status: 413,
          code: 'request.too_large',
        })
        expect(await inFeed('product', file.fileId)).toBeUndefined()
        expect((await sendPiece(session, location, file)).status).toBe(204)
      })
    })

    describe('the checksum of a piece', () => {
      it.each(['sha1', 'sha256'])(
        '%s: right ones pass, a wrong one leaves the upload where it was',
        async (algorithm) => {
          const session = await product()
          const file = outgoing({ bytes: png(2000) })
          const location = locationOf(await begin(session, file))
          const first = file.bytes.slice(0, 900)
          const right = await sendPiece(session, location, file, { end: 900, headers: checksum(algorithm, first) })
          expect([right.status, offsetOf(right)]).toEqual([204, 900])
          const wrong = await sendPiece(session, location, file, { offset: 900, headers: checksum(algorithm, first) })
          expect(problemOf(wrong)).toMatchObject({ status: 460, code: 'upload.checksum_mismatch' })
          expect(offsetOf(await askOffset(session, location))).toBe(900)
          expect(await inFeed('product', file.fileId)).toBeUndefined()
          const headers = checksum(algorithm, file.bytes.slice(900))
          expect((await sendPiece(session, location, file, { offset: 900, headers })).status).toBe(204)
          expect(await inFeed('product', file.fileId)).toBeDefined()
        },
      )

      it('of a kind that the bank does not know is an invalid request', async () => {
        const session = await product()
        const file = outgoing()
        const location = locationOf(await begin(session, file))
        const reply = await sendPiece(session, location, file, { headers: { 'upload-checksum': 'crc7 AAAA' } })
        expect(problemOf(reply)).toMatchObject({ status: 400, code: 'request.invalid' })
        expect(offsetOf(await askOffset(session, location))).toBe(0)
      })
    })

    describe('a file that is not what was said', () => {
      const rejected = async (file: OutgoingFile) => {
        const session = await product()
        const location = locationOf(await begin(session, file))
        const reply = await sendPiece(session, location, file)
        expect(problemOf(reply)).toMatchObject({ status: 422, code: 'file.rejected' })
        expect((await askOffset(session, location)).status).toBe(404)
        expect(await inFeed('product', file.fileId)).toBeUndefined()
        expect((await fetchFile(session, file.fileId)).status).toBe(404)
      }

      it('other content: no file exists', () => rejected(outgoing({ bytes: SAMPLES['image/jpeg'] ?? png() })))
      it('no picture at all', () => rejected(outgoing({ bytes: new Uint8Array(Buffer.from('<svg onload=alert(1)>')) })))
      it('another hash', () => rejected(outgoing({ sha256: sha256Of(png()) })))

      it('can be sent under the same id once it is right', async () => {
        const session = await product()
        const bad = outgoing({ bytes: new Uint8Array(Buffer.from('no picture')) })
        expect((await upload(session, bad)).status).toBe(422)
        expect((await upload(session, outgoing({ fileId: bad.fileId }))).status).toBe(204)
      })
    })

    describe('sent twice', () => {
      it('a stored file answers that it is there, and nothing changes', async () => {
        const session = await product()
        const file = outgoing()
        await upload(session, file)
        const before = await inFeed('product', file.fileId)
        const again = await begin(session, file)
        expect(offsetOf(again)).toBe(file.bytes.length)
        const asked = await askOffset(session, locationOf(again))
        expect([asked.status, offsetOf(asked)]).toEqual([200, file.bytes.length])
        expect(await inFeed('product', file.fileId)).toEqual(before)
      })

      it('an upload that was begun is found again', async () => {
        const session = await product()
        const file = outgoing({ bytes: png(5000) })
        const location = locationOf(await begin(session, file))
        await sendPiece(session, location, file, { end: 2000 })
        const again = await begin(session, file)
        expect([locationOf(again), offsetOf(again)]).toEqual([location, 2000])
      })

      it('other content under the same id is a conflict, before and after it was sent', async () => {
        const session = await product()
        const file = outgoing()
        const rival = outgoing({ fileId: file.fileId })
        const begun = locationOf(await begin(session, rival))
        await upload(session, file)
        expect(problemOf(await sendPiece(session, begun, rival))).toMatchObject({ status: 409, code: 'file.conflict' })
        expect(problemOf(await begin(session, rival))).toMatchObject({ status: 409, code: 'file.conflict' })
        expect(sha256Of((await fetchFile(session, file.fileId)).bytes)).toBe(file.sha256)
      })

      it('the same content may be two files', async () => {
        const session = await product()
        const one = outgoing()
        const other = outgoing({ bytes: one.bytes })
        expect([(await upload(session, one)).status, (await upload(session, other)).status]).toEqual([204, 204])
        expect(sha256Of((await fetchFile(session, other.fileId)).bytes)).toBe(one.sha256)
      })
    })

    describe('an upload that was ended', () => {
      it('is gone with what had come, and the file can be begun anew', async () => {
        const session = await product()
        const file = outgoing()
        const location = locationOf(await begin(session, file))
        await sendPiece(session, location, file, { end: 10 })
        expect((await endUpload(session, location)).status).toBe(204)
        expect((await askOffset(session, location)).status).toBe(404)
        expect((await endUpload(session, location)).status).toBe(404)
        expect((await upload(session, file)).status).toBe(204)
      })

      it('after it was stored leaves the file', async () => {
        const session = await product()
        const file = outgoing()
        const location = locationOf(await begin(session, file))
        await sendPiece(session, location, file)
        await endUpload(session, location)
        expect((await fetchFile(session, file.fileId)).status).toBe(200)
      })
    })

    it('of which nobody knows is not found', async () => {
      const session = await product()
      expect((await askOffset(session, `/v1/uploads/${freshId()}`)).status).toBe(404)
      expect((await fetchFile(session, freshId())).status).toBe(404)
      expect((await fetchFile(session, '..%2F..%2Fbank.db')).status).toBe(404)
      expect((await askOffset(session, '/v1/uploads/..%2F..%2Fbank.db')).status).toBe(404)
    })
  })
}
