import { describe, expect, it } from 'vitest'
import { png } from '../../../support/sample-files'
import { askOffset, begin, fetchFile, locationOf, outgoing, sendPiece, upload } from '../../../support/uploads'
import type { BankUnderTest } from '../bank-under-test'
import { needs } from '../needs'

/** Moves the clock, by the bank's own word on when an upload ends. */
export function uploadExpiryCases(bank: BankUnderTest): void {
  describe('an unfinished upload', needs('simulation', 'user-product'), () => {
    const secondsUntil = async (expires: string | null) =>
      Math.round((Date.parse(expires ?? '') - Date.parse(await bank.client.now())) / 1000)

    it('is there until it expires, later with each piece, and gone after that', async () => {
      const file = outgoing({ bytes: png(3000) })
      const first = await bank.client.login('product')
      const begun = await begin(first, file)
      const location = locationOf(begun)
      const wait = await secondsUntil(begun.headers.get('upload-expires'))
      expect(wait).toBeGreaterThanOrEqual(3600)

      await bank.client.advance(wait - 60)
      const second = await bank.client.login('product')
      const sent = await sendPiece(second, location, file, { end: 1000 })
      expect(await secondsUntil(sent.headers.get('upload-expires'))).toBeGreaterThan(60)

      await bank.client.advance(3600)
      const asked = await askOffset(await bank.client.login('product'), location)
      expect([asked.status, asked.headers.get('upload-offset')]).toEqual([200, '1000'])

      await bank.client.advance((await secondsUntil(asked.headers.get('upload-expires'))) + 1)
      const late = await bank.client.login('product')
      expect((await askOffset(late, location)).status).toBe(404)
      expect((await sendPiece(late, location, file, { offset: 1000 })).status).toBe(404)
      expect((await upload(late, file)).status).toBe(204)
    })

    it('does not take the file with it that was made of one', async () => {
      const file = outgoing()
      const session = await bank.client.login('product')
      const begun = await begin(session, file)
      await sendPiece(session, locationOf(begun), file)
      await bank.client.advance((await secondsUntil(begun.headers.get('upload-expires'))) + 86_400)
      expect((await fetchFile(await bank.client.login('product'), file.fileId)).status).toBe(200)
    })
  })
}
