import { expect, test } from './support/fixtures'

test('the window gives a page nothing but the one typed object', async ({ app }) => {
  const window = await app.start()
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  expect(
    await window.evaluate(() => ({
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      module: typeof Reflect.get(globalThis, 'module'),
      surface: Object.keys(globalThis.window.bendahara).sort(),
      origin: globalThis.location.origin,
    })),
  ).toEqual({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    surface: ['invoke', 'on'],
    origin: 'app://bendahara',
  })
  const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((each) => {
      const wanted = Reflect.get(each.webContents, 'getLastWebPreferences').call(each.webContents)
      return [wanted.contextIsolation, wanted.sandbox, wanted.nodeIntegration, wanted.webSecurity]
    }),
  )
  expect(preferences).toEqual([[true, true, false, true]])
})

test('the page may not run foreign code, leave, open windows or read outside its folder', async ({ app }) => {
  const window = await app.start()
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  const policy = await window.evaluate(async () =>
    (await fetch('app://bendahara/index.html')).headers.get('content-security-policy'),
  )
  const scripts = policy?.split(';').find((rule) => rule.trim().startsWith('script-src')) ?? ''
  expect(scripts.trim()).toBe("script-src 'self'")
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')

  // From a timer, because what the test driver itself evaluates is exempt from the policy.
  const ran = await window.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.foreign = true'
    document.head.append(script)
    const evaluated = await new Promise((answer) => {
      setTimeout(() => {
        try {
          answer(new Function('return "ran"')())
        } catch {
          answer('refused')
        }
      })
    })
    return { inline: Reflect.get(globalThis, 'foreign'), evaluated }
  })
  expect(ran).toEqual({ inline: undefined, evaluated: 'refused' })

  const before = window.url()
  await window.evaluate(() => {
    globalThis.open('https://example.com/')
    globalThis.location.href = 'https://example.com/'
  })
  const outside = await window.evaluate(async () => {
    const tries = [
      'app://bendahara/../main/index.cjs',
      'app://bendahara/%2e%2e/main/index.cjs',
      'app://bendahara/..%5cmain%5cindex.cjs',
      'app://elsewhere/index.html',
    ]
    return Promise.all(
      tries.map((url) =>
        fetch(url).then(
          (answer) => answer.status,
          () => 0,
        ),
      ),
    )
  })
  for (const status of outside) expect([0, 400, 403, 404]).toContain(status)
  expect(window.url()).toBe(before)
  expect(app.electron.windows()).toHaveLength(1)
})

test('calls with wrong arguments, or that do not exist, get a typed problem', async ({ app }) => {
  const window = await app.start()
  const answers = await window.evaluate(async () => {
    const invoke = globalThis.window.bendahara.invoke as (call: string, args: unknown) => Promise<unknown>
    return Promise.all([
      invoke('accounts.children', { parentId: 7 }),
      invoke('no.such.call', {}),
      invoke('constructor', undefined),
      invoke('accounts.summary', undefined),
    ])
  })
  expect(answers).toMatchObject([
    { ok: false, problem: { code: 'ipc.invalid' } },
    { ok: false, problem: { code: expect.stringMatching(/^ipc\./) } },
    { ok: false, problem: { code: expect.stringMatching(/^ipc\./) } },
    { ok: false, problem: { code: 'session.locked' } },
  ])
})
