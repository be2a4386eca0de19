import { OVERVIEW_SCHEMES, type OverviewScheme } from '#shared/contract/overview-views'

/** What of the overview is open in the drawer; it stands in the window's address, `/overview/day/2026-07-10`. */
export type Opened =
  | { readonly kind: 'day'; readonly day: string }
  | { readonly kind: 'scheme'; readonly scheme: OverviewScheme['scheme'] }
  | { readonly kind: 'account'; readonly id: string }

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Null where the address names nothing that can be opened. */
export function openedAt(part: string | undefined, key: string | undefined): Opened | null {
  if (key === undefined) return null
  if (part === 'day') return DAY.test(key) ? { kind: 'day', day: key } : null
  if (part === 'account') return { kind: 'account', id: key }
  const scheme = OVERVIEW_SCHEMES.find((known) => known === key)
  return part === 'scheme' && scheme !== undefined ? { kind: 'scheme', scheme } : null
}

export function addressOf(opened: Opened): string {
  const key = opened.kind === 'day' ? opened.day : opened.kind === 'scheme' ? opened.scheme : opened.id
  return `/overview/${opened.kind}/${encodeURIComponent(key)}`
}
