import { isAccountNumber, PREFIX_DIGITS } from '#shared/domain/accounts/account-number'
import { useAccountSearchQuery } from '../../../data/api'

/** The five digits the bank gave the company, read off a sub-account's number; null where there is none yet. */
export function useNumberPrefix(): string | null {
  const sort = { key: 'number', direction: 'desc' } as const
  const { data } = useAccountSearchQuery({ text: '', filter: {}, sort, offset: 0, limit: 50 })
  const known = data?.rows.find(({ kind, number }) => kind === 'sub' && number !== null && isAccountNumber(number))
  return known?.number?.slice(0, PREFIX_DIGITS) ?? null
}
