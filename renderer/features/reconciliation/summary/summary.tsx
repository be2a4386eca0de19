import { useTranslation } from 'react-i18next'
import { RECEIPT_AGES, type ReceiptAge, type ReconciliationSummary } from '#shared/contract/reconciliation-views'
import { Amount, formatAmount, formatCount, useLanguage } from '../../../components'
import { sharePercent } from './share'
import './summary.css'

type CurrencySums = ReconciliationSummary['currencies'][number]

interface SummaryProps {
  readonly summary: ReconciliationSummary
  /** The age that the list shows. */
  readonly age: ReceiptAge | undefined
  readonly onAge: (age: ReceiptAge | undefined) => void
}

/** How much is matched, and how old what is open is; one line for each currency. */
export function Summary({ summary, age, onAge }: SummaryProps) {
  const { t } = useTranslation('reconciliation')
  if (summary.total === 0) return null
  return (
    <section className="recon-summary" aria-label={t('summary.label')}>
      {summary.currencies.map((sums) => (
        <div key={sums.currency} className="recon-summary-line">
          <MatchedShare sums={sums} />
          <fieldset className="recon-ages" aria-label={t('summary.ages', { currency: sums.currency })}>
            {RECEIPT_AGES.map((each) => (
              <AgeButton
                key={each}
                age={each}
                sums={sums}
                isChosen={age === each}
                onChoose={() => onAge(age === each ? undefined : each)}
              />
            ))}
          </fieldset>
        </div>
      ))}
    </section>
  )
}

function MatchedShare({ sums }: { readonly sums: CurrencySums }) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const { currency, matched, expected } = sums
  const percent = sharePercent(matched.amount, expected.amount)
  const words = t('summary.matched', {
    matched: formatCount(matched.count, language),
    expected: formatCount(expected.count, language),
  })
  const amounts = t('summary.matchedAmount', {
    currency,
    matched: formatAmount(matched.amount, language),
    expected: formatAmount(expected.amount, language),
  })
  return (
    <div className="recon-share">
      <p>
        <strong className="num">{t('summary.percent', { percent })}</strong> {words}
      </p>
      <div
        className="recon-bar"
        role="progressbar"
        aria-label={t('summary.share', { currency })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={`${words} ${amounts}`}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      <p className="dim num">{amounts}</p>
    </div>
  )
}

interface AgeButtonProps {
  readonly age: ReceiptAge
  readonly sums: CurrencySums
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function AgeButton({ age, sums, isChosen, onChoose }: AgeButtonProps) {
  const { t } = useTranslation('reconciliation')
  const language = useLanguage()
  const { count, amount } = sums.ages[age]
  return (
    <button type="button" className="recon-age" data-age={age} aria-pressed={isChosen} onClick={onChoose}>
      <span className="recon-age-name">{t(`age.${age}`)}</span>
      <span className="recon-age-count num">{t('receipts', { count, shown: formatCount(count, language) })}</span>
      <span className="recon-age-amount">
        <Amount value={amount} currency={sums.currency} />
      </span>
    </button>
  )
}
