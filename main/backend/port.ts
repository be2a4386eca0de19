import type {
  ChangesResponse,
  CommandResult,
  CommandsResponse,
  DigestResponse,
  Envelope,
  LoginRequest,
  LoginResponse,
  Meta,
} from '#shared/contract/http'
import type { AppProblem, StatementPage } from '#shared/contract/views'
import type { FilePurpose } from '#shared/domain/files'
import type { Result } from '#shared/kernel/result'

/**
 * What the app needs of any bank. One adapter exists (`http/`); tests may give another.
 * Every answer is a value: a backend error is something the connection loop acts on, not an exception.
 */

/**
 * - `network`: no answer came; whether the bank acted is not known
 * - `retry_after`: the bank asks for patience (429, 503)
 * - `auth`: the session is over; signing in again helps
 * - `cursor_gone`: the copy must be made anew (410)
 * - `unsupported`: the bank speaks another protocol version (426)
 * - `permanent`: the bank understood and said no
 * - `garbage`: the answer is not what the protocol promises
 */
export type BackendErrorKind =
  | 'network'
  | 'retry_after'
  | 'auth'
  | 'cursor_gone'
  | 'unsupported'
  | 'permanent'
  | 'garbage'

export interface BackendError {
  readonly kind: BackendErrorKind
  readonly problem: AppProblem
  readonly status?: number
  /** Milliseconds the bank asks to wait. */
  readonly retryAfterMs?: number
  /** The bank certainly did not act: the request never reached it, or it was turned away at the door. */
  readonly notActedOn?: true
}

export type Answer<T> = Promise<Result<T, BackendError>>

export interface Tokens {
  readonly accessToken: string
  readonly accessExpiresAt: string
  readonly refreshToken: string
}

/** Where an adapter keeps the tokens of one session. `save(null)` when the session is over. */
export interface TokenStore {
  load(): Tokens | null
  save(tokens: Tokens | null): void
}

/** A file as it is announced to the bank. */
export interface UploadFile {
  readonly fileId: string
  readonly sha256: string
  /** Bytes. */
  readonly size: number
  readonly mediaType: string
  readonly purpose: FilePurpose
}

/** Where an upload's bytes come from: those from `start` up to, not including, `end`; undefined where they are damaged. */
export type UploadSource = (start: number, end: number) => Promise<Uint8Array | undefined>

export interface UploadRun {
  /** Where an earlier run got to; null to begin. A place the bank does not know any more is replaced by a new one. */
  readonly resumeUrl: string | null
  /** The bank has said where it takes the bytes. */
  onUrl(url: string): void
  /** So many bytes have arrived. */
  onProgress(sent: number): void
  /** Asked between two requests: whether to stop here and go on another time. */
  pauses(): boolean
  /** Ends the request under way. */
  readonly signal: AbortSignal
}

export interface BankBackend {
  readonly url: string
  meta(): Answer<Meta>
  login(request: LoginRequest): Answer<LoginResponse>
  logout(): Answer<void>
  changePassword(current: string, next: string): Answer<void>
  changes(cursor: string | null, limit: number): Answer<ChangesResponse>
  digest(): Answer<DigestResponse>
  transactions(
    accountId: string,
    before: string | undefined,
    limit: number,
  ): Answer<Pick<StatementPage, 'transactions' | 'hasMore'>>
  sendCommands(deviceId: string, commands: readonly Envelope[]): Answer<CommandsResponse>
  commandResult(id: string): Answer<CommandResult | null>
  /**
   * Sends a file, from where an earlier run was cut. `complete`: the bank has all of it and has checked it. Errors of kind
   * `permanent`: the bank will not take it (`file.rejected`, `file.too_large`, `auth.forbidden`), or `file.damaged` where the
   * source could not be read.
   */
  upload(file: UploadFile, source: UploadSource, run: UploadRun): Answer<'complete' | 'paused'>
  /** The bank need not keep what it has of an upload. */
  terminateUpload(url: string): Answer<void>
  /** A file's bytes, as they came; more than `maxBytes` are `bank.too_large`. */
  downloadFile(id: string, maxBytes: number): Answer<Uint8Array>
  /** Listens for pokes until the signal aborts or the stream ends; then answers. `onOpen`: the bank has let us in. */
  listen(onPoke: (seq: number) => void, signal: AbortSignal, onOpen?: () => void): Answer<void>
  /**
   * Gives up every open connection and what is under way on it, which ends as `network`; the next request opens a new one.
   * For when the network is another or the computer has slept.
   */
  dropConnections(): void
  /** Ends every request under way and refuses new ones. */
  close(): void
}
