import { useTranslation } from 'react-i18next'
import { groupInFours } from '#shared/domain/accounts/account-number'

/** An account's number in groups of four; one the bank has not given yet says so. */
export function AccountNumber({ number }: { readonly number: string | null }) {
  const { t } = useTranslation('common')
  if (number === null) return <span className="dim">{t('numberAtConfirmation')}</span>
  return <span className="num">{groupInFours(number)}</span>
}
