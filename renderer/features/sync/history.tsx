import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { ConnectionEvent } from '#shared/contract/views'
import { DateTime } from '../../components/date-time'
import { problemText } from '../../components/problem'
import { useConnectionHistoryQuery } from '../../data/api'

const MOST = 40

/** What happened between this computer and the bank, newest first. */
export function History() {
  const { t } = useTranslation(['sync', 'problems'])
  const { data } = useConnectionHistoryQuery()
  const events = [...(data ?? [])].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, MOST)
  return (
    <>
      <h3 className="sync-history-title">{t('history.title')}</h3>
      {events.length === 0 && <p className="dim">{t('history.empty')}</p>}
      <ol className="sync-history">
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two events may share their millisecond, and rows keep no state
          <li key={`${event.at} ${index}`}>
            <DateTime at={event.at} />
            <span>{eventText(t, event)}</span>
          </li>
        ))}
      </ol>
    </>
  )
}

function eventText(t: TFunction, { kind, detail }: ConnectionEvent): string {
  const what = kind === 'integrity' ? integrityText(t, detail) : t(`history.${kind}`, { count: countOf(detail) })
  const { code } = detail
  return typeof code === 'string' ? `${what}: ${problemText({ code, params: detail }, t)}` : what
}

/** How many documents or commands an event was about. */
function countOf({ documents, sent, asked }: ConnectionEvent['detail']): number {
  const count = documents ?? sent ?? asked
  return typeof count === 'number' ? count : 0
}

function integrityText(t: TFunction, { matches }: ConnectionEvent['detail']): string {
  return t(matches === false ? 'history.integrityDiffers' : 'history.integrity')
}
