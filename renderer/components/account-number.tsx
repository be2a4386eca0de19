import { ACCOUNT_NUMBER_DIGITS, groupInFours } from '#shared/domain/accounts/account-number'
import { useWords } from './format/words'

/**
 * An account's number in groups of four; one the bank has not given yet says so. The gaps are drawn, not typed: copied,
 * searched and read out, a number is its digits. The bank's own numbers of current accounts are not grouped.
 */
export function AccountNumber({ number }: { readonly number: string | null }) {
  const t = useWords('common')
  if (number === null) return <span className="dim">{t('numberAtConfirmation')}</span>
  if (number.length !== ACCOUNT_NUMBER_DIGITS) return <span className="num">{number}</span>
  return (
    <span className="num account-number">
      {groupInFours(number)
        .split(' ')
        .map((digits, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells groups apart
          <span key={place}>{digits}</span>
        ))}
    </span>
  )
}
