import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { AccountDetail, OutboxRow, SyncStatus } from '#shared/contract/views'
import { commandTitle, formatInstant, ProblemMessage, useLanguage } from '../../../components'
import { useSyncStatusQuery } from '../../../data/api'
import { FactChanges } from '../fact-words'
import { changesBetween, factsOfCommand, factsOfDocument } from '../facts'
import { stageOf } from '../pending-state'

/** One card for each command about this account that the bank has not settled. */
export function PendingCommands({ account }: { readonly account: AccountDetail }) {
  const { data: status } = useSyncStatusQuery()
  // Commands build on each other: the second one's "before" is what the first one wants.
  let known = factsOfDocument(account.confirmed)
  return account.commands.map((command) => {
    const wanted = factsOfCommand(command.type, command.args)
    const changes = changesBetween(known, wanted, false)
    known = { ...known, ...wanted }
    return <PendingCard key={command.id} account={account} command={command} changes={changes} status={status} />
  })
}

interface PendingCardProps {
  readonly account: AccountDetail
  readonly command: OutboxRow
  readonly changes: ReturnType<typeof changesBetween>
  readonly status: SyncStatus | undefined
}

function PendingCard({ account, command, changes, status }: PendingCardProps) {
  const { t } = useTranslation('accounts')
  const language = useLanguage()
  const stage = stageOf(command.state)
  if (stage === undefined) return null
  const when = t('pending.byYou', { at: command.createdAt })
  const isCreation = command.type === 'subAccount.create'
  return (
    <article className={`accounts-pending accounts-pending-${stage}`} aria-label={t(`pending.${stage}`)}>
      <div className="accounts-pending-head">
        <b>{t(`pending.${stage}`)}</b>
        <Link to="/sync" className="accounts-link">
          {t('pending.seeSync')}
        </Link>
      </div>
      {isCreation || changes.length === 0 ? (
        <p>{commandTitle(t, command.type, command.args, command.subject.name ?? account.name)}</p>
      ) : (
        <FactChanges changes={changes} />
      )}
      {command.problem && stage !== 'waiting' && (
        <p>
          <ProblemMessage problem={command.problem} />
        </p>
      )}
      <p className="dim num">
        {[
          when,
          nextStep(command, status, (key, at) => t(key, at === undefined ? {} : { at: formatInstant(at, language) })),
        ]
          .filter((part) => part !== undefined)
          .join(' · ')}
      </p>
    </article>
  )
}

type Words = (key: string, at?: string) => string

/** What happens next with a command, undefined where nothing does by itself. */
function nextStep(command: OutboxRow, status: SyncStatus | undefined, t: Words): string | undefined {
  switch (command.state) {
    case 'sending':
      return t('pending.sending')
    case 'unknown':
      return t('pending.noAnswer')
    case 'accepted':
      return t('pending.received')
    case 'queued':
      if (status?.connection === 'offline') return t('pending.firstTryWhenBack')
      return command.attempts > 0 && command.nextAttemptAt !== null
        ? t('pending.nextTry', command.nextAttemptAt)
        : t('pending.soon')
    default:
      return undefined
  }
}
