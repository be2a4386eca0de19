import { useTranslation } from 'react-i18next'
import type { AuditDetail } from '#shared/contract/audit-views'
import { useProblemText } from '../../../components'
import { fieldWords } from '../words/field-words'
import { MoreList } from './more-list'

/** The rows for which a file was rejected, each with its faults. */
export function FaultyRows({ rows }: { readonly rows: AuditDetail['faultyRows'] }) {
  const { t } = useTranslation('audit')
  if (rows.length === 0) return null
  return (
    <section aria-label={t('drawer.faulty')}>
      <h3>{t('drawer.faulty')}</h3>
      <MoreList items={rows}>
        {(some) => (
          <dl className="audit-fields">
            {some.map(({ rowId, faults }) => (
              <div key={rowId}>
                <dt>
                  <bdi>{t('drawer.faultyRow', { rowId })}</bdi>
                </dt>
                <dd>
                  <Faults faults={faults} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </MoreList>
    </section>
  )
}

function Faults({ faults }: Pick<AuditDetail['faultyRows'][number], 'faults'>) {
  const { t } = useTranslation('audit')
  const text = useProblemText()
  return (
    <ul>
      {faults.map(({ code, params, path }) => (
        <li key={`${path ?? ''} ${code}`}>
          {path !== undefined && <bdi>{fieldWords(t, path.split('.'))}: </bdi>}
          <bdi>{text(params === undefined ? { code } : { code, params })}</bdi>
        </li>
      ))}
    </ul>
  )
}
