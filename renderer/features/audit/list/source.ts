import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditQuestion, AuditRow, AuditSummary } from '#shared/contract/audit-views'
import { PAGE_SIZE, type RowSource } from '../../../components/row-grid/use-rows'
import { api } from '../../../data/api'
import type { AuditView } from '../view-memory'
import { allKindWords } from '../words/kind-words'
import { personWords } from '../words/person-words'
import { searchTerms } from '../words/search-terms'

/** What is asked of the trail for what was typed and chosen. */
export function useQuestion({ text, filter }: AuditView, summary: AuditSummary | undefined): AuditQuestion {
  const { t } = useTranslation('audit')
  const vocabulary = useMemo(
    () => ({
      types: (summary?.types ?? []).map((id) => ({ id, words: allKindWords(t, id) })),
      persons: (summary?.persons ?? []).map((person) => ({ id: person.id, words: personWords(t, person) })),
    }),
    [t, summary],
  )
  return useMemo(() => ({ terms: searchTerms(text, vocabulary), filter }), [text, vocabulary, filter])
}

/** The entries that are asked for, as `useRows` takes them. */
export function useAuditSource(question: AuditQuestion): RowSource<AuditRow> {
  return useMemo(() => {
    const { initiate, select } = api.endpoints.auditPage
    const args = (offset: number) => ({ ...question, offset, limit: PAGE_SIZE })
    return {
      key: JSON.stringify(question),
      start: (dispatch, offset) => dispatch(initiate(args(offset))),
      select: (state, offset) => select(args(offset))(state),
    }
  }, [question])
}
