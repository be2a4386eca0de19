import { skipToken } from '@reduxjs/toolkit/query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccountRow, AppProblem } from '#shared/contract/views'
import { MAX_ROWS } from '#shared/domain/accounts/create-many'
import { err, ok, type Result } from '#shared/kernel/result'
import { formatAmount, useLanguage } from '../../../components'
import { CsvImport } from '../../../components/csv-import'
import { problemOf, useNumberPreviewQuery, useSubmitCommandMutation } from '../../../data/api'
import { ParentPicker } from '../dialogs/parent-picker'
import { usePresetParent } from '../dialogs/use-preset-parent'
import { importFields, importLinks, importUnique } from './import-fields'
import type { ImportedRow, ImportKey } from './import-row'
import { type Imported, ImportSummary } from './import-summary'
import type { Parent } from './row-judge'
import { useImportJudge } from './use-import-judge'
import './import.css'

export interface ImportDialogProps {
  /** The account that rows without a parent stand under unless another is chosen; null for the first current account. */
  readonly under: string | null
  /** A refused command that is corrected, as a file. */
  readonly again?: { readonly commandId: string; readonly file: File; readonly ids: ReadonlyMap<string, string> }
  readonly onClose: () => void
}

/** Opens many sub-accounts from a file. */
export function ImportDialog({ under, ...props }: ImportDialogProps) {
  const preset = usePresetParent(under)
  const [chosen, setChosen] = useState<AccountRow | null>(null)
  const fallback = chosen ?? preset
  const { data } = useNumberPreviewQuery(fallback ? { parentId: fallback.id, count: 1 } : skipToken)
  if (!fallback || !data) return null
  return <ImportUnder {...props} fallback={fallback} prefix={data.prefix} onFallback={setChosen} />
}

interface ImportUnderProps extends Omit<ImportDialogProps, 'under'> {
  readonly fallback: AccountRow
  readonly prefix: string
  readonly onFallback: (account: AccountRow) => void
}

function ImportUnder({ fallback, prefix, again, onFallback, onClose }: ImportUnderProps) {
  const { t } = useTranslation('accounts')
  const language = useLanguage()
  const [done, setDone] = useState<Imported | null>(null)
  const { id, name, number, currency } = fallback
  const parent = useMemo<Parent>(() => ({ id, name, number, currency }), [id, name, number, currency])
  const rows = useImportJudge({ prefix, fallback: parent, ...(again ? { ids: again.ids } : {}) })
  const submit = useImportCommand(again?.commandId)

  if (done) return <ImportSummary imported={done} onClose={onClose} />
  const example = (amount: string) => formatAmount(amount, language)
  return (
    <CsvImport<ImportKey, ImportedRow>
      words={{
        title: t('import.title'),
        intro: (
          <div className="accounts-import-intro">
            <p>{t('import.intro')}</p>
            <ParentPicker label={t('import.fallback')} chosen={fallback} error={undefined} onChoose={onFallback} />
          </div>
        ),
        consequence: (ready) => <p>{t('import.consequence', { count: ready, rows: MAX_ROWS })}</p>,
      }}
      template={{
        fileName: 'sub-accounts',
        examples: [
          {
            number: '7700000001',
            name: t('import.example.branch'),
            parent: name,
            scheme: t('scheme.operational'),
            debitPerTransaction: example('25000000.00'),
            debitDaily: example('50000000.00'),
            creditPerTransaction: '',
            creditDaily: '',
            reference: 'ERP-4711',
          },
          {
            number: '',
            name: t('import.example.pettyCash'),
            parent: '7700000001',
            scheme: t('scheme.petty_cash'),
            debitPerTransaction: '',
            debitDaily: example('5000000.00'),
            creditPerTransaction: '',
            creditDaily: '',
            reference: '',
          },
        ],
      }}
      fields={importFields(t)}
      unique={importUnique(prefix)}
      links={importLinks(prefix)}
      judge={rows.judge}
      sendSize={MAX_ROWS}
      send={async (items, leftOut) => {
        const sent = await submit(items, leftOut)
        if (sent.ok) rows.forget(items)
        return sent
      }}
      onDone={(created, leftOut) => setDone({ created, leftOut })}
      {...(again ? { file: again.file } : {})}
      onClose={onClose}
    />
  )
}

/** Sends rows as one command; the first takes the place of a refused one. */
function useImportCommand(replaces: string | undefined) {
  const [submitCommand] = useSubmitCommandMutation()
  const [replaced, setReplaced] = useState(false)
  return async (items: readonly ImportedRow[], leftOut: number): Promise<Result<null, AppProblem>> => {
    // Who has seen what is left out wants the rest, also where the bank finds fault with another row.
    const args = { items: [...items], onFault: leftOut > 0 ? 'skip' : 'reject' }
    const again = replaces === undefined || replaced ? {} : { replaces }
    const answer = await submitCommand({ type: 'subAccount.createMany', args, ...again })
    if ('error' in answer) return err(problemOf(answer.error) ?? { code: 'app.unexpected' })
    setReplaced(true)
    return ok(null)
  }
}
