import { extname, join } from 'node:path'

/** Where the window's pages live: `app://bendahara/index.html`, with a hash for the place inside. */
export const APP_SCHEME = 'app'
export const APP_ORIGIN = 'app://bendahara'
export const START_PAGE = `${APP_ORIGIN}/index.html`

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

export interface AppFile {
  readonly path: string
  readonly mediaType: string
  readonly isPage: boolean
}

/**
 * The file of the built renderer that a URL names; undefined for another host, a kind of file the app does not have, or a
 * path that is not made of plain names. Only plain names pass, so nothing can point out of `root`, whatever it is encoded as.
 */
export function resolveAppFile(root: string, url: string): AppFile | undefined {
  if (!URL.canParse(url)) return undefined
  const { protocol, host, pathname } = new URL(url)
  if (`${protocol}//${host}` !== APP_ORIGIN) return undefined
  const names = pathname === '/' ? ['index.html'] : pathname.slice(1).split('/')
  if (!names.every(isPlainName)) return undefined
  const mediaType = MEDIA_TYPES[extname(names.at(-1) ?? '')]
  if (mediaType === undefined) return undefined
  return { path: join(root, ...names), mediaType, isPage: mediaType.startsWith('text/html') }
}

/** What the bundler makes: letters, digits, `-`, `_` and single dots inside. No percent sign, backslash, colon or `..`. */
function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name)
}

/**
 * The policy of one page load. Scripts come from the app's own files only; styles also from elements that carry this load's
 * nonce, because Mantine writes its theme into one.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

export const NONCE_PLACEHOLDER = '__CSP_NONCE__'
