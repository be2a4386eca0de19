import type { BankBackend } from '#main/backend/port'
import type { ContentStore } from '#main/files/content-store'
import type { Store } from '#main/storage/store'
import type { ManySubmitted } from '#shared/contract/account-views'
import type { CommandPreview, Outlook } from '#shared/contract/preview-views'
import type {
  AddedFile,
  AppProblem,
  ConnectionEvent,
  FileContent,
  OutboxRow,
  PendingMark,
  Refusal,
  SyncStatus,
  UploadRow,
} from '#shared/contract/views'
import type { Actor } from '#shared/domain/command'
import type { Result } from '#shared/kernel/result'
import type { Instant } from '#shared/kernel/time'
import type { Changed } from './change-notices'
import type { ManyPlanned } from './many-commands'
import type { Clock, Random, Scheduler } from './ports'
import type { FileUsage, NewFile } from './uploads/file-service'

export type { Changed }

export interface Submission {
  readonly type: string
  readonly args: unknown
  /** The refused command that this one corrects; it leaves the refusals inbox. */
  readonly replaces?: string | undefined
}

/** Keeps one profile's copy and queue in step with the bank, as long as it runs. */
export interface SyncService {
  start(): void
  /** Ends all activity; afterwards the store may be closed at once. Requests under way are abandoned. */
  stop(): Promise<void>
  status(): SyncStatus
  onStatus(listener: (status: SyncStatus) => void): () => void
  onChanged(listener: (changed: Changed) => void): () => void
  /** Decides here, writes the guess and the queue row in one durable transaction; nothing is sent before. */
  submit(submission: Submission): Result<{ commandId: string }, AppProblem>
  /** What a command would do, decided by the same rules; nothing is written or queued. Errors: as of `submit`. */
  preview(command: Pick<Submission, 'type' | 'args'>): Result<CommandPreview, AppProblem>
  /** The same for many commands, in turns between which everything else goes on; each is answered, in order. */
  submitMany(commands: readonly Pick<Submission, 'type' | 'args'>[]): Promise<ManySubmitted>
  /** What would become of one command for each of these sub-accounts, in this order. Error: `session.locked`. */
  planMany(type: string, ids: readonly string[], args: object): Promise<Result<ManyPlanned, AppProblem>>
  /** What either decision about an approval would do now if somebody took it who may, whoever asks. */
  decisionsOn(approvalId: string): { readonly approve: Outlook; readonly reject: Outlook }
  /** Takes back a command that was never sent. Errors: `not_found`, `command.already_sent`. */
  cancel(id: string): Result<{ cancelled: boolean }, AppProblem>
  /** Takes a refused, blocked or quarantined command out of the inbox. Errors: `not_found`, `command.not_refused`. */
  dismiss(id: string): Result<{ dismissed: boolean }, AppProblem>
  /** Skips every sleep. */
  sendNow(): void
  /**
   * Keeps a file's bytes and queues them; commands may speak of the file at once. Errors: `auth.forbidden`,
   * `file.too_large`, `file.rejected`, `document.exists`, `storage.*`.
   */
  addFile(file: NewFile): Promise<Result<AddedFile, AppProblem>>
  /** From this computer, else from the bank. Errors: `not_found`, `file.not_here`, `file.damaged`, `bank.*`, `storage.*`. */
  openFile(id: string): Promise<Result<FileContent, AppProblem>>
  fileUsage(): FileUsage
  /** Files that are not confirmed yet, oldest first. */
  uploads(): UploadRow[]
  /** Everything not yet settled or dismissed, oldest first. */
  outbox(): OutboxRow[]
  refusals(): Refusal[]
  /** Latest first. */
  history(): ConnectionEvent[]
  /** What is not yet confirmed, by document id. */
  pendingMarks(ids: readonly string[]): Map<string, PendingMark>
  /** Not yet settled commands about a document, oldest first. */
  commandsAbout(type: string, id: string): OutboxRow[]
  /** The bank's time as far as this computer can tell, ISO 8601 UTC. */
  bankTime(): Instant
  /** Commands the bank has not answered. */
  unfinishedCount(): number
  /** The copy turned out to come from another device; for the history. */
  noteCopied(): void
  networkChanged(): void
  resumed(): void
  /** The user signed in again; the backend's token store holds new tokens. */
  sessionRenewed(): void
}

export interface SyncServiceDeps {
  readonly store: Store
  readonly backend: BankBackend
  /** The profile's files; closed by whoever opened it. */
  readonly content: ContentStore
  /** Bytes of files kept here beyond those that are needed; 500 MiB where it is left out. */
  readonly cacheLimit?: number | undefined
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  /** Who is signed in, with the permissions of now. */
  readonly actor: () => Actor
  readonly deviceId: string
  /** 32 bytes that seal queue rows; derived from the profile's data key. */
  readonly hmacKey: Uint8Array
  /** Told of bugs: synchronising goes on with the next try. */
  readonly onFault?: (fault: unknown) => void
}
