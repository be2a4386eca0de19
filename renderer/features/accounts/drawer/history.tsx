import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '#shared/domain/documents'
import { commandTitle, DateTime, Loading, ProblemMessage, useProblemText } from '../../../components'
import { problemOf, useAccountHistoryQuery } from '../../../data/api'
import { FactChanges } from '../fact-words'
import { changesBetween, factsOfDocument } from '../facts'

/** Who changed what and when, from the bank's audit entries, for those who may see them. */
export function History({ accountId, canAudit }: { readonly accountId: string; readonly canAudit: boolean }) {
  const { t } = useTranslation('accounts')
  if (!canAudit) return <p className="dim accounts-nothing">{t('history.notPermitted')}</p>
  return <Entries accountId={accountId} />
}

function Entries({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('accounts')
  const { data, error } = useAccountHistoryQuery({ accountId })
  const problem = problemOf(error)
  if (problem) {
    return (
      <p className="accounts-nothing">
        <ProblemMessage problem={problem} />
      </p>
    )
  }
  if (!data) return <Loading />
  if (data.length === 0) return <p className="dim accounts-nothing">{t('empty.noHistory')}</p>
  const newestFirst = data.toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  return (
    <ol className="accounts-history" aria-label={t('history.list')}>
      {newestFirst.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTranslation('accounts')
  const words = useProblemText()
  const after = factsOfDocument(entry.after)
  const changes = changesBetween(factsOfDocument(entry.before), after, entry.after !== undefined)
  const isRefused = entry.outcome === 'rejected'
  return (
    <li className="accounts-entry" data-outcome={entry.outcome}>
      <b>{commandTitle(t, entry.type, { ...after }, after.name ?? null)}</b>
      <span className="dim num">
        <DateTime at={entry.at} style="dateTime" />
        {' · '}
        {isRefused
          ? t('history.rejected', { reason: words({ code: entry.code ?? 'unknown' }) })
          : t('history.accepted')}
      </span>
      {!isRefused && <FactChanges changes={changes} />}
    </li>
  )
}
