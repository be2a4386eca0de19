import { useTranslation } from 'react-i18next'
import { useProblemText } from '../problem'
import type { CsvDraft } from './csv-draft'
import type { CsvField } from './csv-types'

interface FaultListProps<Key extends string, Item> {
  readonly fields: readonly CsvField<Key>[]
  readonly draft: CsvDraft<Key, Item>
  /** The row in the file, null for none. */
  readonly index: number | null
}

/** Everything the rule has against one row, in full. */
export function FaultList<Key extends string, Item>({ fields, draft, index }: FaultListProps<Key, Item>) {
  'use no memo' // The draft is one object whose verdicts come as they are made.
  const { t } = useTranslation('csvImport')
  const text = useProblemText()
  const faults = index === null ? undefined : draft.board.faultsOf(index)
  const line = index === null ? undefined : draft.sheet.rows[index]?.rowId
  return (
    <section
      className="csv-faults"
      aria-live="polite"
      aria-label={t('verdict')}
      tabIndex={faults !== undefined && faults.length > 0 ? 0 : undefined}
    >
      {faults !== undefined && faults.length > 0 && (
        <>
          <strong>{t('rowFaults', { line })}</strong>
          <ul>
            {faults.map(({ path, code, params }) => (
              <li key={`${path ?? ''}:${code}`}>
                {path !== null && <span className="dim">{fields.find(({ key }) => key === path)?.label}: </span>}
                {text({ code, params: { ...params } })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
