import { useTranslation } from 'react-i18next'
import { Link } from 'react-router-dom'
import type { OutboxRow } from '#shared/contract/views'
import { AccountNumber } from '../../components/account-number'
import { commandFields } from '../../components/command-fields'
import { commandTitle } from '../../components/command-title'
import { DateTime } from '../../components/date-time'
import { useLanguage } from '../../components/format/use-language'

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
  const title = commandTitle(t, row.type, row.args, subject.name)
  return (
    <div className="sync-what">
      <h3>{subject.type === 'subAccount' ? <Link to={`/accounts/${subject.id}`}>{title}</Link> : title}</h3>
      <p className="dim">
        {subject.type === 'subAccount' && (!isOver(row.state) || subject.number !== null) && (
          <>
            <AccountNumber number={subject.number} /> ·{' '}
          </>
        )}
        {t('since')} <DateTime at={row.createdAt} />
      </p>
      {fields.length > 0 && (
        <dl className="sync-values">
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
