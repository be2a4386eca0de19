import { describe, expect, it } from 'vitest'
import {
  approver,
  bankForEachTest,
  COMPANY,
  device,
  eventually,
  filesBelow,
  maker,
  PASSWORD,
  type TemporaryFolder,
  type TestBank,
  temporaryFolder,
} from './session-world'

const HOUR = 60 * 60 * 1000
const NEXT_PASSWORD = 'Bendahara#2027-lebih-baru'

let bank: TestBank
let folder: TemporaryFolder
const { start } = bankForEachTest((given) => {
  bank = given.bank
  folder = given.folder
})

/** A device on which the maker has signed in before, now closed. */
async function usedBefore() {
  const first = start(folder.path, bank.url)
  expect(await first.session.signIn(maker())).toMatchObject({ ok: true })
  await eventually(() => expect(first.session.open()?.sync.status().connection).toBe('online'))
  await first.quit()
  return first.preferences
}

describe('signing in', () => {
  it('opens a new profile with what the bank says of the user', async () => {
    const { session, states } = start(folder.path, bank.url)
    expect(session.state()).toMatchObject({ phase: 'signed_out', user: null, lastUser: null, demoUsers: [] })
    const answer = await session.signIn(maker())
    expect(answer).toMatchObject({
      ok: true,
      value: {
        phase: 'unlocked',
        user: { userId: 'maker', role: 'treasury_maker' },
        company: { companyId: COMPANY, name: 'PT Nusantara Ritel' },
        lastUser: { companyId: COMPANY, userId: 'maker' },
      },
    })
    expect(session.state().permissions).toContain('accounts.manage')
    expect(states.at(-1)?.phase).toBe('unlocked')
  })

  it('passes on what the bank says of a wrong password, up to the block', async () => {
    const { session } = start(folder.path, bank.url)
    const wrong = () => session.signIn(maker('not the password'))
    expect(await wrong()).toMatchObject({
      ok: false,
      error: { code: 'auth.invalid_credentials', params: { attemptsLeft: 2 } },
    })
    expect(await wrong()).toMatchObject({ error: { params: { attemptsLeft: 1 } } })
    expect(await wrong()).toMatchObject({ error: { code: 'auth.user_blocked' } })
    expect(await session.signIn(maker())).toMatchObject({ ok: false, error: { code: 'auth.user_blocked' } })
    expect(session.state().phase).toBe('signed_out')
    expect(filesBelow(folder.path).size).toBe(0)
  })

  it('says that the bank cannot be reached where there is no copy to open', async () => {
    await bank.stop()
    const { session } = start(folder.path, bank.url)
    expect(await session.signIn(maker())).toEqual({ ok: false, error: { code: 'network.unreachable' } })
  })

  it('opens the copy of a known user when the bank cannot be reached', async () => {
    const preferences = await usedBefore()
    await bank.stop()
    const { session } = start(folder.path, bank.url, preferences)
    expect(await session.signIn(maker())).toMatchObject({
      ok: true,
      value: { phase: 'unlocked', user: { role: 'treasury_maker' } },
    })
    await session.lock()
    const wrong = await session.signIn(maker('not the password'))
    expect(wrong).toMatchObject({ ok: false, error: { code: 'vault.wrong_password' } })
  })

  it('keeps one user from the copy of another', async () => {
    const preferences = await usedBefore()
    const before = filesBelow(folder.path)
    const { session } = start(folder.path, bank.url, preferences)
    await session.switchUser()
    expect(await session.signIn(approver())).toMatchObject({ ok: true, value: { user: { userId: 'approver' } } })
    for (const [path, content] of before) expect(filesBelow(folder.path).get(path)?.equals(content), path).toBe(true)
    expect(filesBelow(folder.path).size).toBeGreaterThan(before.size)
    expect(await session.signIn(maker())).toEqual({ ok: false, error: { code: 'session.other_user' } })
  })
})

describe('unlocking', () => {
  it('shows who is at work from the copy alone', async () => {
    const preferences = await usedBefore()
    await bank.stop()
    const { session, traffic } = start(folder.path, bank.url, preferences)
    expect(session.state()).toMatchObject({
      phase: 'locked',
      user: null,
      permissions: [],
      lastUser: { companyId: COMPANY, userId: 'maker' },
    })
    expect(await session.unlock(PASSWORD)).toMatchObject({
      ok: true,
      value: { phase: 'unlocked', user: { userId: 'maker', role: 'treasury_maker' } },
    })
    expect(session.state().permissions).toContain('accounts.manage')
    expect(traffic.logins).toBe(0)
  })

  it('refuses a wrong password with the time to wait and opens nothing', async () => {
    const preferences = await usedBefore()
    const { session } = start(folder.path, bank.url, preferences)
    const answer = await session.unlock('not the password')
    expect(answer).toMatchObject({ ok: false, error: { code: 'vault.wrong_password' } })
    expect(answer.ok ? undefined : answer.error.params?.retryAfterSeconds).toEqual(expect.any(Number))
    expect(session.state().phase).toBe('locked')
    expect(session.open()).toBeNull()
  })

  it('goes on with the stored tokens while the bank takes them', async () => {
    const preferences = await usedBefore()
    const { session, traffic } = start(folder.path, bank.url, preferences)
    await session.unlock(PASSWORD)
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
    expect(traffic.logins).toBe(0)
  })

  it('signs in once with the password just typed when the tokens are over', async () => {
    const preferences = await usedBefore()
    bank.advance(13 * HOUR)
    const { session, traffic } = start(folder.path, bank.url, preferences)
    await session.unlock(PASSWORD)
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
    expect(traffic.logins).toBe(1)
  })

  it('does not try a second time when the bank refuses that password', async () => {
    const preferences = await usedBefore()
    await changePasswordElsewhere()
    bank.advance(13 * HOUR)
    const { session, traffic } = start(folder.path, bank.url, preferences)
    expect(await session.unlock(PASSWORD)).toMatchObject({ ok: true })
    await eventually(() => expect(traffic.logins).toBe(1))
    const sync = session.open()?.sync
    for (let i = 0; i < 5; i++) {
      sync?.sendNow()
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    expect(sync?.status()).toMatchObject({ connection: 'auth_required', pill: 'sign_in_again' })
    expect(traffic.logins).toBe(1)

    // Signing in again renews the tokens and puts the new password on the copy.
    expect(await session.signIn(maker(NEXT_PASSWORD))).toMatchObject({ ok: true, value: { phase: 'unlocked' } })
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
    await session.lock()
    expect(await session.unlock(PASSWORD)).toMatchObject({ ok: false, error: { code: 'vault.wrong_password' } })
  })
})

async function changePasswordElsewhere(): Promise<void> {
  const elsewhere = temporaryFolder()
  const other = device(elsewhere.path, bank.url)
  expect(await other.session.signIn(maker())).toMatchObject({ ok: true })
  expect(await other.session.changePassword(PASSWORD, NEXT_PASSWORD)).toMatchObject({ ok: true })
  await other.quit()
  elsewhere.remove()
}

describe('a password changed on another device', () => {
  it('asks for the previous one once, then knows the new one', async () => {
    const preferences = await usedBefore()
    await changePasswordElsewhere()
    const { session, traffic } = start(folder.path, bank.url, preferences)
    await session.switchUser()
    expect(await session.signIn(maker(NEXT_PASSWORD))).toEqual({
      ok: false,
      error: { code: 'vault.previous_password_needed' },
    })
    expect(session.state()).toMatchObject({ phase: 'locked', lastUser: { userId: 'maker' } })
    expect(await session.unlock(PASSWORD)).toMatchObject({ ok: true, value: { phase: 'unlocked' } })
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
    expect(traffic.logins).toBe(1)
    await session.lock()
    expect(await session.unlock(NEXT_PASSWORD)).toMatchObject({ ok: true })
  })

  it('changes bank and copy together from here', async () => {
    const { session } = start(folder.path, bank.url)
    await session.signIn(maker())
    expect(await session.changePassword('not the password', NEXT_PASSWORD)).toMatchObject({
      ok: false,
      error: { code: 'auth.invalid_credentials' },
    })
    expect(await session.changePassword(PASSWORD, NEXT_PASSWORD)).toMatchObject({ ok: true })
    await session.lock()
    expect(await session.unlock(NEXT_PASSWORD)).toMatchObject({ ok: true })
    await eventually(() => expect(session.open()?.sync.status().connection).toBe('online'))
  })
})
