import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, Route, Routes, useLocation } from 'react-router-dom'
import { FaultBoundary } from '../../components/fault-boundary'
import { ScreenLinksProvider } from '../../components/screen-links'
import { ScreenTabsProvider } from '../../components/screen-tabs'
import { useSettingsQuery, useSyncStatusQuery } from '../../data/api'
import { reachOf } from '../../data/reach'
import { CommandPalette } from '../palette/command-palette'
import { partsOf, type ScreenEntry, screensFor } from '../screens'
import { FirstSync } from './first-sync'
import './frame.css'
import { Navigation } from './navigation'
import { PasswordDue } from './password-due'
import { StatusBar } from './status-bar'
import { TopBar } from './top-bar'
import { usePageTitle } from './use-page-title'
import { useShortcuts } from './use-shortcuts'
import type { Who } from './who'

/** The window of a signed-in user: bars, navigation and the screen. */
export function Frame({ session, user, company }: Who) {
  const { t } = useTranslation('common')
  const { data: settings } = useSettingsQuery()
  const { data: status } = useSyncStatusQuery()
  const content = useRef<HTMLElement>(null)
  const screens = screensFor(session.permissions)
  const { pathname } = useLocation()
  useShortcuts()
  usePageTitle(screens)

  return (
    <div className="app" data-collapsed={settings?.navigationCollapsed === true || undefined}>
      <button type="button" className="skip" onClick={() => content.current?.focus()}>
        {t('skipToContent')}
      </button>
      <TopBar session={session} user={user} company={company} status={status} />
      <Navigation screens={screens} status={status} collapsed={settings?.navigationCollapsed === true} />
      <main ref={content} className="content" tabIndex={-1}>
        {status?.firstSync && (
          <FirstSync
            progress={status.firstSync}
            offline={reachOf(status) === 'offline'}
            again={status.lastSyncedAt !== null}
          />
        )}
        {user.passwordChangeDue && <PasswordDue />}
        <ScreenLinksProvider links={screens}>
          <FaultBoundary where="screen" place={pathname}>
            <ScreenRoutes screens={screens} />
          </FaultBoundary>
        </ScreenLinksProvider>
      </main>
      <StatusBar session={session} status={status} />
      <CommandPalette screens={screens} mayViewAccounts={session.permissions.includes('accounts.view')} />
    </div>
  )
}

function ScreenRoutes({ screens }: { readonly screens: readonly ScreenEntry[] }) {
  const first = screens[0]?.path ?? '/settings'
  return (
    <Routes>
      {screens.flatMap((screen) => {
        const parts = partsOf(screen)
        return parts.map(({ key, path, rest = '', Screen }) => (
          <Route
            key={path}
            path={path + rest}
            element={
              parts.length === 1 ? (
                <Screen />
              ) : (
                <ScreenTabsProvider tabs={parts} current={key}>
                  <Screen />
                </ScreenTabsProvider>
              )
            }
          />
        ))
      })}
      <Route path="*" element={<Navigate to={first} replace />} />
    </Routes>
  )
}
