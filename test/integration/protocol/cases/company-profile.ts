import { describe, expect, it } from 'vitest'
import { COMPANY_PROFILE_ID } from '#shared/domain/documents'
import { freshId } from '../../../support/bank-client'
import { outgoing, upload } from '../../../support/uploads'
import type { BankUnderTest } from '../bank-under-test'
import { rupiahAccount } from '../demo-accounts'
import { needs } from '../needs'
import { Replica } from '../replica'

export function companyProfileCases(bank: BankUnderTest): void {
  describe('companyProfile.update', needs('user-admin', 'simulation'), () => {
    const admin = () => bank.as('admin')
    const profile = async () => (await Replica.of(await admin())).all('companyProfile')

    it('sets what is given, keeps what is missing, and null removes', async () => {
      const session = await admin()
      const logo = outgoing({ purpose: 'company_logo' })
      expect((await upload(session, logo)).status).toBe(204)
      const [before] = await profile()
      const change = { description: 'Ritel kebutuhan harian', logoFileId: logo.fileId }
      expect(await session.submit('companyProfile.update', change)).toMatchObject({ status: 'accepted' })
      expect(await profile()).toEqual([
        expect.objectContaining({
          id: COMPANY_PROFILE_ID,
          ...change,
          settlementAccountId: before?.settlementAccountId,
        }),
      ])
      await session.submit('companyProfile.update', { description: null })
      expect((await profile())[0]).toMatchObject({ description: '', logoFileId: logo.fileId })
      await session.submit('companyProfile.update', { logoFileId: null })
      expect((await profile())[0]).not.toHaveProperty('logoFileId')
    })

    it('wants a logo that the bank holds as one', needs('user-product'), async () => {
      const session = await admin()
      const picture = outgoing()
      await upload(await bank.as('product'), picture)
      for (const logoFileId of [freshId(), picture.fileId]) {
        const result = await session.submit('companyProfile.update', { logoFileId })
        expect(result).toMatchObject({ status: 'rejected', code: 'file.missing', params: { fileId: logoFileId } })
      }
    })

    it('pays out to an account of the company only', needs('user-maker'), async () => {
      const session = await admin()
      const own = rupiahAccount(await Replica.of(await bank.as('maker'))).id
      expect(await session.submit('companyProfile.update', { settlementAccountId: own })).toMatchObject({
        status: 'accepted',
      })
      const nowhere = await session.submit('companyProfile.update', { settlementAccountId: freshId() })
      expect(nowhere).toMatchObject({ status: 'rejected', code: 'not_found' })
      expect((await profile())[0]?.settlementAccountId).toBe(own)
    })
  })
}
