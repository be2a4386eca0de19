import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { accountNumber, BODY_DIGITS } from '#shared/domain/accounts/account-number'
import { AccountNumber } from '../../../components'

interface NumberFieldProps {
  readonly body: string
  /** The bank's five digits for this company, null where no account shows them yet. */
  readonly prefix: string | null
  readonly error: string | undefined
  readonly onChange: (body: string) => void
}

/** The whole number that a typed body makes, null while it is not ten digits or the prefix is not known. */
export function fullNumber(prefix: string | null, body: string): string | null {
  if (prefix === null) return null
  const number = accountNumber(prefix, body)
  return number.ok ? number.value : null
}

/** Ten digits by hand, with the whole number and its check digit as they are typed; or none, and the bank gives it. */
export function NumberField({ body, prefix, error, onChange }: NumberFieldProps) {
  const { t } = useTranslation('accounts')
  return (
    <div>
      <TextInput
        label={t('create.body')}
        description={t('create.bodyHelp')}
        inputMode="numeric"
        autoComplete="off"
        className="num"
        value={body}
        error={error ?? fault(body, t)}
        // Pasted with spaces, as numbers are shown; anything else stays, to be seen and corrected.
        onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\s/g, ''))}
      />
      <p className="accounts-full-number" aria-live="polite">
        <span className="dim">{t('create.fullNumber')}</span> <Preview body={body} prefix={prefix} />
      </p>
    </div>
  )
}

function Preview({ body, prefix }: Pick<NumberFieldProps, 'body' | 'prefix'>) {
  const { t } = useTranslation('accounts')
  if (body === '') return <span>{t('create.givenByBank')}</span>
  const whole = fullNumber(prefix, body)
  if (whole !== null) {
    return (
      <b>
        <AccountNumber number={whole} />
      </b>
    )
  }
  if (/^\d+$/.test(body) && body.length < BODY_DIGITS) {
    return <span className="dim">{t('create.bodyDigits', { count: BODY_DIGITS - body.length })}</span>
  }
  return <span className="dim">–</span>
}

function fault(body: string, t: (key: string) => string): string | undefined {
  if (/\D/.test(body)) return t('create.bodyOnlyDigits')
  return body.length > BODY_DIGITS ? t('create.bodyTooLong') : undefined
}
