import { useTranslation } from 'react-i18next'
import { groupInFours } from '#shared/domain/accounts/account-number'
import { formatAmount, useLanguage } from '../../components'
import type { Fact, FactChange } from './facts'
import './fact-words.css'

export interface FactWords {
  label(fact: Fact): string
  value(fact: Fact, value: string | null): string
}

/** Facts in the words of the screen's language. */
export function useFactWords(): FactWords {
  const { t } = useTranslation('accounts')
  const language = useLanguage()
  return {
    label: (fact) =>
      fact.startsWith('limits.') ? t(`limit.change.${fact.slice('limits.'.length)}`) : t(`field.${fact}`),
    value(fact, value) {
      if (value === null) return t(fact.startsWith('limits.') ? 'limit.none' : 'field.nothing')
      if (fact.startsWith('limits.')) return formatAmount(value, language)
      if (fact === 'scheme' || fact === 'block' || fact === 'status')
        return t(`${fact}.${value}`, { defaultValue: value })
      return fact === 'number' ? groupInFours(value) : value
    },
  }
}

/** "Daily debit limit 50,000,000 → 75,000,000"; without the old value where it is not known. */
export function FactChanges({ changes }: { readonly changes: readonly FactChange[] }) {
  const words = useFactWords()
  if (changes.length === 0) return null
  return (
    <ul className="accounts-changes">
      {changes.map(({ fact, from, to }) => (
        <li key={fact}>
          <span className="dim">{words.label(fact)}</span>{' '}
          {from !== undefined && (
            <>
              <bdi className="num">{words.value(fact, from)}</bdi>
              {' → '}
            </>
          )}
          <bdi className="num accounts-change-to">{words.value(fact, to)}</bdi>
        </li>
      ))}
    </ul>
  )
}
