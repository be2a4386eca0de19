import { describe, expect, it } from 'vitest'
import {
  checkContent,
  checkFile,
  FILE_PURPOSES,
  FILE_RULES,
  isFilePurpose,
  MAX_FILE_SIZE,
  mayUpload,
} from '#shared/domain/files'
import { maySee, permissionToSee, visibleOf } from '#shared/domain/visibility'
import { permissionsOf, ROLES } from '#shared/kernel/permissions'

const MIB = 1024 * 1024

describe('a file that is about to be sent', () => {
  it.each(FILE_PURPOSES)('%s: may be as large as its purpose allows and not a byte larger', (purpose) => {
    const { maxSize, mediaTypes } = FILE_RULES[purpose]
    const mediaType = mediaTypes[0] ?? ''
    expect(checkFile({ purpose, size: 1, mediaType }).ok).toBe(true)
    expect(checkFile({ purpose, size: maxSize, mediaType }).ok).toBe(true)
    expect(checkFile({ purpose, size: maxSize + 1, mediaType })).toEqual({
      ok: false,
      error: { code: 'file.too_large', params: { purpose, size: maxSize + 1, maxSize, maxMiB: maxSize / MIB } },
    })
  })

  it.each([0, -1, 1.5, Number.NaN])('must have bytes: %s', (size) => {
    expect(checkFile({ purpose: 'company_logo', size, mediaType: 'image/png' })).toMatchObject({
      error: { code: 'file.rejected', params: { reason: 'empty' } },
    })
  })

  it('must be of a type that its purpose takes', () => {
    const rejected = (reason: string) => ({ ok: false, error: { code: 'file.rejected', params: { reason } } })
    expect(checkFile({ purpose: 'activation_document', size: 1, mediaType: 'image/png' })).toMatchObject(
      rejected('media_type'),
    )
    expect(checkFile({ purpose: 'shipping_proof', size: 1, mediaType: 'application/pdf' })).toMatchObject(
      rejected('media_type'),
    )
    expect(checkFile({ purpose: 'company_logo', size: 1, mediaType: 'image/heic' })).toMatchObject(
      rejected('media_type'),
    )
  })

  it('must be what it says it is', () => {
    const claim = { purpose: 'company_logo', mediaType: 'image/png' } as const
    expect(checkContent(claim, 'image/png').ok).toBe(true)
    expect(checkContent(claim, 'image/jpeg')).toMatchObject({
      error: { code: 'file.rejected', params: { reason: 'content', detected: 'image/jpeg' } },
    })
    expect(checkContent(claim, undefined)).toMatchObject({ error: { params: { detected: 'unknown' } } })
  })

  it('has the limits of docs/domain.md §0 Files', () => {
    const limits = FILE_PURPOSES.map((purpose) => [purpose, FILE_RULES[purpose].maxSize / MIB])
    expect(Object.fromEntries(limits)).toEqual({
      shipping_proof: 20,
      product_image: 10,
      company_logo: 2,
      activation_document: 10,
      complaint_evidence: 20,
    })
    expect(MAX_FILE_SIZE).toBe(20 * MIB)
    expect(isFilePurpose('shipping_proof')).toBe(true)
    expect(isFilePurpose('toString')).toBe(false)
  })
})

describe('who may send and see a file', () => {
  it.each([
    ['shipping_proof', ['product_manager', 'warehouse_staff'], ['product_manager', 'warehouse_staff', 'manager']],
    ['product_image', ['product_manager'], ['product_manager', 'warehouse_staff', 'manager']],
    ['company_logo', ['system_admin'], ROLES],
    ['activation_document', ['treasury_maker'], ['system_admin', 'treasury_maker', 'treasury_approver', 'manager']],
    ['complaint_evidence', ['product_manager'], ['product_manager', 'warehouse_staff', 'manager']],
  ] as const)('%s', (purpose, senders, viewers) => {
    expect(ROLES.filter((role) => mayUpload(role, purpose))).toEqual(senders)
    expect(ROLES.filter((role) => maySee(permissionsOf(role), 'file', { purpose }))).toEqual(viewers)
    expect(ROLES.filter((role) => visibleOf(permissionsOf(role), 'file')?.only?.values.includes(purpose))).toEqual(
      viewers,
    )
  })

  it('opens nothing for a purpose that nobody knows', () => {
    const all = ROLES.flatMap((role) => permissionsOf(role))
    for (const doc of [{}, { purpose: 'payroll' }, { purpose: 1 }, { purpose: 'toString' }]) {
      expect(permissionToSee('file', doc)).toBeUndefined()
      expect(maySee(all, 'file', doc)).toBe(false)
    }
  })

  it('is per type where it does not depend on the document', () => {
    expect(permissionToSee('subAccount', {})).toBe('accounts.view')
    expect(permissionToSee('companyProfile', {})).toBeNull()
    expect(visibleOf([], 'company')).toEqual({ type: 'company', only: null })
    expect(visibleOf([], 'subAccount')).toBeUndefined()
    expect(visibleOf(['accounts.view'], 'subAccount')).toEqual({ type: 'subAccount', only: null })
    expect(visibleOf([], 'file')?.only).toEqual({ field: 'purpose', values: ['company_logo'] })
  })
})
