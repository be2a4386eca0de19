import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { OutboxRow } from '#shared/contract/views'
import { AccountNumber } from '../../components/account-number'
import { commandFields } from '../../components/command-fields'
import { commandTitle } from '../../components/command-title'
import { DateTime } from '../../components/date-time'
import { useLanguage } from '../../components/format/words'
import { useAccountQuery } from '../../data/api'

/** A command that will not take effect gives no number either. */
function isOver(state: OutboxRow['state']): boolean {
  return state === 'rejected' || state === 'blocked' || state === 'cancelled'
}

interface CommandSummaryProps {
  readonly row: OutboxRow
  /** False where the values stand in a comparison instead. */
  readonly withValues?: boolean
}

/** What the user decided, about what, and when. */
export function CommandSummary({ row, withValues = true }: CommandSummaryProps) {
  const { t } = useTranslation(['sync', 'common'])
  const language = useLanguage()
  const { subject } = row
  const fields = withValues ? commandFields(t, language, row.type, row.args) : []
  // Where a move was to lead stands in no comparison, as the bank's document names its parent by id only.
  const place = withValues || row.type === 'subAccount.move' ? row.args.parentId : undefined
  // An account that was not opened has no details to lead to.
  const isThere = subject.type === 'subAccount' && !(isOver(row.state) && row.type.startsWith('subAccount.create'))
  const title = commandTitle(t, row.type, row.args, subject.name)
  return (
    <div className="sync-what">
      <h3>{isThere ? <Link to={`/accounts/${subject.id}`}>{title}</Link> : title}</h3>
      <p className="dim">
        {subject.type === 'subAccount' && (!isOver(row.state) || subject.number !== null) && (
          <>
            <AccountNumber number={subject.number} /> ·{' '}
          </>
        )}
        {t('since')} <DateTime at={row.createdAt} />
      </p>
      {(fields.length > 0 || typeof place === 'string') && (
        <dl className="sync-values">
          {typeof place === 'string' && <Under parentId={place} />}
          {fields.map(({ key, label, wanted }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{wanted}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** Where an account is to stand; nothing where that account is not in the local copy (any more). */
function Under({ parentId }: { readonly parentId: string }) {
  const { t } = useTranslation('sync')
  const { data: parent } = useAccountQuery({ id: parentId })
  if (!parent) return null
  return (
    <div>
      <dt>{t('under')}</dt>
      <dd>
        <bdi>{parent.name}</bdi>
      </dd>
    </div>
  )
}
