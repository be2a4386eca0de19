import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Where a bank is reached. */
export interface BankAddress {
  readonly origin: string
  readonly loopback: boolean
}

/**
 * The address this adapter will talk to. Passwords and tokens travel over it, so plain HTTP is only for this computer.
 * Errors: `backend.url_invalid`, `backend.insecure`.
 */
export function bankAddress(text: string): Result<BankAddress, AppProblem> {
  if (!URL.canParse(text)) return err({ code: 'backend.url_invalid' })
  const url = new URL(text)
  if (url.username !== '' || url.password !== '' || url.hostname === '') return err({ code: 'backend.url_invalid' })
  const loopback = LOOPBACK.has(url.hostname)
  if (url.protocol === 'https:' || (url.protocol === 'http:' && loopback)) return ok({ origin: url.origin, loopback })
  return err({ code: url.protocol === 'http:' ? 'backend.insecure' : 'backend.url_invalid' })
}
