import { bankAddress } from '#main/backend/http/address'
import type { AppProblem } from '#shared/contract/views'
import { err, ok, type Result } from '#shared/kernel/result'

/**
 * The origin of a bank's address as a person types it: `https://bank.example`, or `http://` for this computer only. A path or
 * query is refused rather than dropped: who types one expects it to matter.
 * Errors: `backend.url_invalid`, `backend.insecure`.
 */
export function bankOrigin(text: string): Result<string, AppProblem> {
  const trimmed = text.trim()
  const address = bankAddress(trimmed)
  if (!address.ok) return address
  const { pathname, search, hash } = new URL(trimmed)
  const bare = pathname === '/' && search === '' && hash === ''
  return bare ? ok(address.value.origin) : err({ code: 'backend.url_invalid' })
}
