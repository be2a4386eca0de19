import { IconArrowNarrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { Difference, LeafValue, Path } from '#shared/domain/audit/differences'
import { formatAmount, useLanguage } from '../../../components'
import { fieldWords } from '../words/field-words'
import { moneyDifference, type Names, valueWords } from '../words/value-words'
import { MoreList } from './more-list'

interface DifferenceListProps {
  readonly differences: readonly Difference[]
  /** Nothing was there before, so that it is not said of each. */
  readonly isNew: boolean
  readonly names: Names
  readonly maySeeAccounts: boolean
}

/** Fields with what they are, or were and became. */
export function DifferenceList({ differences, ...props }: DifferenceListProps) {
  return (
    <MoreList items={differences}>
      {(some) => (
        <dl className="audit-fields">
          {some.map((difference) => (
            <Field key={JSON.stringify(difference.path)} difference={difference} {...props} />
          ))}
        </dl>
      )}
    </MoreList>
  )
}

interface FieldProps extends Omit<DifferenceListProps, 'differences'> {
  readonly difference: Difference
}

function Field({ difference: { path, from, to }, isNew, names, maySeeAccounts }: FieldProps) {
  const { t } = useTranslation('audit')
  const value = { path, names, maySeeAccounts }
  const isChange = !isNew && from !== to
  return (
    <div>
      <dt>
        <bdi>{fieldWords(t, path)}</bdi>
      </dt>
      <dd>
        {isChange && (
          <>
            <span className="visually-hidden">{t('drawer.from')} </span>
            <span className="audit-from">
              <Value {...value} value={from} />
            </span>
            <IconArrowNarrowRight size={14} stroke={1.8} aria-hidden className="audit-arrow" />
            <span className="visually-hidden"> {t('drawer.to')} </span>
          </>
        )}
        <span className={isChange ? 'audit-to' : undefined}>
          {to === undefined ? <i>{t('drawer.removed')}</i> : <Value {...value} value={to} />}
        </span>
        {isChange && <Step path={path} from={from} to={to} />}
      </dd>
    </div>
  )
}

/** By how much a sum went up or down. */
function Step({ path, from, to }: Difference) {
  const language = useLanguage()
  const step = moneyDifference(path, from, to)
  return step === undefined ? null : (
    <span className="dim num audit-step">({formatAmount(step, language, { signed: true })})</span>
  )
}

interface ValueProps {
  readonly path: Path
  readonly value: LeafValue | undefined
  readonly names: Names
  readonly maySeeAccounts: boolean
}

/** A value in words; whatever a bank wrote is text. An account leads to its own details. */
function Value({ path, value, names, maySeeAccounts }: ValueProps) {
  const { t } = useTranslation('audit')
  const language = useLanguage()
  if (value === undefined) return <span className="dim">{t('value.nothing')}</span>
  const words = valueWords(t, language, path, value, names)
  const known = typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : undefined
  if (typeof value === 'string' && known?.isAccount && maySeeAccounts) {
    return (
      <Link to={`/accounts/${encodeURIComponent(value)}`} className="audit-link">
        <bdi>{words}</bdi>
      </Link>
    )
  }
  return (
    <bdi className="num" title={words === value ? undefined : String(value)}>
      {words}
    </bdi>
  )
}
