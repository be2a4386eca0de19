import { err, ok, type Result } from '#shared/kernel/result'
import type { AppProblem } from '#shared/contract/views'

const LOOPBACK_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/**
 * The origin of a bank's address as a person types it: `https://bank.example`, or `http://` for this computer only, since
 * anything else would carry the password in the clear. A path, query or sign-in part is refused rather than dropped.
 * Errors: `backend.url_invalid`, `backend.https_required`.
 */
export function bankOrigin(text: string): Result<string, AppProblem> {
  const trimmed = text.trim()
  if (!URL.canParse(trimmed)) return err({ code: 'backend.url_invalid' })
  const url = new URL(trimmed)
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === ''
  if (!bare || url.pathname !== '/' || url.hostname === '') return err({ code: 'backend.url_invalid' })
  if (url.protocol === 'https:') return ok(url.origin)
  if (url.protocol !== 'http:') return err({ code: 'backend.url_invalid' })
  return LOOPBACK_HOSTS.includes(url.hostname) ? ok(url.origin) : err({ code: 'backend.https_required' })
}
