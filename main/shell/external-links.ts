/**
 * What the app may hand to the system to open. Compared whole after parsing, never by prefix or substring.
 * The bank's call centre reactivates blocked users (docs/domain.md §0 Companies and users).
 */
const ALLOWED: ReadonlySet<string> = new Set(['tel:14000'])

/** The URL to open, normalised; undefined for anything not on the list. */
export function externalLink(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { href } = new URL(url)
  return ALLOWED.has(href) ? href : undefined
}
