import { identityOf, samePerson } from './identity'
import type { LiveSession } from './live-session'
import { loginRequest } from './login-request'
import type { SessionPorts } from './session-ports'

/** How long the password just typed may wait in memory for the bank to be reachable. */
const PASSWORD_KEPT_MS = 10 * 60_000

/**
 * After an unlock: synchronisation goes on with the stored tokens. If the bank's first word is that they are over, signs in
 * once with the password just typed, and never again: a password changed elsewhere would block the user at the third try.
 * The password is dropped at the bank's first word, with the session, or after 10 minutes.
 */
export function resumeWithPassword(ports: SessionPorts, session: LiveSession, password: string): void {
  let kept: string | null = password
  const stopWatching = session.sync.onStatus(({ connection }) => {
    if (connection === 'offline') return
    const typed = drop()
    if (connection === 'auth_required' && typed !== null) void signInOnce(ports, session, typed)
  })
  const cancelTimer = ports.after(PASSWORD_KEPT_MS, drop)

  function drop(): string | null {
    const typed = kept
    kept = null
    stopWatching()
    cancelTimer()
    return typed
  }
  session.onClose(drop)
}

async function signInOnce(ports: SessionPorts, session: LiveSession, password: string): Promise<void> {
  const login = await session.backend.login(loginRequest(ports, session.profile, password))
  if (session.isClosed()) return
  if (!login.ok) {
    ports.log('sign-in after unlock refused', login.error.problem.code)
    return
  }
  const identity = identityOf(login.value)
  if (!samePerson(identity, session.identity())) {
    ports.log('sign-in after unlock answered somebody else')
    session.tokens.save(null)
    return
  }
  session.setIdentity(identity)
  session.sync.sessionRenewed()
}
