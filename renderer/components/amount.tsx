import { formatAmount, isBelowZero } from './format/amount'
import { useLanguage, useWords } from './format/words'

interface AmountProps {
  /** Wire text, `"1309688.00"`. */
  readonly value: string
  /** Shown before the figure where no header says it. */
  readonly currency?: string
  /** A word after the figure, so that colour and sign are never alone. A negative figure without one says so itself. */
  readonly word?: 'held' | 'debit' | 'credit'
  readonly signed?: boolean
}

/** A sum of money by the language's rules, in figures of equal width. */
export function Amount({ value, currency, word, signed = false }: AmountProps) {
  const t = useWords('common')
  const language = useLanguage()
  const shownWord = word ?? (isBelowZero(value) ? 'negative' : undefined)
  return (
    <span className="num amount" data-word={shownWord}>
      {currency !== undefined && <span className="amount-currency">{currency} </span>}
      {formatAmount(value, language, { signed })}
      {shownWord !== undefined && <span className="amount-word"> {t(`amount.${shownWord}`)}</span>}
    </span>
  )
}
