import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../dialog'
import { FormError } from '../problem'
import { CheckStep } from './check-step'
import { ChooseStep } from './choose-step'

import type { CsvTemplate } from './csv-template'
import { LeftOutStep } from './left-out-step'
import { ProgressStep } from './progress-step'
import { type CsvImportOptions, useCsvImport } from './use-csv-import'
import './csv-import.css'

/** What the user reads and nobody but the feature can say. */
export interface CsvImportWords {
  readonly title: string
  /** What the file is to hold, above the place to drop it. */
  readonly intro: ReactNode
  /** Exactly what the button will do with so many rows. */
  readonly consequence: (ready: number) => ReactNode
}

export interface CsvImportProps<Key extends string, Item> extends CsvImportOptions<Key, Item> {
  readonly words: CsvImportWords
  readonly template: CsvTemplate<Key>
  readonly onClose: () => void
}

/** The dialog of an import; `index.ts` says how a feature uses it. */
export function CsvImport<Key extends string, Item>(props: CsvImportProps<Key, Item>) {
  const { t } = useTranslation('csvImport')
  const { words, template, fields, onClose } = props
  const state = useCsvImport(props)
  const [leavingOut, setLeavingOut] = useState(false)
  const { stage, problem } = state
  const busy = stage.kind === 'sending'

  return (
    <Dialog
      // What is under way is stopped first, by its own button.
      onClose={() => (busy ? state.cancel() : onClose())}
      closeOnClickOutside={stage.kind === 'choose'}
      // Esc leaves a cell; what was corrected is given up by a button only.
      closeOnEscape={stage.kind === 'choose'}
      title={words.title}
      size="min(1180px, calc(100vw - 48px))"
      closeButtonProps={{ 'aria-label': t('close') }}
      classNames={{ content: 'csv-dialog', body: 'csv-dialog-body' }}
    >
      <FormError problem={problem} />
      {state.sentBefore > 0 && !busy && (
        <p className="csv-sent-before">{t('sentBefore', { count: state.sentBefore })}</p>
      )}
      {stage.kind === 'choose' && (
        <ChooseStep intro={words.intro} fields={fields} template={template} onFile={(file) => state.open(file)} />
      )}
      {stage.kind === 'reading' && (
        <ProgressStep
          label={t('reading', { file: stage.fileName })}
          share={stage.share}
          cancelLabel={t('cancel')}
          onCancel={state.cancel}
        />
      )}
      {stage.kind === 'checking' && leavingOut && (
        <LeftOutStep
          draft={stage.draft}
          fields={fields}
          consequence={words.consequence}
          onBack={() => setLeavingOut(false)}
          onSend={() => {
            setLeavingOut(false)
            state.sendReady()
          }}
        />
      )}
      {stage.kind === 'checking' && !leavingOut && (
        <CheckStep
          fields={fields}
          draft={stage.draft}
          counts={stage.counts}
          state={state}
          consequence={words.consequence}
          onLeaveOut={() => setLeavingOut(true)}
          onClose={onClose}
        />
      )}
      {stage.kind === 'sending' && (
        <ProgressStep
          label={t('sending', { done: stage.done, count: stage.total })}
          share={stage.total === 0 ? 1 : stage.done / stage.total}
          cancelLabel={t('stop')}
          note={t('stopNote')}
          onCancel={state.cancel}
        />
      )}
    </Dialog>
  )
}
