import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OverviewOfCurrency } from '#shared/contract/overview-views'
import { Amount } from '../../components'
import { isNothing, isSame, percentOf } from './exact-share'

interface KeyFiguresProps {
  readonly sums: OverviewOfCurrency
}

/** What there is, what of it can be used, what is held, and what the days shown brought. */
export function KeyFigures({ sums }: KeyFiguresProps) {
  const { t } = useTranslation('overview')
  const { currency, position, available, held, net, moneyIn, moneyOut, days } = sums
  const usable = percentOf(available.shown, position.shown)
  return (
    <dl className="overview-figures">
      <Figure label={t('figure.position')} figure={position} currency={currency}>
        {t('figure.accounts', { count: sums.schemes.reduce((all, { accounts }) => all + accounts, 0) })}
      </Figure>
      <Figure label={t('figure.available')} figure={available} currency={currency}>
        {usable !== null && t('figure.ofPosition', { percent: usable })}
      </Figure>
      <Figure label={t('figure.held')} figure={held} currency={currency} held>
        {t(isNothing(held.shown) ? 'figure.nothingHeld' : 'figure.heldText')}
      </Figure>
      <Figure label={t('figure.net', { count: days.length })} figure={net} currency={currency} signed>
        {t('figure.inAndOut', { moneyIn: moneyIn.shown, moneyOut: moneyOut.shown })}
      </Figure>
    </dl>
  )
}

interface FigureProps {
  readonly label: string
  readonly figure: OverviewOfCurrency['position']
  readonly currency: string
  readonly held?: boolean
  readonly signed?: boolean
  readonly children: ReactNode
}

/** A figure with the user's own pending commands in it, and beside it what the bank has confirmed where that differs. */
function Figure({
  label,
  figure: { shown, confirmed },
  currency,
  held = false,
  signed = false,
  children,
}: FigureProps) {
  const { t } = useTranslation('overview')
  return (
    <div className="card overview-figure">
      <dt>{label}</dt>
      <dd className="overview-amount" data-held={(held && !isNothing(shown)) || undefined}>
        <Amount value={shown} currency={currency} signed={signed} />
      </dd>
      {isSame(shown, confirmed) ? (
        <dd className="overview-note">{children}</dd>
      ) : (
        <dd className="overview-note overview-confirmed">{t('figure.confirmed', { amount: confirmed })}</dd>
      )}
    </div>
  )
}
