import { IconBinaryTree2, IconChartBar, IconChecks, IconHistory, IconRefresh, IconSettings } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { AccountsScreen } from '../features/accounts'
import { ApprovalsScreen } from '../features/approvals'
import { AuditScreen } from '../features/audit'
import { OverviewScreen } from '../features/overview'
import { ReconciliationScreen } from '../features/reconciliation'
import { SettingsScreen } from '../features/settings'
import { SyncScreen } from '../features/sync'

export interface ScreenEntry {
  /** Names its words, `common:screen.<key>`. */
  readonly key: 'overview' | 'accounts' | 'approvals' | 'audit' | 'sync' | 'settings'
  readonly path: string
  /** What may follow the path, such as one row's id: a list and its row are one screen that stays mounted. */
  readonly rest?: string
  /** Who sees it; everyone where there is none. */
  readonly permission?: string
  readonly Icon: typeof IconRefresh
  readonly Screen: ComponentType
  /** Further parts of the screen, told apart by tabs; each is a feature of its own. */
  readonly parts?: readonly ScreenPart[]
}

/** A part of a screen; its words are `common:tab.<key>`. */
interface ScreenPart extends Pick<ScreenEntry, 'path' | 'rest' | 'Screen'> {
  readonly key: string
}

/** Everything a screen shows by an address of its own, the screen itself first. */
export function partsOf({ key, path, rest, Screen, parts = [] }: ScreenEntry): readonly ScreenPart[] {
  return [{ key, path, Screen, ...(rest === undefined ? {} : { rest }) }, ...parts]
}

const SCREENS: readonly ScreenEntry[] = [
  {
    key: 'overview',
    path: '/overview',
    rest: '/:part?/:key?',
    permission: 'overview.view',
    Icon: IconChartBar,
    Screen: OverviewScreen,
  },
  {
    key: 'accounts',
    path: '/accounts',
    rest: '/:accountId?',
    permission: 'accounts.view',
    Icon: IconBinaryTree2,
    Screen: AccountsScreen,
    parts: [
      { key: 'reconciliation', path: '/accounts/reconciliation', rest: '/:itemId?', Screen: ReconciliationScreen },
    ],
  },
  {
    key: 'approvals',
    path: '/approvals',
    rest: '/:approvalId?',
    permission: 'accounts.view',
    Icon: IconChecks,
    Screen: ApprovalsScreen,
  },
  {
    key: 'audit',
    path: '/audit',
    rest: '/:entryId?',
    permission: 'audit.view',
    Icon: IconHistory,
    Screen: AuditScreen,
  },
  { key: 'sync', path: '/sync', Icon: IconRefresh, Screen: SyncScreen },
  { key: 'settings', path: '/settings', Icon: IconSettings, Screen: SettingsScreen },
]

/** The screens that these permissions open, in the order of the navigation. */
export function screensFor(permissions: readonly string[]): readonly ScreenEntry[] {
  return SCREENS.filter(({ permission }) => permission === undefined || permissions.includes(permission))
}
