import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { skipToken } from '@reduxjs/toolkit/query'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router-dom'
import { AccountNumber } from '../../components/account-number'
import { useAccountSearchQuery } from '../../data/api'
import type { ScreenEntry } from '../screens'
import { type PaletteAction, usePaletteActions } from './use-palette-actions'

/** Milliseconds without typing before accounts are searched. */
const SEARCH_PAUSE_MS = 80
const MOST_ACCOUNTS = 8

interface CommandPaletteProps {
  readonly screens: readonly ScreenEntry[]
  readonly mayViewAccounts: boolean
}

/** Ctrl/Cmd+K: every screen, every action and every account from the keyboard. */
export function CommandPalette({ screens, mayViewAccounts }: CommandPaletteProps) {
  const { t } = useTranslation('common')
  const [query, setQuery] = useState('')
  const actions = usePaletteActions(screens).filter((action) => matches(action.label, query))
  const accounts = useFoundAccounts(query, mayViewAccounts)
  const nothing = actions.length === 0 && accounts.length === 0
  useEffect(() => selectFirst(accounts), [accounts])
  return (
    <Spotlight.Root
      query={query}
      onQueryChange={setQuery}
      className="palette"
      title={t('palette.open')}
      shortcut="mod + K"
      tagsToIgnore={[]}
      centered={false}
      overlayProps={{ backgroundOpacity: 0.35, blur: 0 }}
      maxHeight={420}
      scrollable
      transitionProps={{ duration: 80 }}
    >
      <Spotlight.Search
        placeholder={t(mayViewAccounts ? 'palette.hint' : 'palette.hintActions')}
        aria-label={t('palette.open')}
        leftSection={<IconSearch size={17} stroke={1.7} aria-hidden />}
      />
      <Spotlight.ActionsList>
        {nothing && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
        <Group label={t('palette.goTo')} actions={actions.filter(({ kind }) => kind === 'screen')} />
        <Group label={t('palette.do')} actions={actions.filter(({ kind }) => kind === 'action')} />
        <Group label={t('screen.accounts')} actions={accounts} />
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** Accounts come after the palette has chosen its first row for what was typed; Enter must open the first all the same. */
function selectFirst(found: readonly Shown[]): void {
  if (found.length === 0) return
  const palette = document.querySelector('.palette')
  if (palette?.querySelector('[data-selected]') !== null) return
  palette.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
}

function matches(label: string, query: string): boolean {
  return label.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())
}

interface Shown extends Pick<PaletteAction, 'key' | 'label' | 'icon' | 'run'> {
  readonly beside?: ReactNode
}

function Group({ label, actions }: { readonly label: string; readonly actions: readonly Shown[] }) {
  if (actions.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {actions.map(({ key, label: text, icon, beside, run }) => (
        <Spotlight.Action key={key} label={text} onClick={run} leftSection={icon} rightSection={beside} />
      ))}
    </Spotlight.ActionsGroup>
  )
}

function useFoundAccounts(query: string, allowed: boolean): readonly Shown[] {
  const navigate = useNavigate()
  const [text] = useDebouncedValue(query.trim(), SEARCH_PAUSE_MS)
  const args = { text, filter: {}, sort: { key: 'name', direction: 'asc' }, offset: 0, limit: MOST_ACCOUNTS } as const
  const { currentData } = useAccountSearchQuery(allowed && text !== '' ? args : skipToken)
  if (query.trim() === '') return []
  const wanted = query.trim().toLocaleLowerCase()
  const isNamed = ({ name }: { readonly name: string }): number => (name.toLocaleLowerCase() === wanted ? 0 : 1)
  return (currentData?.rows ?? [])
    .toSorted((a, b) => isNamed(a) - isNamed(b))
    .map(({ id, name, number }) => ({
      key: id,
      label: name,
      icon: undefined,
      beside: <AccountNumber number={number} />,
      run: () => {
        spotlight.close()
        void navigate(`/accounts/${id}`)
      },
    }))
}
