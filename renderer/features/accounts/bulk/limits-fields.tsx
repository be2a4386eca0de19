import { Fieldset } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, fieldErrors, MoneyInput } from '../../../components'
import { DIRECTIONS, type Direction, LIMIT_KINDS, type LimitKind } from '../change-arguments'
import type { BulkFields } from './bulk-fields'
import { argumentFaults } from './bulk-kinds'
import { LIMIT_WISHES, type LimitWish, limitArguments, NO_WISHES, type WishedLimits } from './limit-wishes'

/** For each limit: leave it as every account has it, set it, or take it away. */
export function useLimitsFields(currency: string): BulkFields {
  const { t } = useTranslation('accounts')
  const { t: words } = useTranslation()
  const [wishes, setWishes] = useState(NO_WISHES)
  const args = limitArguments(wishes)
  const faults = args === null ? [] : argumentFaults('limits', args)
  const errors = fieldErrors({ code: 'arguments.invalid', errors: [...faults] }, words)
  return {
    args,
    deciding: args,
    submit: 'bulk.submitLimits',
    reach: 'bulk.ready',
    meaning: `${t('bulk.limitsMeaning')} ${t('bulk.oneEach')}`,
    danger: false,
    oneCurrency: true,
    fields: DIRECTIONS.map((direction) => (
      <Fieldset key={direction} legend={t(`setLimits.${direction}`)} className="accounts-fieldset">
        {LIMIT_KINDS.map((kind) => (
          <LimitWishField
            key={kind}
            direction={direction}
            kind={kind}
            wish={wishes[direction][kind]}
            currency={currency}
            error={errors[`${direction}.${kind}`]}
            onChange={(wish) => setWishes((before) => withWish(before, direction, kind, wish))}
          />
        ))}
      </Fieldset>
    )),
  }
}

function withWish(before: WishedLimits, direction: Direction, kind: LimitKind, wish: LimitWish): WishedLimits {
  return { ...before, [direction]: { ...before[direction], [kind]: wish } }
}

interface LimitWishFieldProps {
  readonly direction: Direction
  readonly kind: LimitKind
  readonly wish: LimitWish
  readonly currency: string
  readonly error: string | undefined
  readonly onChange: (wish: LimitWish) => void
}

function LimitWishField({ direction, kind, wish, currency, error, onChange }: LimitWishFieldProps) {
  const { t } = useTranslation('accounts')
  const limit = t(`limit.field.${direction}.${kind}`)
  return (
    <div className="accounts-wish">
      <ChoiceField
        inDialog
        label={limit}
        allowDeselect={false}
        data={LIMIT_WISHES.map((value) => ({ value, label: t(`bulk.limit.${value}`) }))}
        value={wish.change}
        onChange={(value) => {
          const change = LIMIT_WISHES.find((known) => known === value) ?? 'leave'
          onChange({ ...wish, change })
        }}
      />
      {wish.change === 'set' && (
        <MoneyInput
          label={t('bulk.limit.amount', { limit })}
          currency={currency}
          value={wish.amount}
          error={error}
          onChange={(amount) => onChange({ ...wish, amount })}
        />
      )}
    </div>
  )
}
