const SECRET_KEY =
  /pass(word|phrase)?|token|secret|credential|authorization|cookie|^key$|(data|wrap|private|encryption)key/i
// Field names are not everything: an error's message may quote a header or a body.
const SECRET_TEXT: readonly RegExp[] = [
  /\b(bearer\s+)[A-Za-z0-9._~+/=-]+/gi,
  /("?(?:password|current|next|accessToken|refreshToken|token|secret)"?\s*[:=]\s*)("[^"]*"|[^\s,;}]+)/gi,
]
const HIDDEN = '[hidden]'
const MAX_DEPTH = 6

/** A copy fit for a log file: values under telling names and inside telling text are replaced. Errors keep name, message and stack. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value instanceof Error) return redactText(value.stack ?? `${value.name}: ${value.message}`)
  if (typeof value !== 'object' || value === null) return value
  if (depth >= MAX_DEPTH) return '[deep]'
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, SECRET_KEY.test(key) ? HIDDEN : redact(item, depth + 1)]),
  )
}

function redactText(text: string): string {
  return SECRET_TEXT.reduce((safe, pattern) => safe.replace(pattern, `$1${HIDDEN}`), text)
}
