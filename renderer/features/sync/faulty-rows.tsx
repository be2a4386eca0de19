import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { AppProblem } from '#shared/contract/views'
import { useProblemText } from '../../components/problem'

/** Rows that are named here; all of them are shown where they are corrected. */
const SHOWN = 5

const FaultyRows = z.object({
  rows: z.array(
    z.object({
      rowId: z.string(),
      faults: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.json()).optional() })),
    }),
  ),
})

/** The first rows of a file that the bank finds fault with, each with its reasons; nothing for any other problem. */
export function FaultyRowList({ problem }: { readonly problem: AppProblem | null }) {
  const { t } = useTranslation('sync')
  const text = useProblemText()
  const read = FaultyRows.safeParse(problem?.params)
  if (!read.success || read.data.rows.length === 0) return null
  const { rows } = read.data
  return (
    <ul>
      {rows.slice(0, SHOWN).map(({ rowId, faults }) => (
        <li key={rowId}>
          {t('faultyRow', { row: rowId })}{' '}
          {faults.map(({ code, params }) => text(params === undefined ? { code } : { code, params })).join(' ')}
        </li>
      ))}
      {rows.length > SHOWN && <li>{t('moreRows', { count: rows.length - SHOWN })}</li>}
    </ul>
  )
}
