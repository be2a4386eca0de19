import { useHotkeys } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { useEffect } from 'react'
import { useNavigate } from 'react-router-dom'
import { type ScreenAction, useRunScreenAction } from '../../components/keyboard/screen-actions'
import { useLockMutation } from '../../data/api'
import { bridge } from '../../data/bridge'

/** A dialog has the keyboard to itself. */
function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null
}

/** The window's shortcuts and native menu items. Ctrl/Cmd+K belongs to the palette itself. */
export function useShortcuts(): void {
  const run = useRunScreenAction()
  const navigate = useNavigate()
  const [lock] = useLockMutation()

  const runUnlessDialog = (action: ScreenAction) => {
    if (!isDialogOpen()) run(action)
  }
  useHotkeys([['/', () => runUnlessDialog('search')]])
  useHotkeys([['mod+N', () => runUnlessDialog('new')]], [])

  useEffect(
    () =>
      bridge().on('menu', ({ item }) => {
        switch (item) {
          case 'new':
          case 'search':
            if (!isDialogOpen()) run(item)
            return
          case 'palette':
            return spotlight.open()
          case 'lock':
            void lock()
            return
          case 'about':
            void navigate('/settings')
            return
          default:
            void navigate(`/${item}`)
        }
      }),
    [run, navigate, lock],
  )
}
