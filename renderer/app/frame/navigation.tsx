import { ActionIcon, Tooltip } from '@mantine/core'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { NavLink } from 'react-router-dom'
import type { SyncStatus } from '#shared/contract/views'
import { useApprovalsSummaryQuery, useSessionQuery, useSetSettingsMutation } from '../../data/api'
import type { ScreenEntry } from '../screens'

interface NavigationProps {
  readonly screens: readonly ScreenEntry[]
  readonly status: SyncStatus | undefined
  readonly collapsed: boolean
}

export function Navigation({ screens, status, collapsed }: NavigationProps) {
  const { t } = useTranslation('common')
  const [setSettings] = useSetSettingsMutation()
  const Toggle = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const toggleLabel = t(collapsed ? 'navigation.expand' : 'navigation.collapse')
  return (
    <nav className="side" aria-label={t('navigation.label')}>
      <ul>
        {screens.map((screen) => (
          <li key={screen.key}>
            <ScreenLink screen={screen} status={status} collapsed={collapsed} />
          </li>
        ))}
      </ul>
      <Tooltip label={toggleLabel} position="right">
        <ActionIcon
          className="side-toggle"
          variant="subtle"
          color="gray"
          aria-label={toggleLabel}
          onClick={() => void setSettings({ navigationCollapsed: !collapsed })}
        >
          <Toggle size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </nav>
  )
}

interface ScreenLinkProps extends Omit<NavigationProps, 'screens'> {
  readonly screen: ScreenEntry
}

function ScreenLink({ screen: { key, path, Icon }, status, collapsed }: ScreenLinkProps) {
  const { t } = useTranslation('common')
  const name = t(`screen.${key}`)
  const toDecide = useToDecide(key === 'approvals')
  const badge = key === 'sync' ? badgeOf(status) : toDecide
  const badgeId = `badge-${key}`
  return (
    <Tooltip label={name} position="right" disabled={!collapsed}>
      <NavLink
        to={path}
        className="side-link"
        aria-label={name}
        {...(badge === null ? {} : { 'aria-describedby': badgeId })}
      >
        <Icon size={17} stroke={1.7} aria-hidden />
        <span className="side-name">{name}</span>
        {badge !== null && (
          <em className={`side-badge ${badge.tone}`}>
            <span aria-hidden>{badge.count}</span>
            <span id={badgeId} className="visually-hidden">
              {t(`pill.${badge.kind}`, { count: badge.count })}
            </span>
          </em>
        )}
      </NavLink>
    </Tooltip>
  )
}

/** How many requests wait for this user; nothing for who may not decide. */
function useToDecide(isWanted: boolean) {
  const { data: session } = useSessionQuery()
  const mayDecide = isWanted && session?.permissions.includes('approvals.decide') === true
  const { data } = useApprovalsSummaryQuery(mayDecide ? undefined : skipToken)
  if (!mayDecide || !data || data.waiting === 0) return null
  return { kind: 'to_decide', tone: 'wait', count: data.waiting } as const
}

/** What most needs the user: refused before waiting. */
function badgeOf(status: SyncStatus | undefined) {
  if (status === undefined) return null
  if (status.attention > 0) return { kind: 'attention', tone: 'bad', count: status.attention } as const
  if (status.waiting > 0) return { kind: 'waiting', tone: 'wait', count: status.waiting } as const
  return null
}
