import type { LoginRequest, LoginResponse } from '#shared/contract/http'
import type { User } from '#shared/domain/documents'
import { permissionsOf } from '#shared/kernel/permissions'
import { type DomainError, err, ok, type Result, refuse } from '#shared/kernel/result'
import { addMs, type Instant } from '#shared/kernel/time'
import type { BankClock } from '../clock'
import { companyByCode } from '../engine/companies'
import type { Processor, Sender } from '../engine/processor'
import type { BankPorts } from '../ports'
import type { BankDatabase } from '../storage/bank-database'
import { failureLimiter, unknownUserFailures } from './attempts'
import { type Credential, type Credentials, credentials } from './credentials'
import { hashPassword, MIN_PASSWORD_LENGTH, verifyPassword } from './passwords'
import { type SessionRecord, type Sessions, sessions, type TokenPair } from './sessions'
import { BLOCKED, blockUser, reactivateUser } from './user-commands'

/** Wrong passwords in a row that block a user, and how many earlier passwords may not come back. Source: docs/domain.md §0. */
const MAX_FAILURES = 3
const REMEMBERED_PASSWORDS = 5
const PASSWORD_MAX_AGE_MS = 90 * 24 * 60 * 60 * 1000

/** A refused sign-in, refresh or request; `retryAfterMs` with `auth.too_many_attempts` only. */
export type AuthError = DomainError & { readonly retryAfterMs?: number }

/** A signed-in request. */
export interface SignedIn extends Sender {
  readonly sessionId: string
}

type LoginAnswer = Omit<LoginResponse, 'serverTime'>

export interface Authentication {
  signIn(request: LoginRequest, address: string): Promise<Result<LoginAnswer, AuthError>>
  /** Who an access token belongs to. Errors: `auth.required`, `auth.token_expired`, `auth.user_blocked`. */
  identify(accessToken: string): Result<SignedIn, AuthError>
  refresh(refreshToken: string): Result<LoginAnswer, AuthError>
  signOut(session: SignedIn): void
  changePassword(session: SignedIn, current: string, next: string, address: string): Promise<Result<null, AuthError>>
  /** Lifts a block, as the bank's staff would. False when there is no such user. */
  reactivate(companyCode: string, login: string): boolean
  readonly sessions: Sessions
}

interface Parts {
  readonly bank: BankDatabase
  readonly clock: BankClock
  readonly processor: Processor
  readonly ports: BankPorts
  newId(): string
}

export async function authentication(parts: Parts): Promise<Authentication> {
  const { bank, clock, processor, ports, newId } = parts
  const store: Credentials = credentials(bank.db)
  const live = sessions(bank.db, ports.randomBytes)
  const limiter = failureLimiter(ports.monotonicMs)
  const unknownUsers = unknownUserFailures()
  // Someone who does not exist costs as much time as someone who does.
  const decoyHash = await hashPassword('no user has this password', ports.randomBytes)

  const userOf = (company: number, userId: string): User | undefined => bank.documents.of(company).find('user', userId)

  function isBlocked(company: number, userId: string): boolean {
    return userOf(company, userId)?.status === BLOCKED
  }

  function wrongPassword(failures: number): Result<never, AuthError> {
    if (failures >= MAX_FAILURES) return refuse('auth.user_blocked')
    return refuse('auth.invalid_credentials', { attemptsLeft: MAX_FAILURES - failures })
  }

  /** Counts a wrong password; the third in a row blocks the user and ends all sessions. */
  function countFailure({ company, login, userId }: Credential): Result<never, AuthError> {
    const failures = (store.find(company, login)?.failures ?? 0) + 1
    if (failures >= MAX_FAILURES) {
      processor.runSystem(company, blockUser(userId))
      live.endAll(company, userId, clock.now())
    }
    store.setFailures(company, login, failures)
    return wrongPassword(failures)
  }

  /** Checks a password against a user who may not exist, in the same time and with the same answers. */
  async function check(
    credential: Credential | undefined,
    password: string,
    address: string,
    unknown: () => number,
  ): Promise<Result<Credential, AuthError>> {
    const retryAfterMs = limiter.waitMs(address)
    if (retryAfterMs > 0) return err({ code: 'auth.too_many_attempts', retryAfterMs })
    const right = await verifyPassword(password, credential?.passwordHash ?? decoyHash)
    const blocked = credential !== undefined && isBlocked(credential.company, credential.userId)
    if (credential && right && !blocked) {
      store.setFailures(credential.company, credential.login, 0)
      limiter.succeeded(address)
      return ok(credential)
    }
    limiter.failed(address)
    if (blocked) return refuse('auth.user_blocked')
    return credential ? countFailure(credential) : wrongPassword(unknown())
  }

  function answer(company: number, user: User, tokens: TokenPair): LoginAnswer {
    const { id, name } = bank.documents.of(company).company()
    const changedAt = store.find(company, user.userId)?.passwordChangedAt
    return {
      ...tokens,
      user: {
        id: user.id,
        name: user.name,
        role: user.role,
        ...(user.warehouseIds ? { warehouseIds: user.warehouseIds } : {}),
      },
      company: { id, name },
      permissions: [...permissionsOf(user.role)],
      passwordChangeDue: changedAt === undefined || isPasswordOld(changedAt, clock.now()),
    }
  }

  /** An ended session of a blocked user says why it ended. */
  function over(session: SessionRecord): Result<never, AuthError> {
    return refuse(isBlocked(session.company, session.userId) ? 'auth.user_blocked' : 'auth.required')
  }

  return {
    sessions: live,

    async signIn({ companyId, userId: login, password, deviceId, deviceName }, address) {
      const company = companyByCode(bank.db, companyId)
      const credential = company && store.find(company.key, login)
      const checked = await check(credential, password, address, () => unknownUsers.add(companyId, login))
      if (!checked.ok) return checked
      const { company: key, userId } = checked.value
      const user = userOf(key, userId)
      if (!user) throw new Error(`credential ${login} has no user`)
      const session = { id: newId(), company: key, userId, deviceId, deviceName }
      return ok(answer(key, user, live.start(session, clock.now())))
    },

    identify(accessToken) {
      const state = live.look(accessToken, 'access', clock.now())
      if (state.kind === 'ended') return over(state.session)
      if (state.kind === 'expired') return refuse('auth.token_expired')
      if (state.kind !== 'valid') return refuse('auth.required')
      const { id, company, userId } = state.session
      const user = userOf(company, userId)
      if (!user) return refuse('auth.required')
      if (user.status === BLOCKED) return refuse('auth.user_blocked')
      return ok({ sessionId: id, company, user })
    },

    refresh(refreshToken) {
      const now = clock.now()
      const state = live.look(refreshToken, 'refresh', now)
      if (state.kind === 'reused') live.end(state.session.id, now)
      if (state.kind === 'reused' || state.kind === 'ended') return over(state.session)
      if (state.kind !== 'valid') return refuse('auth.required')
      const { session } = state
      const user = userOf(session.company, session.userId)
      if (!user) return refuse('auth.required')
      if (user.status === BLOCKED) return refuse('auth.user_blocked')
      return ok(answer(session.company, user, live.rotate(refreshToken, session, now)))
    },

    signOut({ sessionId }) {
      live.end(sessionId, clock.now())
    },

    async changePassword({ company, user, sessionId }, current, next, address) {
      const credential = store.find(company, user.userId)
      if (!credential) throw new Error(`user ${user.id} has no credential`)
      const checked = await check(credential, current, address, () => 0)
      if (!checked.ok) return checked
      if ([...next].length < MIN_PASSWORD_LENGTH) {
        return refuse('auth.password_too_short', { minLength: MIN_PASSWORD_LENGTH })
      }
      const lastFive = [credential.passwordHash, ...credential.earlierHashes].slice(0, REMEMBERED_PASSWORDS)
      const repeated = await Promise.all(lastFive.map((hash) => verifyPassword(next, hash)))
      if (repeated.includes(true)) return refuse('auth.password_reused', { remembered: REMEMBERED_PASSWORDS })
      const passwordHash = await hashPassword(next, ports.randomBytes)
      const now = clock.now()
      store.setPassword(company, user.userId, { passwordHash, earlierHashes: lastFive, passwordChangedAt: now })
      // Whoever else holds a session with the old password is out.
      live.endAll(company, user.id, now, sessionId)
      return ok(null)
    },

    reactivate(companyCode, login) {
      const company = companyByCode(bank.db, companyCode)
      const credential = company && store.find(company.key, login)
      if (!credential) return false
      store.setFailures(credential.company, login, 0)
      processor.runSystem(credential.company, reactivateUser(credential.userId))
      return true
    },
  }
}

function isPasswordOld(changedAt: string, now: Instant): boolean {
  return addMs(now, -PASSWORD_MAX_AGE_MS) > changedAt
}
