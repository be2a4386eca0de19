import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SyncStatus } from '#shared/contract/views'
import { App } from '../../../renderer/app/app'
import { followMain } from '../../../renderer/data/events'
import { createStore } from '../../../renderer/data/store'
import { createWords } from '../../../renderer/locales/i18n'
import { fakeMain } from './fake-main'
import { SETTINGS, UNLOCKED, UP_TO_DATE } from './rows'
import './show'

// What is signed in loads late; compiling it here takes longer than a test waits for anything.
beforeAll(() => import('../../../renderer/app/signed-in'), 60_000)

beforeEach(() => {
  window.location.hash = '#/settings'
})

function open(status: Partial<SyncStatus> = {}, permissions = UNLOCKED.permissions) {
  let session = { ...UNLOCKED, permissions }
  const main = fakeMain({
    'app.info': () => ({ version: '0.1.0', electron: '33.2.1', platform: 'linux' }),
    'settings.get': () => SETTINGS,
    'session.get': () => session,
    'session.lock': () => {
      session = { ...session, phase: 'locked', user: null, company: null, permissions: [] }
      return session
    },
    'sync.status': () => ({ ...UP_TO_DATE, ...status }),
    'sync.outbox': () => [],
    'sync.refusals': () => [],
    'sync.history': () => [],
  })
  Object.defineProperty(window, 'bendahara', { value: main.api, configurable: true })
  const store = createStore()
  followMain(main.api, store)
  render(<App store={store} words={createWords('en')} nonce="" />)
  return main
}

describe('the frame', () => {
  it.each([
    [{}, 'Up to date'],
    [{ pill: 'syncing' }, 'Syncing…'],
    [{ pill: 'offline' }, 'Offline'],
    [{ pill: 'waiting', waiting: 3 }, '3 waiting'],
    [{ pill: 'waiting', waiting: 1 }, '1 waiting'],
    [{ pill: 'attention', attention: 2, waiting: 5 }, '2 need attention'],
    [{ pill: 'attention', attention: 1 }, '1 need attention'],
    [{ pill: 'sign_in_again' }, 'Sign in again'],
  ] as const)('with %j the pill reads %s', async (status, text) => {
    open(status)
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe(text))
  })

  it('names its links after the screens, whatever stands beside them', async () => {
    open({ pill: 'waiting', waiting: 3 })
    const links = await screen.findAllByRole('link')
    expect(links.map((link) => link.getAttribute('aria-label'))).toEqual(['Accounts', 'Approvals', 'Sync', 'Settings'])
  })

  it('shows only what the role may see', async () => {
    open({}, [])
    await screen.findByRole('link', { name: 'Sync' })
    expect(screen.queryByRole('link', { name: 'Accounts' })).toBeNull()
  })

  it('keeps its place while locked', async () => {
    const main = open()
    await screen.findByRole('heading', { name: 'Settings' })
    main.emit('menu', { item: 'lock' })
    expect(await screen.findByRole('button', { name: 'Unlock' })).toBeTruthy()
    expect(window.location.hash).toBe('#/settings')
  })

  it('says how far the first copy is, beside the screen', async () => {
    open({ firstSync: { received: 12_400, expected: 31_250 }, connection: 'offline' })
    expect(await screen.findByText('12,400 of 31,250 documents')).toBeTruthy()
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toMatch(/^39\.68/)
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy()
    expect(screen.queryByText(/no connection/)).toBeNull()
  })

  it.each([
    [{ lastSyncedAt: null }, 'Making your copy', /appears all at once/],
    [
      { lastSyncedAt: null, connection: 'offline', offlineSince: UP_TO_DATE.lastSyncedAt },
      'Making your copy',
      /no connection/,
    ],
    [{}, 'Making a new copy', /go on with the copy you have/],
  ] as const)('with %j says of a copy being made what is seen meanwhile', async (status, title, words) => {
    open({ ...status, firstSync: { received: 1, expected: 2 } })
    expect(await screen.findByRole('heading', { name: new RegExp(title) })).toBeTruthy()
    expect(screen.getByText(words)).toBeTruthy()
  })

  it('follows the language at once', async () => {
    const main = open()
    await screen.findByRole('heading', { name: 'Settings' })
    main.emit('settings', { ...SETTINGS, language: 'id' })
    expect(await screen.findByRole('heading', { name: 'Pengaturan' })).toBeTruthy()
    expect(document.documentElement.lang).toBe('id')
  })

  it('refuses a new password that breaks the rules before asking the bank', async () => {
    const main = open()
    fireEvent.change(await screen.findByLabelText('Current password'), { target: { value: 'Bendahara#2026' } })
    fireEvent.change(screen.getByLabelText('New password'), { target: { value: 'short' } })
    fireEvent.click(screen.getByRole('button', { name: 'Change password' }))
    expect(await screen.findByText('At least 12 characters')).toBeTruthy()
    expect(main.calls.map(({ call }) => call)).not.toContain('session.changePassword')
  })
})
