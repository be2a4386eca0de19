import { useTranslation } from 'react-i18next'
import type { AccountDetail } from '#shared/contract/views'
import { Amount, Loading } from '../../../components'
import { useAccountChildrenQuery } from '../../../data/api'

/** Children named here; the rest is a number, and the tree beside shows them all. */
const SHOWN = 20

/** What stands directly below, the largest first. */
export function Structure({ account, onGo }: { readonly account: AccountDetail; readonly onGo: (id: string) => void }) {
  const { t } = useTranslation('accounts')
  const sort = { key: 'rollup', direction: 'desc' } as const
  const { data } = useAccountChildrenQuery({ parentId: account.id, sort, offset: 0, limit: SHOWN })
  if (!data) return <Loading />
  if (data.total === 0) return <p className="dim accounts-nothing">{t('empty.noChildren')}</p>
  const counts = [t('structure.below', { count: data.total })]
  if (account.descendantCount > data.total) counts.push(t('structure.all', { count: account.descendantCount }))
  return (
    <>
      <p className="dim accounts-structure-head">
        {counts.join(', ')}. {t('structure.largest')}:
      </p>
      <ul className="accounts-structure">
        {data.rows.map((child) => (
          <li key={child.id}>
            <button type="button" className="accounts-link" title={child.name} onClick={() => onGo(child.id)}>
              <bdi>{child.name}</bdi>
            </button>
            <Amount value={child.rollup} />
          </li>
        ))}
      </ul>
      {data.total > data.rows.length && (
        <p className="dim accounts-nothing">{t('structure.more', { count: data.total - data.rows.length })}</p>
      )}
    </>
  )
}
