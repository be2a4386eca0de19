import { isCopyFault } from '#shared/contract/copy-faults'
import type { AppProblem, SessionState } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { identityOf, samePerson, shownIdentity } from './identity'
import type { LiveSession } from './live-session'
import { loginRequest } from './login-request'
import { oneAtATime } from './one-at-a-time'
import { type ProfileId, sameProfile } from './profiles'
import type { SessionPorts } from './session-ports'
import {
  type Entry,
  type EntryContext,
  finishRenewal,
  problemOf,
  type Renewal,
  signIn,
  unlock,
  unreachableProblem,
} from './sign-in'

type StateResult = Promise<Result<SessionState, AppProblem>>

/** Who is at work here, and what is open for them. Every answer is the state after it. */
export interface SessionService {
  state(): SessionState
  /** The unlocked profile; null while locked or signed out. */
  open(): LiveSession | null
  /**
   * Errors: what the bank says (`auth.*`, `bank.*`), `network.unreachable`, `vault.previous_password_needed` (then `unlock`
   * takes the old password), `vault.wrong_password`, `session.other_user`, `session.other_identity`, `storage.*`.
   */
  signIn(user: { companyId: string; userId: string; password: string }): StateResult
  /** Errors: `vault.wrong_password` with `retryAfterSeconds`, `session.not_locked`, `session.sign_in_required`, `storage.*`. */
  unlock(password: string): StateResult
  lock(): StateResult
  signOut(): StateResult
  switchUser(): StateResult
  /** Errors: what the bank says, `session.locked`, `storage.*` (then the old password still opens the copy). */
  changePassword(current: string, next: string): StateResult
  /**
   * Moves the copy that just could not be opened out of the way, so that the next sign-in makes a new one.
   * Errors: `session.no_faulty_copy`, `storage.*`.
   */
  setCopyAside(): StateResult
  chooseBackend(id: string): StateResult
  addBackend(url: string): StateResult
}

type Held =
  | { readonly phase: 'signed_out' }
  | { readonly phase: 'locked'; readonly profile: ProfileId; readonly renewal: Renewal | null }
  | { readonly phase: 'unlocked'; readonly session: LiveSession }

/** Revoking is a courtesy to the bank's list of sessions; nobody waits long for it. */
const LOGOUT_LIMIT_MS = 5_000
/** How long a new password waits in memory for the one before it. */
const RENEWAL_KEPT_MS = 5 * 60_000

/**
 *   signed_out ──signIn──▶ unlocked ──lock, idle──▶ locked ──unlock──▶ unlocked
 *        ▲                    │ signOut                │ switchUser
 *        └────────────────────┴────────────────────────┘
 */
export function createSessionService(ports: SessionPorts): SessionService {
  const inTurn = oneAtATime()
  let cancelRenewal = (): void => {}
  let held: Held = atStart()
  /** The copy that the last try could not open, through no fault of the password. */
  let faulty: ProfileId | null = null

  function atStart(): Held {
    const profile = lastProfile()
    const remembered = profile !== null && !profile.signedOut && ports.profiles.exists(profile.id)
    return remembered ? { phase: 'locked', profile: profile.id, renewal: null } : { phase: 'signed_out' }
  }

  function lastProfile(): { id: ProfileId; signedOut: boolean } | null {
    const backendId = ports.backends.chosen().id
    const last = ports.preferences.read().lastUsers[backendId]
    if (last === undefined) return null
    return { id: { backendId, companyId: last.companyId, userId: last.userId }, signedOut: last.signedOut }
  }

  function state(): SessionState {
    const last = lastProfile()?.id
    const live = held.phase === 'unlocked' ? held.session : null
    const identity = live?.identity()
    return {
      phase: held.phase,
      backend: ports.backends.chosen(),
      backends: ports.backends.all(),
      lastUser: last === undefined ? null : { companyId: last.companyId, userId: last.userId },
      demoUsers: ports.backends.demoUsers(),
      ...(live && identity ? shownIdentity(identity, live.profile) : { user: null, company: null }),
      permissions: identity?.permissions ?? [],
    }
  }

  function become(next: Held): Result<SessionState, never> {
    cancelRenewal()
    if (held.phase === 'locked' && held.renewal !== null && !(next.phase === 'unlocked')) {
      held.renewal.connection.backend.close()
    }
    held = next
    ports.events.session(state())
    return ok(state())
  }

  function contextOf(profile: ProfileId): EntryContext {
    return {
      ports,
      profile,
      choice: ports.backends.chosen(),
      identityChanged: () => ports.events.session(state()),
    }
  }

  function settle(profile: ProfileId, entry: Entry): Result<SessionState, AppProblem> {
    faulty = entry.kind === 'refused' && isCopyFault(entry.problem) ? profile : null
    if (entry.kind === 'refused') return err(entry.problem)
    remember(profile, false)
    if (entry.kind === 'open') return become({ phase: 'unlocked', session: entry.session })
    become({ phase: 'locked', profile, renewal: entry.renewal })
    cancelRenewal = ports.after(RENEWAL_KEPT_MS, forgetRenewal)
    return err({ code: 'vault.previous_password_needed' })
  }

  function forgetRenewal(): void {
    if (held.phase !== 'locked' || held.renewal === null) return
    held.renewal.connection.backend.close()
    held = { ...held, renewal: null }
  }

  function remember({ backendId, companyId, userId }: ProfileId, signedOut: boolean): void {
    const { lastUsers } = ports.preferences.read()
    ports.preferences.update({ lastUsers: { ...lastUsers, [backendId]: { companyId, userId, signedOut } } })
  }

  /** Closes what is open and says whose it was. */
  async function closeLive(): Promise<ProfileId | null> {
    if (held.phase !== 'unlocked') return held.phase === 'locked' ? held.profile : null
    const { session } = held
    // Locked before the closing is over: from here on no call may reach the copy.
    become({ phase: 'locked', profile: session.profile, renewal: null })
    await session.close()
    return session.profile
  }

  async function renewSignIn(session: LiveSession, password: string): StateResult {
    const login = await session.backend.login(loginRequest(ports, session.profile, password))
    if (!login.ok) return err(login.error.kind === 'network' ? unreachableProblem(login.error) : problemOf(login.error))
    const identity = identityOf(login.value)
    if (!samePerson(identity, session.identity())) {
      session.tokens.save(null)
      return err({ code: 'session.other_identity' })
    }
    session.setIdentity(identity)
    session.sync.sessionRenewed()
    // The password may have been changed on another device; whether it was cannot be told without doing the same work.
    const rewrapped = await session.opened.rewrap(password)
    return rewrapped.ok ? ok(state()) : rewrapped
  }

  return {
    state,
    open: () => (held.phase === 'unlocked' ? held.session : null),

    signIn: ({ companyId, userId, password }) =>
      inTurn(async () => {
        const profile = { backendId: ports.backends.chosen().id, companyId: companyId.trim(), userId: userId.trim() }
        if (held.phase !== 'unlocked') return settle(profile, await signIn(contextOf(profile), password))
        return sameProfile(held.session.profile, profile)
          ? renewSignIn(held.session, password)
          : err({ code: 'session.other_user' })
      }),

    unlock: (password) =>
      inTurn(async () => {
        if (held.phase === 'unlocked') return ok(state())
        if (held.phase === 'signed_out') return err({ code: 'session.not_locked' })
        const { profile, renewal } = held
        const context = contextOf(profile)
        return settle(profile, await (renewal ? finishRenewal(context, renewal, password) : unlock(context, password)))
      }),

    lock() {
      // What waits for the bank must not keep the copy open: its requests end now, the turn comes at once.
      if (held.phase === 'unlocked') held.session.backend.close()
      return inTurn(async () => {
        await closeLive()
        forgetRenewal()
        return ok(state())
      })
    },

    signOut: () =>
      inTurn(async () => {
        const profile = held.phase === 'unlocked' ? held.session.profile : held.phase === 'locked' ? held.profile : null
        if (held.phase === 'unlocked') await revoke(ports, held.session)
        await closeLive()
        if (profile !== null) remember(profile, true)
        return become({ phase: 'signed_out' })
      }),

    switchUser: () =>
      inTurn(async () => {
        await closeLive()
        return become({ phase: 'signed_out' })
      }),

    changePassword: (current, next) =>
      inTurn(async () => {
        if (held.phase !== 'unlocked') return err({ code: 'session.locked' })
        const { session } = held
        const changed = await session.backend.changePassword(current, next)
        if (!changed.ok) return err(problemOf(changed.error))
        session.setIdentity({ ...session.identity(), passwordChangeDue: false })
        const rewrapped = await session.opened.rewrap(next)
        return rewrapped.ok ? ok(state()) : rewrapped
      }),

    setCopyAside: () =>
      inTurn(async () => {
        if (faulty === null || held.phase === 'unlocked') return err({ code: 'session.no_faulty_copy' })
        const moved = ports.profiles.setAside(faulty)
        if (!moved.ok) return moved
        faulty = null
        return become({ phase: 'signed_out' })
      }),

    chooseBackend: (id) => inTurn(() => switchBackend(() => ports.backends.choose(id))),
    addBackend: (url) => inTurn(() => switchBackend(() => ports.backends.add(url))),
  }

  async function switchBackend(change: () => Result<void, AppProblem>): StateResult {
    const changed = change()
    if (!changed.ok) return changed
    faulty = null
    await closeLive()
    return become(atStart())
  }
}

/** Tells the bank that the session is over, if it can be told soon; the tokens are gone from this computer either way. */
async function revoke(ports: SessionPorts, session: LiveSession): Promise<void> {
  await session.sync.stop()
  let cancel = (): void => {}
  const limit = new Promise<void>((resolve) => {
    cancel = ports.after(LOGOUT_LIMIT_MS, resolve)
  })
  await Promise.race([session.backend.logout(), limit])
  cancel()
  session.tokens.save(null)
}
