import { Button } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components'
import './import.css'

/** What became of a file. */
export interface Imported {
  readonly created: number
  /** Lines of the rows that were not imported. */
  readonly leftOut: readonly string[]
}

/** More would be a list that nobody reads. */
const SHOWN = 100

/** How many were taken, what was left out, and what happens next. */
export function ImportSummary({ imported, onClose }: { readonly imported: Imported; readonly onClose: () => void }) {
  const { t } = useTranslation('accounts')
  const { created, leftOut } = imported
  return (
    <Dialog
      onClose={onClose}
      title={t('import.title')}
      size={520}
      centered
      closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
    >
      <div className="accounts-form">
        <p className="accounts-import-done" role="status">
          <IconCircleCheck size={18} aria-hidden /> {t('import.done', { count: created })}
        </p>
        <p>{t('import.next')}</p>
        {leftOut.length > 0 && (
          <div>
            <p>{t('import.leftOut', { count: leftOut.length })}</p>
            <p className="accounts-import-lines">
              {leftOut.slice(0, SHOWN).join(', ')}
              {leftOut.length > SHOWN && ' …'}
            </p>
          </div>
        )}
        <div className="accounts-form-buttons">
          <Button data-autofocus onClick={onClose}>
            {t('import.close')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
