import type { ContentStore } from '#main/files/content-store'
import type { Store } from '#main/storage/store'
import type { AppProblem } from '#shared/contract/views'
import type { Result } from '#shared/kernel/result'

/** Whose copy it is. Each has a folder, a key and a queue of its own; none can be opened by another. */
export interface ProfileId {
  /** `bundled`, or the origin of the bank. */
  readonly backendId: string
  readonly companyId: string
  readonly userId: string
}

/** A decrypted profile. */
export interface OpenedProfile {
  readonly store: Store
  readonly content: ContentStore
  /** Seals the rows of the queue; 32 bytes. */
  readonly hmacKey: Uint8Array
  /** From now on this password opens the profile, and no other. */
  rewrap(password: string): Promise<Result<void, AppProblem>>
  /** Closes the database and the files, and zeroes the keys; a second time does nothing. */
  close(): void
}

export interface Profiles {
  exists(id: ProfileId): boolean
  /** Errors: `vault.exists`, `vault.unavailable`, `storage.*`. */
  create(id: ProfileId, password: string): Promise<Result<OpenedProfile, AppProblem>>
  /**
   * Errors: `vault.wrong_password` {retryAfterSeconds}, `vault.locked_out_for` {seconds}, `vault.damaged`,
   * `vault.unavailable`, `storage.*`. A failure leaves the copy as it is.
   */
  unlock(id: ProfileId, password: string): Promise<Result<OpenedProfile, AppProblem>>
  /**
   * Moves a copy that cannot be opened out of the way, whole, beside the others; nothing is deleted. Answers the folder's
   * new name. Errors: `storage.*`.
   */
  setAside(id: ProfileId): Result<string, AppProblem>
}

export function sameProfile(a: ProfileId, b: ProfileId): boolean {
  return a.backendId === b.backendId && a.companyId === b.companyId && a.userId === b.userId
}
