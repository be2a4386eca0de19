import type { BackendError } from '#main/backend/port'
import type { AppProblem, BackendChoice } from '#shared/contract/views'
import { type Identity, identityOf, loadIdentity, samePerson } from './identity'
import { createKeptTokens } from './kept-tokens'
import { type Connection, goLive, type LiveSession } from './live-session'
import { loginRequest } from './login-request'
import type { OpenedProfile, ProfileId } from './profiles'
import { resumeWithPassword } from './resume'
import type { SessionPorts } from './session-ports'

/** The bank has let the user in, but the copy on this computer still wants the password from before. */
export interface Renewal {
  readonly connection: Connection
  readonly identity: Identity
  readonly password: string
}

export type Entry =
  | { readonly kind: 'open'; readonly session: LiveSession }
  | { readonly kind: 'previous_password_needed'; readonly renewal: Renewal }
  | { readonly kind: 'refused'; readonly problem: AppProblem }

export interface EntryContext {
  readonly ports: SessionPorts
  readonly profile: ProfileId
  readonly choice: BackendChoice
  identityChanged(): void
}

/** The copy was made, but no sign-in came to its end. */
const NEVER_SIGNED_IN: AppProblem = { code: 'session.sign_in_required' }

/** Asks the bank; where it cannot be asked, a user known on this computer is let in to the copy with the same password. */
export async function signIn(context: EntryContext, password: string): Promise<Entry> {
  const connection = connect(context)
  const login = await connection.backend.login(loginRequest(context.ports, context.profile, password))
  if (login.ok) return enter(context, connection, identityOf(login.value), password)
  connection.backend.close()
  if (!isUnreachable(login.error)) return refused(problemOf(login.error))
  return context.ports.profiles.exists(context.profile)
    ? unlock(context, password)
    : refused(unreachableProblem(login.error))
}

/** Opens the copy without asking the bank; synchronisation resumes with the tokens kept in it. */
export async function unlock(context: EntryContext, password: string): Promise<Entry> {
  const opened = await context.ports.profiles.unlock(context.profile, password)
  if (!opened.ok) return refused(opened.error)
  return closingOnFailure(opened.value, async () => {
    const identity = loadIdentity(opened.value.store.meta)
    if (identity === undefined) {
      opened.value.close()
      return refused(NEVER_SIGNED_IN)
    }
    const entry = await open(context, connect(context), opened.value, identity)
    if (entry.kind === 'open') resumeWithPassword(context.ports, entry.session, password)
    return entry
  })
}

/** The second half of a sign-in whose password the bank knew and the copy did not: the old one opens, the new one stays. */
export async function finishRenewal(context: EntryContext, renewal: Renewal, previous: string): Promise<Entry> {
  const opened = await context.ports.profiles.unlock(context.profile, previous)
  if (!opened.ok) return refused(opened.error)
  return closingOnFailure(opened.value, async () => {
    const rewrapped = await opened.value.rewrap(renewal.password)
    if (rewrapped.ok) return openAs(context, renewal.connection, opened.value, renewal.identity)
    opened.value.close()
    return refused(rewrapped.error)
  })
}

async function enter(
  context: EntryContext,
  connection: Connection,
  identity: Identity,
  password: string,
): Promise<Entry> {
  const { profiles } = context.ports
  const known = profiles.exists(context.profile)
  const opened = await (known ? profiles.unlock(context.profile, password) : profiles.create(context.profile, password))
  if (opened.ok) {
    return closingOnFailure(opened.value, () => openAs(context, connection, opened.value, identity))
  }
  if (opened.error.code === 'vault.wrong_password') {
    return { kind: 'previous_password_needed', renewal: { connection, identity, password } }
  }
  await connection.backend.logout()
  connection.backend.close()
  return refused(opened.error)
}

/** Opens as whom the bank just let in. A copy of somebody else, as after a bank was rebuilt at the same address, stays shut. */
async function openAs(
  context: EntryContext,
  connection: Connection,
  opened: OpenedProfile,
  identity: Identity,
): Promise<Entry> {
  const before = loadIdentity(opened.store.meta)
  if (before === undefined || samePerson(before, identity)) return open(context, connection, opened, identity)
  opened.close()
  await connection.backend.logout()
  connection.backend.close()
  return refused({ code: 'session.other_identity' })
}

async function open(
  { ports, profile, identityChanged }: EntryContext,
  connection: Connection,
  opened: OpenedProfile,
  identity: Identity,
): Promise<Entry> {
  return { kind: 'open', session: await goLive(ports, profile, connection, opened, identity, identityChanged) }
}

/** Nothing may stay decrypted behind an exception. */
async function closingOnFailure(opened: OpenedProfile, work: () => Promise<Entry>): Promise<Entry> {
  try {
    return await work()
  } catch (error) {
    opened.close()
    throw error
  }
}

function connect({ ports, choice }: EntryContext): Connection {
  const tokens = createKeptTokens()
  return { backend: ports.connect(choice, tokens), tokens }
}

/**
 * No usable answer came: nothing was said about the password. 503 is a bank that is there and not at work; one of another
 * protocol must not keep anyone from what is on this computer either.
 */
function isUnreachable({ kind, status }: BackendError): boolean {
  return (
    kind === 'network' || kind === 'garbage' || kind === 'unsupported' || (kind === 'retry_after' && status === 503)
  )
}

/** `network.unreachable`, unless there is something to be done about it. */
export function unreachableProblem(error: BackendError): AppProblem {
  const telling = ['backend.certificate', 'bank.start_failed', 'bank.unavailable', 'network.timeout'].includes(
    error.problem.code,
  )
  return telling || error.kind !== 'network' ? error.problem : { code: 'network.unreachable' }
}

/** What the bank said, with its wish for patience in seconds where it had one. */
export function problemOf({ problem, retryAfterMs }: BackendError): AppProblem {
  if (retryAfterMs === undefined) return problem
  return { ...problem, params: { retryAfterSeconds: Math.ceil(retryAfterMs / 1000), ...problem.params } }
}

function refused(problem: AppProblem): Entry {
  return { kind: 'refused', problem }
}
