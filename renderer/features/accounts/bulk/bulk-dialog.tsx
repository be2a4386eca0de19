import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../../components'
import { figuresOf } from '../tree/selection-figures'
import { useBlockFields } from './block-fields'
import type { BulkFields, FieldErrors } from './bulk-fields'
import { BulkForm } from './bulk-form'
import { BULK_COMMANDS, type BulkKind } from './bulk-kinds'
import { BulkProgressView } from './bulk-progress'
import { useCloseFields } from './close-fields'
import { useLimitsFields } from './limits-fields'
import { useBulkRun } from './use-bulk-run'
import '../dialogs/dialogs.css'
import './bulk.css'

interface BulkDialogProps {
  readonly kind: BulkKind
  readonly ids: readonly string[]
  /** `done`: everything that was wanted of the selection has been given. */
  readonly onClose: (done: boolean) => void
}

/** One change for many accounts: what it would do, decided by the rules; then the giving, which can be stopped; then what came of it. */
export function BulkDialog({ kind, ids, onClose }: BulkDialogProps) {
  const { t } = useTranslation('accounts')
  const run = useBulkRun()
  const isRunning = run.progress !== null && run.progress.state !== 'ended'
  const close = () => {
    if (isRunning) run.stop()
    else onClose(run.progress !== null && run.progress.done === run.progress.count)
  }
  const Form = FORMS[kind]
  return (
    <Dialog
      onClose={close}
      title={t(`bulk.title.${kind}`, { count: ids.length })}
      size={540}
      centered
      closeOnClickOutside={run.progress === null}
      closeButtonProps={{ 'aria-label': t('dialog.cancel') }}
    >
      {run.progress ? (
        <BulkProgressView progress={run.progress} onStop={run.stop} onFinish={close} />
      ) : (
        <Form ids={ids} onCancel={close} onSubmit={(ready, args) => run.start(BULK_COMMANDS[kind], ready, args)} />
      )}
    </Dialog>
  )
}

interface FormProps {
  readonly ids: readonly string[]
  readonly onSubmit: (ready: readonly string[], args: object) => void
  readonly onCancel: () => void
}

const FORMS = { block: BlockForm, limits: LimitsForm, close: CloseForm } as const satisfies Record<BulkKind, unknown>

function BlockForm(props: FormProps) {
  const [errors, setErrors] = useState<FieldErrors>({})
  return <BulkForm kind="block" fields={useBlockFields(errors)} onErrors={setErrors} {...props} />
}

function CloseForm(props: FormProps) {
  const [errors, setErrors] = useState<FieldErrors>({})
  return <BulkForm kind="close" fields={useCloseFields(errors)} onErrors={setErrors} {...props} />
}

/** Its fields say themselves what is wrong with an amount, as soon as it is typed. */
const sayNothing = (): void => {}

function LimitsForm(props: FormProps) {
  const currencies = useCurrencies(props.ids)
  const fields: BulkFields = useLimitsFields(currencies[0] ?? '')
  return <BulkForm kind="limits" fields={fields} currencies={currencies} onErrors={sayNothing} {...props} />
}

/** The currencies that the selected accounts are in; none until main has said so. */
function useCurrencies(ids: readonly string[]): readonly string[] {
  const [currencies, setCurrencies] = useState<readonly string[]>([])
  useEffect(() => {
    let isWanted = true
    void figuresOf(ids, () => isWanted).then((figures) => {
      if (isWanted && figures) setCurrencies(figures.balances.map(({ currency }) => currency))
    })
    return () => {
      isWanted = false
    }
  }, [ids])
  return currencies
}
