import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router-dom'
import type { ScreenEntry } from '../screens'

/** Names the window after its screen, for the task switcher and screen readers. */
export function usePageTitle(screens: readonly ScreenEntry[]): void {
  const { t } = useTranslation('common')
  const { pathname } = useLocation()
  const key = screens.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`))?.key
  useEffect(() => {
    document.title = key === undefined ? 'Bendahara' : `${t(`screen.${key}`)} – Bendahara`
  }, [key, t])
}
