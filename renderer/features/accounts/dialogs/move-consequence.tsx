import { IconChevronRight } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { MovePreview } from '#shared/contract/account-views'
import { MAX_DEPTH } from '#shared/domain/accounts/tree'
import { Amount } from '../../../components'

/** What a move does: both ways, how deep, what goes along, and each sum that changes. */
export function MoveConsequence({ preview }: { readonly preview: MovePreview }) {
  const { t } = useTranslation('accounts')
  const { from, to, level, deepest, below } = preview
  const depth = { before: level.before, after: level.after, max: MAX_DEPTH }
  return (
    <div className="accounts-move">
      <dl className="accounts-move-paths">
        <dt>{t('move.from')}</dt>
        <dd>
          <Way steps={from} />
        </dd>
        <dt>{t('move.then')}</dt>
        <dd className="accounts-change-to">
          <Way steps={to} />
        </dd>
      </dl>
      <p>
        {[
          t('move.level', depth),
          below === 0 ? t('move.alone') : t('move.below', { count: below }),
          ...(deepest.before > level.before ? [t('move.deepest', deepest)] : []),
        ].join(' · ')}
      </p>
      <Sums preview={preview} />
      <p className="dim">
        {t('move.noMoney')} {t('move.limits')}
      </p>
    </div>
  )
}

function Way({ steps }: { readonly steps: MovePreview['from'] }) {
  return steps.map(({ id, name }, at) => (
    <Fragment key={id}>
      {at > 0 && <IconChevronRight size={12} className="accounts-move-arrow" aria-hidden />}
      <bdi>{name}</bdi>
    </Fragment>
  ))
}

function Sums({ preview }: { readonly preview: MovePreview }) {
  const { t } = useTranslation('accounts')
  const { sums, amount, currency } = preview
  if (sums.length === 0 || !/[1-9]/.test(amount)) return <p>{t('move.noSums')}</p>
  return (
    <table className="accounts-move-sums">
      <caption>{t('move.sums', { amount, currency })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('move.sumOf')}</th>
          <th scope="col">{t('move.before')}</th>
          <th scope="col">{t('move.after')}</th>
        </tr>
      </thead>
      <tbody>
        {sums.map(({ id, name, before, after }) => (
          <tr key={id}>
            <th scope="row">
              <bdi>{name}</bdi>
            </th>
            <td>
              <Amount value={before} />
            </td>
            <td className="accounts-change-to">
              <Amount value={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
