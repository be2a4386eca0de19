import { z } from 'zod'
import { accept, type Decision, type DocumentReader, defineCommand, invalid, reject } from '../command'
import {
  COMPANY_PROFILE_ID,
  type CompanyProfile,
  type CurrentAccount,
  type FileDocument,
  type SubAccount,
} from '../documents'
import { Id, Text } from '../fields'

const Args = z.object({
  description: Text(2000).nullable().optional(),
  logoFileId: Id.nullable().optional(),
  settlementAccountId: Id.optional(),
})
type Args = z.infer<typeof Args>

interface Loaded {
  readonly profile: CompanyProfile | undefined
  readonly logo: FileDocument | undefined
  readonly account: CurrentAccount | SubAccount | undefined
  /** Whether an account that was not found is known not to be there. */
  readonly accountsKnown: boolean
}

function load(read: DocumentReader, { logoFileId, settlementAccountId }: Args): Loaded {
  return {
    profile: read.find('companyProfile', COMPANY_PROFILE_ID),
    logo: logoFileId ? read.find('file', logoFileId) : undefined,
    account: settlementAccountId
      ? (read.find('subAccount', settlementAccountId) ?? read.find('currentAccount', settlementAccountId))
      : undefined,
    accountsKnown: read.holds('subAccount') && read.holds('currentAccount'),
  }
}

/** Why the settlement account cannot be this one. Pay-outs would come back from a closed account for ever. */
function accountFault({ account, accountsKnown }: Loaded, id: string | undefined): Decision | null {
  if (id === undefined) return null
  if (!account) return accountsKnown ? reject('not_found', { type: 'account', id }) : null
  return account.status === 'closed' ? reject('account.closed', { id, name: account.name }) : null
}

/**
 * Sets what buyers see of the company and where its sales are paid out to. What is missing stays; null removes description
 * and logo. A settlement account can be exchanged, never removed; the first profile needs one. Rejections: `file.missing`
 * {fileId} for a logo that the bank does not hold as `company_logo`, `not_found` {type: `account`, id}, `account.closed`.
 * Source: docs/domain.md §3 Company profile.
 */
export const updateCompanyProfile = defineCommand({
  type: 'companyProfile.update',
  version: 1,
  permission: 'companyProfile.manage',
  args: Args,
  stream: () => 'companyProfile',
  subject: () => ({ type: 'companyProfile' as const, id: COMPANY_PROFILE_ID }),
  files: ({ logoFileId }) => (logoFileId ? [logoFileId] : []),
  load,
  decide(loaded, args) {
    const { logoFileId: oldLogo, ...old } = loaded.profile ?? { id: COMPANY_PROFILE_ID, description: '' }
    const settlementAccountId = args.settlementAccountId ?? loaded.profile?.settlementAccountId
    if (settlementAccountId === undefined) {
      return invalid([{ path: 'settlementAccountId', code: 'field.required', message: 'the first profile needs it' }])
    }
    if (args.logoFileId && loaded.logo?.purpose !== 'company_logo') {
      return reject('file.missing', { fileId: args.logoFileId })
    }
    const fault = accountFault(loaded, args.settlementAccountId)
    if (fault) return fault
    const logoFileId = args.logoFileId === undefined ? oldLogo : (args.logoFileId ?? undefined)
    const description = args.description === undefined ? old.description : (args.description ?? '')
    const doc = { ...old, description, settlementAccountId, ...(logoFileId === undefined ? {} : { logoFileId }) }
    return accept([{ type: 'companyProfile', doc }])
  },
})
