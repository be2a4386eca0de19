import { IconCheck } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import type { AuditRow } from '#shared/contract/audit-views'
import { AccountNumber, DateTime, StatePill, useLanguage, useWords } from '../../../components'
import type { Column } from '../../../components/row-grid/column'
import { changesWords, rejectionWords, subjectWords } from '../words/change-words'
import { kindWords } from '../words/kind-words'
import { deviceWords, personWords, shortId, shortPersonWords } from '../words/person-words'

/** The columns of the trail. The same array while the language and the viewer are the same. */
export function useAuditColumns(ownId: string | undefined): readonly Column<AuditRow>[] {
  const t = useWords('audit')
  return useMemo(() => columnsOf(t, ownId), [t, ownId])
}

function columnsOf(t: TFunction<'audit'>, ownId: string | undefined): readonly Column<AuditRow>[] {
  const head = (key: 'when' | 'who' | 'what' | 'about' | 'change' | 'device' | 'outcome') => t(`column.${key}`)
  return [
    { key: 'when', head: head('when'), cell: ({ at }) => <DateTime at={at} /> },
    {
      key: 'who',
      head: head('who'),
      cell: ({ person }) => (
        <>
          <bdi className="cut audit-wide" title={person.id}>
            {personWords(t, person, ownId)}
          </bdi>
          <bdi className="cut audit-narrow" title={person.id}>
            {shortPersonWords(t, person)}
          </bdi>
        </>
      ),
    },
    {
      key: 'what',
      head: head('what'),
      cell: ({ type, variant }) => (
        <b className="cut" title={type}>
          {kindWords(t, type, variant)}
        </b>
      ),
    },
    { key: 'about', head: head('about'), cell: ({ subject }) => <About subject={subject} /> },
    { key: 'change', head: head('change'), cell: (row) => <Change row={row} /> },
    {
      key: 'device',
      head: head('device'),
      cell: ({ deviceId, isThisDevice }) =>
        deviceId !== null && (
          <span className="cut" title={deviceId}>
            {isThisDevice ? deviceWords(t, deviceId, true) : `…${shortId(deviceId)}`}
          </span>
        ),
    },
    { key: 'outcome', head: head('outcome'), cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  ]
}

function About({ subject }: { readonly subject: AuditRow['subject'] }) {
  const t = useWords('audit')
  const { name, number } = subject
  const words = subjectWords(t, subject)
  if (words === null) return <span className="dim">–</span>
  return (
    <span className="audit-about" title={words}>
      {(name !== null || number === null) && <bdi className="cut">{words}</bdi>}
      {number !== null && (
        <span className={name === null ? undefined : 'dim audit-number'}>
          <AccountNumber number={number} />
        </span>
      )}
    </span>
  )
}

/** What became of it in one line: why it was rejected, or what it changed. */
function Change({ row }: { readonly row: AuditRow }) {
  const t = useWords('audit')
  const language = useLanguage()
  const words = rejectionWords(t, row) ?? changesWords(t, language, row)
  return (
    <bdi className="cut num" title={words}>
      {words}
    </bdi>
  )
}

/** Nearly every entry is of something accepted: only what is not stands out. */
export function Outcome({ outcome }: Pick<AuditRow, 'outcome'>) {
  const t = useWords('audit')
  if (outcome === 'rejected') return <StatePill state="refused" label={t('outcome.rejected')} />
  return (
    <span className="audit-accepted">
      <IconCheck size={13} stroke={2} aria-hidden />
      {t('outcome.accepted')}
    </span>
  )
}
