import type { OverviewOfCurrency, OverviewView } from '#shared/contract/overview-views'
import type { Opened } from '../opened'
import { AccountDrawer } from './account-drawer'
import { DayDrawer } from './day-drawer'
import { SchemeDrawer } from './scheme-drawer'
import './drawer.css'

interface OpenedDrawerProps {
  readonly opened: Opened
  readonly sums: OverviewOfCurrency
  readonly range: NonNullable<OverviewView['range']>
  readonly onClose: () => void
}

/** The rows behind a figure. */
export function OpenedDrawer({ opened, sums, range, onClose }: OpenedDrawerProps) {
  if (opened.kind === 'day') return <DayDrawer day={opened.day} sums={sums} onClose={onClose} />
  if (opened.kind === 'scheme') {
    return <SchemeDrawer scheme={opened.scheme} sums={sums} range={range} onClose={onClose} />
  }
  return <AccountDrawer id={opened.id} onClose={onClose} />
}
