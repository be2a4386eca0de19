import { Button } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { type FormEvent, type ReactNode, type RefObject, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, FormError } from '../../../components'
import type { CommandForm } from './use-command-form'
import './dialogs.css'

interface CommandDialogProps {
  readonly title: ReactNode
  readonly form: CommandForm
  /** Exactly what the button will do. */
  readonly consequence: ReactNode
  readonly submitLabel: string
  readonly danger?: boolean
  /** CSS pixels; 480 where it is left out. */
  readonly size?: number
  /** Nothing to send, as when no field differs. */
  readonly disabled?: boolean
  /** Above the fields, such as why the bank refused before. */
  readonly notice?: ReactNode
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form for one command: fields, then the consequence, then why it was not taken, then the button. */
export function CommandDialog(props: CommandDialogProps) {
  const { t } = useTranslation('accounts')
  const { form, onClose } = props
  const fields = useFaultInSight(form)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    // A portal's submit bubbles through React to whatever form opened the dialog.
    event.stopPropagation()
    if (!form.busy && props.disabled !== true) props.onSubmit()
  }
  return (
    <Dialog
      onClose={onClose}
      title={props.title}
      size={props.size ?? 480}
      centered
      // A slip of the pointer must not cost what was typed.
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
    >
      <form ref={fields} className="accounts-form" onSubmit={onSubmit} noValidate>
        {props.notice}
        {props.children}
        <div className="accounts-consequence" aria-live="polite">
          <IconInfoCircle size={16} aria-hidden />
          <div>
            {props.consequence}
            {props.disabled !== true && <p className="dim">{t('dialog.queued')}</p>}
          </div>
        </div>
        <FormError problem={form.problem} />
        <div className="accounts-form-buttons">
          <Button variant="default" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button
            type="submit"
            loading={form.busy}
            disabled={props.disabled === true}
            {...(props.danger === true ? { color: 'red' } : {})}
          >
            {props.submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** After a refusal by fields the first of them has the focus, wherever the form was scrolled to. */
function useFaultInSight(form: CommandForm): RefObject<HTMLFormElement | null> {
  const fields = useRef<HTMLFormElement>(null)
  const faulty = Object.keys(form.errors).join(' ')
  useEffect(() => {
    if (faulty !== '') fields.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [faulty])
  return fields
}
