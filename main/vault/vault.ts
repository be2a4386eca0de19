import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'
import { codeOf, writeFileAtomic } from './atomic-file'
import { type DeriveKey, deriveKey, KEY_BYTES } from './derive-key'
import {
  type Argon2Parameters,
  DEFAULT_ARGON2,
  isKeyOf,
  parseWrappedKey,
  unwrapKey,
  type WrappedKey,
  wrapKey,
} from './key-wrap'
import { makeProfileFolder, type ProfileFiles } from './profile-files'
import { type UptimeClock, WrongTries } from './wrong-tries'

/**
 * Keeps a profile's random data key, wrapped by the user's password. Calls run one after another: side by side, many
 * passwords could be tried within one wait.
 *
 * Errors of all calls: `vault.unavailable` {reason} where the disk does not do what it is asked; nothing is lost then.
 */
export interface Vault {
  exists(): boolean
  /** Makes a new data key. Error: `vault.exists`. */
  create(password: string): Promise<Result<Buffer, AppProblem>>
  /**
   * The data key; the caller zeroes it (`fill(0)`) when done. Errors: `vault.missing`, `vault.damaged`,
   * `vault.wrong_password` {retryAfterSeconds}, `vault.locked_out_for` {seconds}: not tried, too early.
   */
  unlock(password: string): Promise<Result<Buffer, AppProblem>>
  /** From now on this password opens the vault, and no other. Errors: `vault.missing`, `vault.damaged`, `vault.wrong_key`. */
  rewrap(key: Uint8Array, password: string): Promise<Result<void, AppProblem>>
  /** `unlock` with the current password, then `rewrap` with the next; with the errors of both. */
  changePassword(current: string, next: string): Promise<Result<void, AppProblem>>
  /** Seconds until the next password may be tried. */
  secondsLeft(): number
}

export interface VaultOptions {
  readonly files: ProfileFiles
  readonly clock: UptimeClock
  /** For new wraps; an existing one carries its own. */
  readonly argon2?: Argon2Parameters
  /** The calling thread, unless told. */
  readonly derive?: DeriveKey
}

export function openVault({ files, clock, argon2 = DEFAULT_ARGON2, derive = deriveKey }: VaultOptions): Vault {
  const tries = new WrongTries(files.tries, clock)
  const inTurn = queue()

  const read = (): Result<WrappedKey, AppProblem> => {
    if (!existsSync(files.vault)) return err({ code: 'vault.missing' })
    const wrapped = parseWrappedKey(readFileSync(files.vault, 'utf8'), files.profileId)
    return wrapped ? ok(wrapped) : err({ code: 'vault.damaged' })
  }

  const write = async (key: Uint8Array, password: string): Promise<void> => {
    const wrapped = await wrapKey(key, password, files.profileId, argon2, derive)
    await writeFileAtomic(files.vault, `${JSON.stringify(wrapped, null, 2)}\n`)
  }

  const create = async (password: string): Promise<Result<Buffer, AppProblem>> => {
    if (existsSync(files.vault)) return err({ code: 'vault.exists' })
    makeProfileFolder(files)
    const key = randomBytes(KEY_BYTES)
    await write(key, password)
    return ok(key)
  }

  const unlock = async (password: string): Promise<Result<Buffer, AppProblem>> => {
    const wrapped = read()
    if (!wrapped.ok) return wrapped
    const seconds = tries.secondsLeft()
    if (seconds > 0) return err({ code: 'vault.locked_out_for', params: { seconds } })
    // On disk before the password is looked at: whoever pulls the plug during the try has still used it up.
    const retryAfterSeconds = await tries.count()
    const key = await unwrapKey(wrapped.value, password, derive)
    if (!key) {
      await tries.restartWait()
      return err({ code: 'vault.wrong_password', params: { retryAfterSeconds } })
    }
    await tries.clear()
    return ok(key)
  }

  const rewrap = async (key: Uint8Array, password: string): Promise<Result<void, AppProblem>> => {
    const wrapped = read()
    if (!wrapped.ok) return wrapped
    if (!isKeyOf(wrapped.value, key)) return err({ code: 'vault.wrong_key' })
    await write(key, password)
    return ok(undefined)
  }

  const changePassword = async (current: string, next: string): Promise<Result<void, AppProblem>> => {
    const key = await unlock(current)
    if (!key.ok) return key
    try {
      return await rewrap(key.value, next)
    } finally {
      key.value.fill(0)
    }
  }

  return {
    exists: () => existsSync(files.vault),
    create: (password) => inTurn(() => create(password)),
    unlock: (password) => inTurn(() => unlock(password)),
    rewrap: (key, password) => inTurn(() => rewrap(key, password)),
    changePassword: (current, next) => inTurn(() => changePassword(current, next)),
    secondsLeft: () => tries.secondsLeft(),
  }
}

type Answer<T> = Promise<Result<T, AppProblem>>

/** Runs work one after another; file system errors become `vault.unavailable`, anything else is a bug and flies on. */
function queue(): <T>(work: () => Answer<T>) => Answer<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const answer = last.then(work).catch((error: unknown) => {
      const reason = codeOf(error)
      if (!/^E[A-Z0-9]+$/.test(reason)) throw error
      return err({ code: 'vault.unavailable', params: { reason } })
    })
    last = answer.catch(() => undefined)
    return answer
  }
}
