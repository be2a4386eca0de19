import { Fieldset, SimpleGrid } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyInput } from '../../../components'
import { DIRECTIONS, type Direction, LIMIT_KINDS, type LimitKind, type Limits } from '../change-arguments'

/** What stands in the four fields: wire text, empty for no limit, or what was typed where that is no amount. */
export type TypedLimits = Readonly<Record<Direction, Readonly<Record<LimitKind, string>>>>

export function typedLimits(limits: Limits): TypedLimits {
  const text = ({ perTransaction, daily }: Limits[Direction]) => ({
    perTransaction: perTransaction ?? '',
    daily: daily ?? '',
  })
  return { debit: text(limits.debit), credit: text(limits.credit) }
}

/** The limits that the fields ask for. Text that is no amount goes along, for the command's schema to name it. */
export function wantedLimits(typed: TypedLimits): Limits {
  const limit = (text: string) => (text === '' ? null : text)
  const of = ({ perTransaction, daily }: TypedLimits[Direction]) => ({
    perTransaction: limit(perTransaction),
    daily: limit(daily),
  })
  return { debit: of(typed.debit), credit: of(typed.credit) }
}

interface LimitFieldsProps {
  readonly currency: string
  readonly typed: TypedLimits
  readonly onChange: (typed: TypedLimits) => void
  readonly errors: Readonly<Record<string, string>>
  /** Where the limits stand in the command's arguments, `limits.` or nothing. */
  readonly path: string
  readonly hint: (direction: Direction, kind: LimitKind) => ReactNode
}

/** Per transaction and per day, for debits and credits; empty is no limit. */
export function LimitFields({ currency, typed, onChange, errors, path, hint }: LimitFieldsProps) {
  const { t } = useTranslation('accounts')
  return DIRECTIONS.map((direction) => (
    <Fieldset key={direction} legend={t(`setLimits.${direction}`)} className="accounts-fieldset">
      <SimpleGrid cols={2} spacing={12}>
        {LIMIT_KINDS.map((kind) => (
          <MoneyInput
            key={kind}
            label={t(`limit.field.${direction}.${kind}`)}
            placeholder={t('limit.none')}
            description={hint(direction, kind)}
            currency={currency}
            value={typed[direction][kind]}
            error={errors[`${path}${direction}.${kind}`]}
            onChange={(value) => onChange({ ...typed, [direction]: { ...typed[direction], [kind]: value } })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  ))
}
