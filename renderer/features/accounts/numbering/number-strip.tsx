import { useTranslation } from 'react-i18next'
import { BODY_DIGITS, PREFIX_DIGITS } from '#shared/domain/accounts/account-number'
import type { NumberingSegment } from '#shared/domain/documents'
import { AccountNumber } from '../../../components'

interface NumberStripProps {
  readonly segments: readonly NumberingSegment[]
  /** The next numbers, the first of them taken apart. */
  readonly numbers: readonly string[]
}

/** Which digits of the next number come from where, and the numbers after it. */
export function NumberStrip({ segments, numbers }: NumberStripProps) {
  const { t } = useTranslation('accounts')
  const [first, ...later] = numbers
  if (first === undefined) return null
  const parts = [
    { key: 'prefix', digits: first.slice(0, PREFIX_DIGITS), label: t('numbering.prefix') },
    ...bodyParts(segments, first).map(({ segment, digits }, place) => ({
      key: String(place),
      digits,
      label: segment.kind === 'field' ? segment.name : t(`numbering.kind.${segment.kind}`),
    })),
    { key: 'check', digits: first.slice(PREFIX_DIGITS + BODY_DIGITS), label: t('numbering.check') },
  ]
  return (
    <div className="numbering-preview">
      <dl className="numbering-strip">
        {parts.map(({ key, digits, label }) => (
          <div key={key} data-part={key}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd className="num">{digits}</dd>
          </div>
        ))}
      </dl>
      <ol className="numbering-next" aria-label={t('numbering.nextNumbers')}>
        {[first, ...later].map((number) => (
          <li key={number}>
            <AccountNumber number={number} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function bodyParts(segments: readonly NumberingSegment[], number: string) {
  let at = PREFIX_DIGITS
  return segments.map((segment) => {
    const width = segment.kind === 'fixed' ? segment.digits.length : segment.width
    const digits = number.slice(at, at + width)
    at += width
    return { segment, digits }
  })
}
