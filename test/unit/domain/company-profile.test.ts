import { describe, expect, it } from 'vitest'
import type { Decision } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import { COMPANY_PROFILE_ID, type DocumentType } from '#shared/domain/documents'
import { accountsWorld, context, GIRO, NOW, subAccount, uuid } from '../../support/accounts-world'
import { MemoryDocuments } from '../../support/memory-documents'

const LOGO = uuid(50)
const PICTURE = uuid(51)
const UNSEEN: readonly DocumentType[] = ['currentAccount', 'subAccount']

const file = (id: string, purpose: 'company_logo' | 'product_image') => ({
  type: 'file' as const,
  doc: { id, mediaType: 'image/png', size: 9, sha256: 'a'.repeat(64), purpose },
})

/** What the bank has. */
const bankWorld = () => accountsWorld().put(file(LOGO, 'company_logo')).put(file(PICTURE, 'product_image'))
/** What the app of a system administrator has of it. */
const appWorld = () => new MemoryDocuments(NOW, UNSEEN).put(file(LOGO, 'company_logo'))

const withProfile = (world: MemoryDocuments, change: object = {}) =>
  world.put({
    type: 'companyProfile',
    doc: { id: COMPANY_PROFILE_ID, description: 'Ritel', settlementAccountId: GIRO, ...change },
  })

function prepare(args: Record<string, unknown>) {
  const parsed = commandOf('companyProfile.update', 1)?.parse(args)
  if (!parsed?.ok) throw new Error(`does not parse: ${JSON.stringify(parsed)}`)
  return parsed.command
}

const decide = (world: MemoryDocuments, args: Record<string, unknown>, side: 'bank' | 'app' = 'bank'): Decision =>
  prepare(args).decide(world, context(side, NOW))

function written(decision: Decision): object {
  if (decision.kind !== 'accept') throw new Error(`not accepted: ${JSON.stringify(decision)}`)
  expect(decision.puts.map(({ type }) => type)).toEqual(['companyProfile'])
  return decision.puts[0]?.doc ?? {}
}

describe('companyProfile.update', () => {
  it('sets what is given and keeps what is missing', () => {
    expect(written(decide(withProfile(bankWorld()), { description: ' Grosir ' }))).toMatchObject({
      id: COMPANY_PROFILE_ID,
      description: 'Grosir',
      settlementAccountId: GIRO,
    })
    const logo = written(decide(withProfile(bankWorld()), { logoFileId: LOGO }))
    expect(logo).toMatchObject({ description: 'Ritel', logoFileId: LOGO })
    const kept = written(decide(withProfile(bankWorld(), { logoFileId: LOGO }), { description: 'x' }))
    expect(kept).toMatchObject({ logoFileId: LOGO })
  })

  it('removes description and logo by null, and never the settlement account', () => {
    const made = written(
      decide(withProfile(bankWorld(), { logoFileId: LOGO }), { description: null, logoFileId: null }),
    )
    expect(made).toMatchObject({ description: '', settlementAccountId: GIRO })
    expect(made).not.toHaveProperty('logoFileId')
    expect(commandOf('companyProfile.update', 1)?.parse({ settlementAccountId: null }).ok).toBe(false)
  })

  it('keeps fields that another backend added', () => {
    expect(written(decide(withProfile(bankWorld(), { slogan: 'Dekat' }), { description: 'x' }))).toMatchObject({
      slogan: 'Dekat',
    })
  })

  it('makes the first profile, which needs a settlement account', () => {
    expect(written(decide(bankWorld(), { settlementAccountId: GIRO }))).toMatchObject({ description: '' })
    expect(decide(bankWorld(), { description: 'x' })).toMatchObject({
      kind: 'invalid',
      errors: [{ path: 'settlementAccountId', code: 'field.required' }],
    })
  })

  it.each([
    ['is not there', uuid(99)],
    ['was sent for something else', PICTURE],
  ])('refuses a logo that %s', (_why, logoFileId) => {
    expect(decide(withProfile(bankWorld()), { logoFileId })).toEqual({
      kind: 'reject',
      code: 'file.missing',
      params: { fileId: logoFileId },
    })
  })

  it('pays out to an open account of the company, current or below one', () => {
    const world = withProfile(bankWorld())
      .put({ type: 'subAccount', doc: subAccount(10) })
      .put({ type: 'subAccount', doc: subAccount(11, { status: 'closed', name: 'Tutup' }) })
    expect(written(decide(world, { settlementAccountId: uuid(10) }))).toMatchObject({ settlementAccountId: uuid(10) })
    expect(decide(world, { settlementAccountId: uuid(99) })).toEqual({
      kind: 'reject',
      code: 'not_found',
      params: { type: 'account', id: uuid(99) },
    })
    expect(decide(world, { settlementAccountId: uuid(11) })).toEqual({
      kind: 'reject',
      code: 'account.closed',
      params: { id: uuid(11), name: 'Tutup' },
    })
  })

  it('leaves the account to the bank where the app is not sent accounts, and nothing else', () => {
    const app = withProfile(appWorld())
    expect(written(decide(app, { settlementAccountId: uuid(99) }, 'app'))).toMatchObject({
      settlementAccountId: uuid(99),
    })
    expect(decide(app, { logoFileId: uuid(98) }, 'app')).toMatchObject({ code: 'file.missing' })
    for (const args of [{ description: 'a' }, { logoFileId: LOGO }, { logoFileId: null, settlementAccountId: GIRO }]) {
      expect(decide(app, args, 'app')).toEqual(decide(withProfile(bankWorld()), args))
    }
  })

  it('needs its logo at the bank before it is sent', () => {
    expect(prepare({ logoFileId: LOGO }).files).toEqual([LOGO])
    expect(prepare({ logoFileId: null }).files).toEqual([])
    expect(prepare({ description: 'x' }).files).toEqual([])
    const block = commandOf('subAccount.setBlock', 1)?.parse({ id: uuid(1), block: 'all', reason: 'x' })
    expect(block?.ok && block.command.files).toEqual([])
  })

  it('is about the one profile that a company has', () => {
    const { subject, stream, permission } = prepare({})
    expect(subject).toEqual({ type: 'companyProfile', id: COMPANY_PROFILE_ID })
    expect([stream, permission]).toEqual(['companyProfile', 'companyProfile.manage'])
  })

  it.each([{ description: '' }, { description: 'x'.repeat(2001) }, { logoFileId: 'x' }, { settlementAccountId: 1 }])(
    'takes no %j',
    (args) => {
      expect(commandOf('companyProfile.update', 1)?.parse(args).ok).toBe(false)
    },
  )
})
