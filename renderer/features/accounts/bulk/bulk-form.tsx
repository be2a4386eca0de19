import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldErrors } from '../../../components'
import type { BulkFields, FieldErrors } from './bulk-fields'
import { argumentFaults, type BulkKind } from './bulk-kinds'
import { PlanView } from './plan-view'
import { useBulkPlan } from './use-bulk-plan'

interface BulkFormProps {
  readonly kind: BulkKind
  readonly ids: readonly string[]
  readonly fields: BulkFields
  /** Of the selected accounts, where it matters. */
  readonly currencies?: readonly string[]
  readonly onErrors: (errors: FieldErrors) => void
  readonly onSubmit: (ready: readonly string[], args: object) => void
  readonly onCancel: () => void
}

/** The fields, then what they would do to how many accounts and to which not, then the button that says the number. */
export function BulkForm({ kind, ids, fields, currencies = [], onErrors, onSubmit, onCancel }: BulkFormProps) {
  const { t } = useTranslation('accounts')
  const { t: words } = useTranslation()
  const isMixed = fields.oneCurrency && currencies.length > 1
  const isSound = fields.deciding !== null && argumentFaults(kind, fields.deciding).length === 0
  const state = useBulkPlan(kind, ids, isSound && !isMixed ? fields.deciding : null)
  const ready = state.kind === 'planned' ? state.plan.ready : []
  const submit = (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (fields.args === null || ready.length === 0) return
    const faults = argumentFaults(kind, fields.args)
    onErrors(fieldErrors(faults.length === 0 ? null : { code: 'arguments.invalid', errors: [...faults] }, words))
    if (faults.length === 0) onSubmit(ready, fields.args)
  }
  return (
    <form className="accounts-form" onSubmit={submit} noValidate>
      {fields.fields}
      <div className="accounts-consequence" aria-live="polite">
        <IconInfoCircle size={16} aria-hidden />
        <div className="accounts-plan">
          {isMixed ? (
            <p>{t('bulk.twoCurrencies', { currencies: currencies.join(', ') })}</p>
          ) : (
            <PlanView state={state} reach={fields.reach} meaning={fields.meaning} />
          )}
        </div>
      </div>
      <div className="accounts-form-buttons">
        <Button variant="default" onClick={onCancel}>
          {t('dialog.cancel')}
        </Button>
        <Button type="submit" disabled={ready.length === 0} {...(fields.danger ? { color: 'red' } : {})}>
          {t(fields.submit, { count: ready.length || ids.length })}
        </Button>
      </div>
    </form>
  )
}
