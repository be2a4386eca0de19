import { useTranslation } from 'react-i18next'
import type { AccountDetail, AppProblem } from '#shared/contract/views'
import type { AuditEntry } from '#shared/domain/documents'
import { commandTitle, DateTime, Loading, ProblemMessage, useProblemText } from '../../../components'
import { problemOf, useAccountHistoryQuery } from '../../../data/api'
import { FactChanges } from '../fact-words'
import { changesBetween, factsOfDocument } from '../facts'

/** Who changed what and when, from the bank's audit entries, for those who may see them. */
export function History({ account, canAudit }: { readonly account: AccountDetail; readonly canAudit: boolean }) {
  const { t } = useTranslation('accounts')
  if (!canAudit) return <p className="dim accounts-nothing">{t('history.notPermitted')}</p>
  return <Entries account={account} />
}

function Entries({ account }: { readonly account: AccountDetail }) {
  const { t } = useTranslation('accounts')
  const { data, error } = useAccountHistoryQuery({ accountId: account.id })
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
        <Entry key={entry.id} entry={entry} accountName={account.name} />
      ))}
    </ol>
  )
}

function Entry({ entry, accountName }: { readonly entry: AuditEntry; readonly accountName: string }) {
  const { t } = useTranslation('accounts')
  const words = useProblemText()
  const before = factsOfDocument(entry.before)
  const after = factsOfDocument(entry.after)
  const changes = changesBetween(before, after, entry.after !== undefined)
  const isRefused = entry.outcome === 'rejected'
  const name = after.name ?? before.name ?? accountName
  return (
    <li className="accounts-entry" data-outcome={entry.outcome}>
      <b>{commandTitle(t, entry.type, { ...after }, name)}</b>
      <span className="dim">
        <DateTime at={entry.at} style="dateTime" />
        {' · '}
        {isRefused
          ? t('history.rejected', { reason: reasonWords(words, entry.code ?? 'unknown', name) })
          : t('history.accepted')}
      </span>
      {!isRefused && <FactChanges changes={changes} />}
    </li>
  )
}

/** An entry keeps the code of a refusal but not its numbers: words that need more than the name give way to the code. */
function reasonWords(words: (problem: AppProblem) => string, code: string, name: string): string {
  const text = words({ code, params: { name, parent: name } })
  return text.includes('{{') ? code : text
}
