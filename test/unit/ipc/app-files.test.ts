import { join, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, resolveAppFile } from '#main/shell/app-files'

const ROOT = join(sep, 'opt', 'app', 'out', 'renderer')

describe('app:// paths', () => {
  it.each([
    ['app://bendahara/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['app://bendahara/', 'index.html', 'text/html; charset=utf-8'],
    ['app://bendahara/index.html#/accounts/1', 'index.html', 'text/html; charset=utf-8'],
    ['app://bendahara/assets/index-D3_a-1.js', 'assets/index-D3_a-1.js', 'text/javascript; charset=utf-8'],
    ['app://bendahara/assets/a.b.css?v=1', 'assets/a.b.css', 'text/css; charset=utf-8'],
    ['app://bendahara/assets/inter-latin.woff2', 'assets/inter-latin.woff2', 'font/woff2'],
  ])('%s is a file of the renderer', (url, file, mediaType) => {
    expect(resolveAppFile(ROOT, url)).toMatchObject({ path: join(ROOT, ...file.split('/')), mediaType })
  })

  it.each([
    'app://bendahara/../main/index.cjs',
    'app://bendahara/..%2fmain%2findex.html',
    'app://bendahara/assets/..\\..\\main\\index.html',
    'app://bendahara/assets%5c..%5cindex.html',
    'app://bendahara/C:/Windows/win.ini',
    'app://bendahara/index.html%00.js',
    'app://bendahara//etc/passwd',
    'app://bendahara/.env.json',
    'app://bendahara/assets/',
    'app://bendahara/assets/index.js.map',
    'app://bendahara/main.cjs',
    'app://elsewhere/index.html',
    'app://bendahara:1/index.html',
    'file:///etc/passwd',
    'https://bendahara/index.html',
    'not a url',
  ])('%s is no file of it', (url) => {
    expect(resolveAppFile(ROOT, url)).toBeUndefined()
  })

  it.each(['app://bendahara/../../main/index.html', 'app://bendahara/%2e%2e/%2E%2E/main/index.html'])(
    '%s stays inside: the dots end at the host',
    (url) => {
      expect(resolveAppFile(ROOT, url)?.path).toBe(join(ROOT, 'main', 'index.html'))
    },
  )

  it('never leaves the folder, whatever the path', () => {
    const part = fc.oneof(fc.string(), fc.constantFrom('..', '%2e%2e', '..%2f', '\\', '%5c', '.', '', 'a.js', '%00'))
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const file = resolveAppFile(ROOT, `app://bendahara/${parts.join('/')}`)
        if (file === undefined) return
        expect(file.path.startsWith(ROOT + sep)).toBe(true)
        expect(file.path).not.toContain('..')
      }),
      { numRuns: 2000 },
    )
  })
})

describe('content security policy', () => {
  it('allows nothing but the app itself', () => {
    expect(contentSecurityPolicy('abc').split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'nonce-abc'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ])
  })
})
