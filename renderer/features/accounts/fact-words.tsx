import { useTranslation } from 'react-i18next'
import { AccountNumber, formatAmount, useLanguage } from '../../components'
import { useAccountQuery } from '../../data/api'
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
      return value
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
              <bdi className="num">
                <FactValue fact={fact} value={from} />
              </bdi>
              {' → '}
            </>
          )}
          <bdi className="num accounts-change-to">
            <FactValue fact={fact} value={to} />
          </bdi>
        </li>
      ))}
    </ul>
  )
}

function FactValue({ fact, value }: { readonly fact: Fact; readonly value: string | null }) {
  const words = useFactWords()
  if (value === null) return words.value(fact, value)
  if (fact === 'number') return <AccountNumber number={value} />
  return fact === 'parentId' ? <AccountName id={value} /> : words.value(fact, value)
}

/** An account that another one stands under, by its name of today; where it is not here, by its id. */
function AccountName({ id }: { readonly id: string }) {
  const { data } = useAccountQuery({ id })
  return data?.name ?? id
}
