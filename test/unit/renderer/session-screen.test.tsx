import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { SessionState } from '#shared/contract/views'
import { useSessionQuery } from '../../../renderer/data/api'
import { SessionScreen } from '../../../renderer/features/session'
import { fakeMain, refused } from './fake-main'
import { SETTINGS, SIGNED_OUT, UNLOCKED } from './rows'
import { show } from './show'

const LOCKED: SessionState = {
  ...SIGNED_OUT,
  phase: 'locked',
  lastUser: { companyId: 'NUSANTARA', userId: 'maker' },
}

/** The screen as the app shows it: over whatever the session is now. */
function Door() {
  const { data } = useSessionQuery()
  if (data === undefined) return null
  return data.phase === 'unlocked' ? <p>inside</p> : <SessionScreen session={data} />
}

const base = { 'settings.get': () => SETTINGS }

function fill(label: string, text: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value: text } })
}

describe('signing in', () => {
  it('asks for company, user and password, and goes in', async () => {
    const main = fakeMain({ ...base, 'session.get': () => SIGNED_OUT, 'session.signIn': () => UNLOCKED })
    show(<Door />, main)
    await screen.findByRole('button', { name: 'Sign in' })
    fill('Company ID', ' NUSANTARA ')
    fill('User ID', 'maker')
    fill('Password', 'Bendahara#2026')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('inside')).toBeTruthy()
    const args = { companyId: 'NUSANTARA', userId: 'maker', password: 'Bendahara#2026' }
    expect(main.calls).toContainEqual({ call: 'session.signIn', args })
  })

  it('keeps what was typed after a refusal and says how many attempts are left', async () => {
    const wrong = refused('auth.invalid_credentials', { attemptsLeft: 1 })
    show(<Door />, fakeMain({ ...base, 'session.get': () => SIGNED_OUT, 'session.signIn': () => wrong }))
    await screen.findByRole('button', { name: 'Sign in' })
    fill('Company ID', 'NUSANTARA')
    fill('User ID', 'maker')
    fill('Password', 'no')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    expect((await screen.findByRole('alert')).textContent).toContain('1 attempt left')
    expect(screen.getByLabelText('Company ID')).toHaveProperty('value', 'NUSANTARA')
    expect(screen.getByLabelText('Password')).toHaveProperty('value', 'no')
  })

  it('names what is missing and asks nothing of the bank', async () => {
    const main = fakeMain({ ...base, 'session.get': () => SIGNED_OUT })
    show(<Door />, main)
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(await screen.findByText('Enter your password')).toBeTruthy()
    expect(main.calls.map(({ call }) => call)).not.toContain('session.signIn')
  })

  it('counts down when the bank asks for patience', async () => {
    const busy = refused('auth.too_many_attempts', { retryAfterSeconds: 42 })
    show(<Door />, fakeMain({ ...base, 'session.get': () => SIGNED_OUT, 'session.signIn': () => busy }))
    fireEvent.click(await screen.findByRole('button', { name: /maker/i }))
    expect(await screen.findByText('You can try again in 42 seconds.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Sign in' })).toHaveProperty('disabled', true)
  })

  it('offers demo users at the demo bank only', async () => {
    const fixed = { id: 'f', kind: 'fixed', url: 'https://bank.example' } as const
    const atAnother: SessionState = { ...SIGNED_OUT, backend: fixed, backends: [fixed], demoUsers: [] }
    show(<Door />, fakeMain({ ...base, 'session.get': () => atAnother }))
    expect(await screen.findByText('https://bank.example')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /maker/i })).toBeNull()
    expect(screen.queryByRole('combobox', { name: 'Bank' })).toBeNull()
  })

  it('explains when the copy wants the password from before', async () => {
    let session = SIGNED_OUT
    const main = fakeMain({
      ...base,
      'session.get': () => session,
      'session.signIn': () => {
        session = LOCKED
        main.emit('session', session)
        return refused('vault.previous_password_needed')
      },
    })
    show(<Door />, main)
    fireEvent.click(await screen.findByRole('button', { name: /maker/i }))
    expect(await screen.findByRole('button', { name: 'Unlock' })).toBeTruthy()
    expect((await screen.findByRole('alert')).textContent).toContain('previous password')
  })
})

describe('the locked screen', () => {
  it('shows who, asks only for the password and opens', async () => {
    const main = fakeMain({ ...base, 'session.get': () => LOCKED, 'session.unlock': () => UNLOCKED })
    show(<Door />, main)
    expect(await screen.findByText('maker')).toBeTruthy()
    expect(screen.queryByLabelText('Company ID')).toBeNull()
    fill('Password', 'Bendahara#2026')
    fireEvent.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(await screen.findByText('inside')).toBeTruthy()
  })

  it('lets another user in', async () => {
    const main = fakeMain({ ...base, 'session.get': () => LOCKED, 'session.switchUser': () => SIGNED_OUT })
    show(<Door />, main)
    fireEvent.click(await screen.findByRole('button', { name: 'Use another user' }))
    await waitFor(() => expect(screen.getByLabelText('Company ID')).toBeTruthy())
  })
})
