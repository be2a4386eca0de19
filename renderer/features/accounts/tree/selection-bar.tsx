import { Button, CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SelectionFigures } from '#shared/contract/account-views'
import { BULK_KINDS, type BulkKind } from '../bulk/bulk-kinds'
import { figuresOf } from './selection-figures'
import type { Selection } from './use-selection'

interface SelectionBarProps {
  readonly selection: Selection
  readonly canManage: boolean
  /** Changes whenever balances may have. */
  readonly freshness: unknown
  readonly onBulk: (kind: BulkKind) => void
}

/** How many accounts are selected, what they hold by themselves, and what can be done with all of them. */
export function SelectionBar({ selection, canManage, freshness, onBulk }: SelectionBarProps) {
  const { t } = useTranslation('accounts')
  const { ids, busy, clear } = selection
  const figures = useFigures(ids, freshness)
  const sums = figures?.balances.map((sum) => t('select.sumOf', { ...sum })).join(' + ')
  return (
    <section className="accounts-selection" aria-label={t('select.bar')}>
      <p role="status">
        <b>{busy ? t('select.collecting') : t('select.count', { count: ids.size })}</b>
        <span className="dim num">
          {' '}
          {sums === undefined ? t('select.counting') : sums && t('select.sum', { sums })}
        </span>
      </p>
      {canManage &&
        BULK_KINDS.map((kind) => (
          <Button key={kind} variant="default" size="xs" disabled={busy} onClick={() => onBulk(kind)}>
            {t(`select.${kind}`)}
          </Button>
        ))}
      <CloseButton size="sm" aria-label={t('select.clear')} onClick={clear} />
    </section>
  )
}

/** Milliseconds that a selection rests before it is added up; longer where only balances may be other ones. */
const RESTING_MS = 80
const BALANCES_RESTING_MS = 500

/** Added up by main, part by part; undefined until it is. */
function useFigures(ids: ReadonlySet<string>, freshness: unknown): SelectionFigures | undefined {
  const [added, setAdded] = useState<{ readonly ids: ReadonlySet<string>; readonly figures: SelectionFigures }>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection or other balances are the reasons to add up anew
  useEffect(() => {
    let isWanted = true
    const timer = setTimeout(
      async () => {
        const figures = await figuresOf([...ids], () => isWanted)
        if (isWanted && figures) setAdded({ ids, figures })
      },
      added?.ids === ids ? BALANCES_RESTING_MS : RESTING_MS,
    )
    return () => {
      isWanted = false
      clearTimeout(timer)
    }
  }, [ids, freshness])
  return added?.ids === ids ? added.figures : undefined
}
