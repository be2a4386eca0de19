import { describe, expect, it } from 'vitest'
import { defaultPreferences } from '#main/session/preferences'
import { resumeWithPassword } from '#main/session/resume'
import type { SyncStatus } from '#shared/contract/views'
import { newId } from '#shared/kernel/ids'

type Connection = SyncStatus['connection']

/** An unlocked session as far as resuming sees it: what the connection says comes from the test. */
function unlocked() {
  const listeners = new Set<(status: Pick<SyncStatus, 'connection'>) => void>()
  const cleanUps: (() => void)[] = []
  const logins: string[] = []
  let timeOut = (): void => {}
  const session = {
    profile: { backendId: 'bundled', companyId: 'C', userId: 'U' },
    sync: {
      onStatus(listener: (status: Pick<SyncStatus, 'connection'>) => void) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    backend: {
      async login({ password }: { password: string }) {
        logins.push(password)
        return { ok: false, error: { kind: 'permanent', problem: { code: 'auth.invalid_credentials' } } }
      },
    },
    onClose: (cleanUp: () => void) => cleanUps.push(cleanUp),
    isClosed: () => false,
  }
  const ports = {
    preferences: { read: () => defaultPreferences(newId({ nowMs: 0, randomBytes: (n) => new Uint8Array(n) })) },
    deviceName: 'desk',
    after(_milliseconds: number, work: () => void) {
      timeOut = work
      return () => {}
    },
    log: () => {},
  }
  // The stand-ins have the few members that resuming uses; the compiler would want the whole session.
  const [givenPorts, givenSession] = [ports, session] as unknown as Parameters<typeof resumeWithPassword>
  resumeWithPassword(givenPorts, givenSession, 'typed')
  return {
    logins,
    say: (connection: Connection) => {
      for (const listener of [...listeners]) listener({ connection })
    },
    tenMinutesPass: () => timeOut(),
    close: () => {
      for (const cleanUp of cleanUps) cleanUp()
    },
  }
}

describe('the password typed at an unlock', () => {
  it('is used once when the bank says that the tokens are over, and never again', () => {
    const session = unlocked()
    for (const connection of ['offline', 'auth_required', 'offline', 'auth_required'] as const) session.say(connection)
    expect(session.logins).toEqual(['typed'])
  })

  it('is not used once the tokens were good', () => {
    const session = unlocked()
    for (const connection of ['offline', 'online', 'auth_required'] as const) session.say(connection)
    expect(session.logins).toEqual([])
  })

  it('is forgotten after ten minutes without the bank', () => {
    const session = unlocked()
    session.say('offline')
    session.tenMinutesPass()
    session.say('auth_required')
    expect(session.logins).toEqual([])
  })

  it('is forgotten with the session', () => {
    const session = unlocked()
    session.close()
    session.say('auth_required')
    expect(session.logins).toEqual([])
  })
})
