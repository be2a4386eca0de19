import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AuditDetail } from '#shared/contract/audit-views'
import type { Leaf } from '#shared/domain/audit/differences'
import { isMoneyField } from '../words/value-words'
import { DifferenceList } from './difference-list'
import { readingOf } from './reading'

interface RecordProps {
  readonly entry: AuditDetail
  readonly maySeeAccounts: boolean
}

/** Before and after, field by field: what changed first, the rest to be unfolded. */
export function Record({ entry, maySeeAccounts }: RecordProps) {
  const { t } = useTranslation('audit')
  const { changed, rest, before, asked } = readingOf(entry)
  const list = { names: entry.names, maySeeAccounts }
  const all = [...(changed?.differences ?? []), ...rest, ...before, ...asked]
  // Of the rows of a file the document tells only the first.
  const hasRows = asked.some(({ path: [list] }) => list === 'items' || list === 'rows')
  const hasMoney = all.some(({ path }) => isMoneyField(path))
  return (
    <>
      {changed !== null && (
        <section aria-label={t(changed.isNew ? 'drawer.made' : 'drawer.changed')}>
          <h3>{t(changed.isNew ? 'drawer.made' : 'drawer.changed')}</h3>
          {changed.differences.length === 0 ? (
            <p className="dim">{t('drawer.notWritten')}</p>
          ) : (
            <DifferenceList differences={changed.differences} isNew={changed.isNew} {...list} />
          )}
        </section>
      )}
      {asked.length > 0 && (
        <Fold title={t('drawer.asked')} isOpen={changed === null || hasRows}>
          <DifferenceList differences={asPlain(asked)} isNew {...list} />
        </Fold>
      )}
      {before.length > 0 && (
        <Fold title={t('drawer.before')}>
          <DifferenceList differences={asPlain(before)} isNew {...list} />
        </Fold>
      )}
      {rest.length > 0 && (
        <Fold title={t('drawer.rest', { count: rest.length })}>
          <DifferenceList differences={rest} isNew={changed?.isNew ?? false} {...list} />
        </Fold>
      )}
      {hasMoney && entry.currency !== null && (
        <p className="dim audit-currency">{t('drawer.currency', { currency: entry.currency })}</p>
      )}
    </>
  )
}

function asPlain(leaves: readonly Leaf[]) {
  return leaves.map(({ path, value }) => ({ path, to: value }))
}

interface FoldProps {
  readonly title: string
  readonly isOpen?: boolean
  readonly children: ReactNode
}

function Fold({ title, isOpen = false, children }: FoldProps) {
  return (
    <details className="audit-fold" open={isOpen}>
      <summary>
        <h3>{title}</h3>
      </summary>
      {children}
    </details>
  )
}
