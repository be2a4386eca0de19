import { Fragment } from 'react'
import { useAccountQuery } from '../../../data/api'

/** Under which accounts a match stands, the nearest first, as what does not fit is cut; siblings share one answer. */
export function RowPath({ parentId }: { readonly parentId: string }) {
  const { data: parent } = useAccountQuery({ id: parentId })
  if (!parent) return null
  const down = [...parent.ancestors.map((ancestor) => ancestor.name), parent.name]
  return (
    <span className="accounts-row-path dim" title={down.join(' › ')}>
      {down.toReversed().map((name, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a path has no other identity than its order, and names may repeat
        <Fragment key={at}>
          {at > 0 && ' ‹ '}
          <bdi>{name}</bdi>
        </Fragment>
      ))}
    </span>
  )
}
