import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { rowAt } from './pages'
import type { TreeRows } from './use-tree-rows'

interface BreadcrumbsProps {
  readonly rows: TreeRows
  readonly onGo: (row: number) => void
}

interface Crumb {
  readonly row: number
  readonly name: string
}

/** Where the chosen row stands, however far the tree is scrolled; each step leads to its own row. */
export function Breadcrumbs({ rows, onGo }: BreadcrumbsProps) {
  const { t } = useTranslation('accounts')
  const crumbs = crumbsOf(rows)
  return (
    <nav className="accounts-crumbs" aria-label={t('crumbs.label')}>
      <button type="button" className="accounts-link" onClick={() => onGo(0)}>
        {t('crumbs.all')}
      </button>
      {crumbs.map(({ row, name }, at) => (
        <span key={row} className="accounts-crumb">
          <IconChevronRight size={12} aria-hidden />
          {at === crumbs.length - 1 ? (
            <bdi aria-current="true" title={name}>
              {name}
            </bdi>
          ) : (
            <button type="button" className="accounts-link" title={name} onClick={() => onGo(row)}>
              <bdi>{name}</bdi>
            </button>
          )}
        </span>
      ))}
    </nav>
  )
}

/** From the top down to the chosen row. What stands above it is open, and so its rows are loaded. */
function crumbsOf({ layout, pages, activeRow }: TreeRows): Crumb[] {
  const crumbs: Crumb[] = []
  for (let row = activeRow; row >= 0; ) {
    const slot = layout.slotAt(row)
    if (!slot) break
    crumbs.unshift({ row, name: rowAt(pages, slot)?.name ?? '…' })
    row = slot.parentRow
  }
  return crumbs
}
