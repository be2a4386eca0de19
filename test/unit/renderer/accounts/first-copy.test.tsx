import { act, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { AccountsScreen } from '../../../../renderer/features/accounts'
import { fakeMain } from '../fake-main'
import { SETTINGS, UNLOCKED, UP_TO_DATE } from '../rows'
import { show } from '../show'

const NOTHING = { currentAccounts: 0, subAccounts: 0, pending: 0, asOf: null }
const answers = {
  'settings.get': () => SETTINGS,
  'session.get': () => UNLOCKED,
  'accounts.summary': () => NOTHING,
  'accounts.children': () => ({ rows: [], total: 0 }),
  'sync.status': () => ({ ...UP_TO_DATE, lastSyncedAt: null }),
}

it('before the first copy is whole, says that the accounts are on their way, and counts none', async () => {
  const main = fakeMain(answers)
  show(<AccountsScreen />, main)
  expect(await screen.findByText('Your accounts are on their way')).toBeTruthy()
  expect(screen.queryByText('No accounts yet')).toBeNull()
  expect(screen.getByText('nothing from the bank yet')).toBeTruthy()
  expect(screen.queryByText(/0 current accounts/)).toBeNull()
  act(() => main.emit('status', UP_TO_DATE))
  expect(await screen.findByText('No accounts yet')).toBeTruthy()
})

it('says so in Indonesian too', async () => {
  show(<AccountsScreen />, fakeMain(answers), { language: 'id' })
  expect(await screen.findByText('Rekening Anda sedang diambil')).toBeTruthy()
})
