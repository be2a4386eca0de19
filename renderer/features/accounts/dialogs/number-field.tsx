import { TextInput } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { NumberPreview } from '#shared/contract/opening-views'
import { AccountNumber, useProblemText } from '../../../components'
import { useAccountSearchQuery } from '../../../data/api'
import { readNumber, type TypedNumber } from './create-number'

interface NumberFieldProps {
  readonly typed: string
  /** What the bank would give, null while it is being asked for. */
  readonly preview: NumberPreview | null
  readonly error: string | undefined
  readonly onChange: (typed: string) => void
}

/** A number by hand, ten digits or all sixteen, with its check digit; or none, and the bank gives one by the scheme. */
export function NumberField({ typed, preview, error, onChange }: NumberFieldProps) {
  const { t } = useTranslation('accounts')
  const read = readNumber(typed, preview?.prefix ?? null)
  const holder = useHolder(read)
  return (
    <div>
      <TextInput
        label={t('create.body')}
        description={t('create.bodyHelp')}
        inputMode="numeric"
        autoComplete="off"
        classNames={{ input: 'num' }}
        value={typed}
        error={holder ?? faultOf(read, t) ?? error}
        // Pasted with spaces or dashes, as numbers are shown; anything else stays, to be seen and corrected.
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/[\s-]/g, ''))}
      />
      <p className="accounts-full-number" aria-live="polite">
        <span className="dim">{t('create.fullNumber')}:</span> <WholeNumber read={read} preview={preview} />
      </p>
    </div>
  )
}

function WholeNumber({ read, preview }: { readonly read: TypedNumber; readonly preview: NumberPreview | null }) {
  const { t } = useTranslation('accounts')
  const problemText = useProblemText()
  if (read.kind === 'none') {
    const [likely] = preview?.numbers ?? []
    if (preview?.problem) return <span className="accounts-no-number">{problemText(preview.problem)}</span>
    if (likely === undefined) return <span>{t('create.givenByBank')}</span>
    return (
      <>
        {t('create.givenByBank')}, {t('create.likely')} <AccountNumber number={likely} />
      </>
    )
  }
  if (read.kind === 'number' && read.whole !== null) {
    return (
      <>
        <b>
          <AccountNumber number={read.whole} />
        </b>{' '}
        <span className="dim">{t('create.checkDigit', { digit: read.whole.slice(-1) })}</span>
      </>
    )
  }
  if (read.kind === 'short') return <span className="dim">{t('create.bodyDigits', { count: read.missing })}</span>
  return <span className="dim">–</span>
}

/** Who has this number already; undefined where nobody here does. */
function useHolder(read: TypedNumber): string | undefined {
  const { t } = useTranslation('accounts')
  const whole = read.kind === 'number' ? read.whole : null
  const sort = { key: 'number', direction: 'asc' } as const
  const request = whole === null ? skipToken : { text: whole, filter: {}, sort, offset: 0, limit: 10 }
  const { currentData } = useAccountSearchQuery(request)
  const holder = currentData?.rows.find(({ number }) => number === whole)
  if (!holder) return undefined
  return t(holder.status === 'closed' ? 'create.takenByClosed' : 'create.takenBy', { name: holder.name })
}

function faultOf(read: TypedNumber, t: TFunction<'accounts'>): string | undefined {
  switch (read.kind) {
    case 'not_digits':
      return t('create.bodyOnlyDigits')
    case 'too_long':
      return t('create.bodyTooLong')
    case 'other_prefix':
      return t('create.otherPrefix', { prefix: read.prefix })
    case 'check_digit':
      return read.given === null
        ? t('create.checkDigitMissing', { right: read.right })
        : t('create.checkDigitWrong', { given: read.given, right: read.right })
    default:
      return undefined
  }
}
