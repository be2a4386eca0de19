import { skipToken } from '@reduxjs/toolkit/query'
import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useAccountQuery } from '../../../data/api'
import { rowAt } from './pages'
import type { TreeRows } from './use-tree-rows'

interface Crumb {
  readonly key: string
  readonly name: string
  readonly onGo: () => void
}

interface CrumbLineProps {
  readonly steps: readonly Crumb[]
  /** Leads to the top of the tree. */
  readonly onTop: () => void
}

function CrumbLine({ steps, onTop }: CrumbLineProps) {
  const { t } = useTranslation('accounts')
  return (
    <nav className="accounts-crumbs" aria-label={t('crumbs.label')}>
      <button type="button" className="accounts-link" onClick={onTop}>
        {t('crumbs.all')}
      </button>
      {steps.map(({ key, name, onGo }, at) => (
        <span key={key} className="accounts-crumb">
          <IconChevronRight size={12} aria-hidden />
          {at === steps.length - 1 ? (
            <bdi aria-current="true" title={name}>
              {name}
            </bdi>
          ) : (
            <button type="button" className="accounts-link" title={name} onClick={onGo}>
              <bdi>{name}</bdi>
            </button>
          )}
        </span>
      ))}
    </nav>
  )
}

/** Where the chosen row of the tree stands, however far it is scrolled; each step leads to its own row. */
export function TreeCrumbs({ rows, onGo }: { readonly rows: TreeRows; readonly onGo: (row: number) => void }) {
  const { layout, pages, activeRow } = rows
  const steps: Crumb[] = []
  // What stands above the chosen row is open, and so its rows are loaded.
  for (let row = activeRow; row >= 0; ) {
    const at = row
    const slot = layout.slotAt(at)
    if (!slot) break
    const account = rowAt(pages, slot)
    steps.unshift({ key: account?.id ?? String(at), name: account?.name ?? '…', onGo: () => onGo(at) })
    row = slot.parentRow
  }
  return <CrumbLine steps={steps} onTop={() => onGo(0)} />
}

interface MatchCrumbsProps {
  /** The chosen match; null while it is not loaded. */
  readonly id: string | null
  /** Leaves the search and shows the account in the tree; null: the whole tree. */
  readonly onReveal: (id: string | null) => void
}

/** Where the chosen match stands in the tree; each step leads there. */
export function MatchCrumbs({ id, onReveal }: MatchCrumbsProps) {
  const { data } = useAccountQuery(id === null ? skipToken : { id })
  const path = data && data.id === id ? [...data.ancestors, data] : []
  const steps = path.map((step) => ({ key: step.id, name: step.name, onGo: () => onReveal(step.id) }))
  return <CrumbLine steps={steps} onTop={() => onReveal(null)} />
}
