import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { APP_SCHEME, type AppFile, contentSecurityPolicy, NONCE_PLACEHOLDER, resolveAppFile } from './app-files'

/** Must run before the app is ready: Chromium reads the list of schemes once. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built renderer from `root`. Anything that is not one of its files is 404, any method but GET 405. */
export function serveAppFiles(session: Session, root: string): void {
  session.protocol.handle(APP_SCHEME, (request) => respond(root, request))
}

async function respond(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET') return new Response(null, { status: 405 })
  const file = resolveAppFile(root, request.url)
  if (file === undefined) return new Response(null, { status: 404 })
  try {
    const content = await readFile(file.path)
    return file.isPage ? page(content.toString('utf8'), file) : asset(content, file)
  } catch {
    return new Response(null, { status: 404 })
  }
}

function page(html: string, file: AppFile): Response {
  const nonce = randomBytes(16).toString('base64')
  return new Response(html.replaceAll(NONCE_PLACEHOLDER, nonce), {
    headers: {
      ...headersOf(file),
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      // The nonce is good for one load; a page from a cache would carry an old one.
      'Cache-Control': 'no-store',
    },
  })
}

function asset(content: Buffer, file: AppFile): Response {
  return new Response(new Uint8Array(content), { headers: headersOf(file) })
}

function headersOf(file: AppFile): Record<string, string> {
  return { 'Content-Type': file.mediaType, 'X-Content-Type-Options': 'nosniff' }
}
