import { useTranslation } from 'react-i18next'
import type { UploadRow } from '#shared/contract/views'
import { formatBytes } from '../../components/format/bytes'
import { useLanguage } from '../../components/format/words'
import { useProblemText } from '../../components/problem'
import { type PillState, StatePill } from '../../components/state-pill'
import { useUploadsQuery } from '../../data/api'
import { NextTry } from './next-try'

const PILLS: Readonly<Record<UploadRow['state'], PillState>> = {
  waiting: 'waiting',
  uploading: 'syncing',
  stored: 'at_bank',
  confirmed: 'confirmed',
  refused: 'refused',
  withdrawn: 'neutral',
}

/** Files on their way to the bank. There is no section while there are none. */
export function Uploads() {
  const { t } = useTranslation('sync')
  const { data } = useUploadsQuery()
  if (data === undefined || data.length === 0) return null
  const onTheirWay = data.filter(({ state }) => state !== 'refused').length
  return (
    <section aria-labelledby="sync-uploads">
      <div className="sync-head">
        <h2 id="sync-uploads">{t('uploads.title')}</h2>
        {onTheirWay > 0 && <span className="sync-count num">{onTheirWay}</span>}
      </div>
      <ul className="card">
        {data.map((row) => (
          <Upload key={row.fileId} row={row} />
        ))}
      </ul>
    </section>
  )
}

function Upload({ row }: { readonly row: UploadRow }) {
  const { t } = useTranslation('sync')
  const language = useLanguage()
  const text = useProblemText()
  const { name, purpose, size, sent, state, attempts, nextAttemptAt, problem } = row
  const kind = t(`purpose.${purpose ?? 'unknown'}`)
  const percent = size === 0 ? 0 : Math.floor((100 * sent) / size)
  return (
    <li className="sync-row">
      <div className="sync-what">
        <h3>
          <bdi>{name ?? kind}</bdi>
        </h3>
        <p className="dim">
          {name !== null && `${kind} · `}
          {size > 0 && formatBytes(size, language)}
        </p>
      </div>
      <div className="sync-state">
        <StatePill state={PILLS[state]} label={t(`uploadState.${state}`)} />
        {(state === 'waiting' || state === 'uploading') && sent > 0 && (
          <p className="num">{t('uploads.sent', { percent })}</p>
        )}
        <p className="sync-attempts">
          {attempts > 1 && <span>{t('tries', { count: attempts })}</span>}
          {state === 'waiting' && nextAttemptAt !== null && problem !== null && <NextTry at={nextAttemptAt} />}
          {problem !== null && <span>{text(problem)}</span>}
        </p>
      </div>
    </li>
  )
}
