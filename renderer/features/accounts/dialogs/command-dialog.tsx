import { Button, Modal } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FormError } from '../../../components'
import type { CommandForm } from './use-command-form'

interface CommandDialogProps {
  readonly title: ReactNode
  readonly form: CommandForm
  /** Exactly what the button will do. */
  readonly consequence: ReactNode
  readonly submitLabel: string
  readonly danger?: boolean
  /** Nothing to send, as when no field differs. */
  readonly disabled?: boolean
  /** Above the fields, such as why the bank refused before. */
  readonly notice?: ReactNode
  readonly onSubmit: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A form for one command: fields, then the consequence, then the button. */
export function CommandDialog(props: CommandDialogProps) {
  const { t } = useTranslation('accounts')
  const { form, onClose } = props
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    // A portal's submit bubbles through React to whatever form opened the dialog.
    event.stopPropagation()
    if (!form.busy && props.disabled !== true) props.onSubmit()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={props.title}
      size={480}
      centered
      closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
    >
      <form className="accounts-form" onSubmit={onSubmit} noValidate>
        {props.notice}
        <FormError problem={form.problem} />
        {props.children}
        <div className="accounts-consequence" aria-live="polite">
          <IconInfoCircle size={16} aria-hidden />
          <div>
            {props.consequence}
            <p className="dim">{t('dialog.queued')}</p>
          </div>
        </div>
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
    </Modal>
  )
}
