import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIpcRouter, type IpcHandlers, type IpcSender } from '#main/ipc/router'
import { type IpcCall, ipcCalls } from '#shared/contract/ipc'
import { notingHandlers } from './noting-handlers'

const OURS: IpcSender = { isMainFrameOfWindow: true, url: 'app://bendahara/index.html#/accounts' }

function routerWith(overrides: Partial<IpcHandlers> = {}) {
  const faults: { call: string; fault: unknown }[] = []
  const reached: string[] = []
  const router = createIpcRouter({
    handlers: { ...notingHandlers((call) => reached.push(call)), ...overrides },
    classify: (error) => (error instanceof DiskFull ? { code: 'storage.disk_full' } : null),
    logFault: (call, fault) => faults.push({ call, fault }),
  })
  return { router, faults, reached }
}
class DiskFull extends Error {}

describe('who may call', () => {
  it.each([
    ['a frame inside the window', { isMainFrameOfWindow: false, url: 'app://bendahara/index.html' }],
    ['a web page', { isMainFrameOfWindow: true, url: 'https://bendahara/index.html' }],
    ['another host of the scheme', { isMainFrameOfWindow: true, url: 'app://bendahara.evil/index.html' }],
    ['our name as a sign-in part', { isMainFrameOfWindow: true, url: 'app://bendahara@evil/index.html' }],
    ['our name with a port', { isMainFrameOfWindow: true, url: 'app://bendahara:8080/index.html' }],
    ['a file', { isMainFrameOfWindow: true, url: 'file:///app/bendahara/index.html' }],
    ['a blank page', { isMainFrameOfWindow: true, url: 'about:blank' }],
    ['no URL at all', { isMainFrameOfWindow: true, url: '' }],
    ['a frame that is gone', { isMainFrameOfWindow: true, url: null }],
  ])('turns away %s before its arguments are read', async (_name, sender) => {
    const { router, reached } = routerWith()
    expect(await router(sender, 'app.info', undefined)).toEqual({ ok: false, problem: { code: 'ipc.forbidden' } })
    expect(reached).toEqual([])
  })

  it('lets our own page in', async () => {
    const { router } = routerWith()
    expect(await router(OURS, 'commands.newId', undefined)).toMatchObject({ ok: true })
  })
})

describe('what may be called', () => {
  it.each(['', 'app', 'app.infos', 'toString', '__proto__', 'constructor', 7, null, undefined, {}, ['app.info']])(
    'answers ipc.invalid to the call %j',
    async (call) => {
      const { router, reached } = routerWith()
      const answer = await router(OURS, call, undefined)
      expect(answer).toMatchObject({
        ok: false,
        problem: { code: 'ipc.invalid', errors: [{ code: 'ipc.unknown_call' }] },
      })
      expect(reached).toEqual([])
    },
  )

  it('names every field that is wrong', async () => {
    const { router } = routerWith()
    const answer = await router(OURS, 'session.signIn', { companyId: '', userId: 5 })
    expect(answer).toMatchObject({ ok: false, problem: { code: 'ipc.invalid' } })
    const paths = answer.ok ? [] : answer.problem.errors?.map((fault) => fault.path)
    expect(paths).toEqual(['companyId', 'userId', 'password'])
  })

  it('drops what the contract does not name before a handler sees it', async () => {
    let seen: unknown
    const { router } = routerWith({
      'session.unlock': (args) => {
        seen = args
        return { ok: false, error: { code: 'vault.wrong_password' } }
      },
    })
    await router(OURS, 'session.unlock', { password: 'x', extra: 1 })
    expect(seen).toEqual({ password: 'x' })
  })

  it.each(Object.keys(ipcCalls) as IpcCall[])('%s meets anything with a problem or a valid answer', async (call) => {
    const { router, reached } = routerWith()
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        async (args) => {
          reached.length = 0
          const answer = await router(OURS, call, args)
          const accepted = ipcCalls[call].args.safeParse(args).success
          expect(reached).toEqual(accepted ? [call] : [])
          if (!accepted) expect(answer).toMatchObject({ ok: false, problem: { code: 'ipc.invalid' } })
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('what comes back', () => {
  it('passes a problem on as it is', async () => {
    const problem = { code: 'auth.invalid_credentials', params: { attemptsLeft: 2 } }
    const { router } = routerWith({ 'session.unlock': () => ({ ok: false, error: problem }) })
    expect(await router(OURS, 'session.unlock', { password: 'x' })).toEqual({ ok: false, problem })
  })

  it('turns a bug into `internal` and logs it without the arguments', async () => {
    const { router, faults } = routerWith({
      'session.unlock': () => {
        throw new TypeError('bug')
      },
    })
    expect(await router(OURS, 'session.unlock', { password: 'canary' })).toEqual({
      ok: false,
      problem: { code: 'internal' },
    })
    expect(faults).toHaveLength(1)
    expect(JSON.stringify(faults)).not.toContain('canary')
  })

  it('turns a foreseen exception into its problem', async () => {
    const { router, faults } = routerWith({ 'sync.sendNow': () => Promise.reject(new DiskFull()) })
    expect(await router(OURS, 'sync.sendNow', undefined)).toEqual({
      ok: false,
      problem: { code: 'storage.disk_full' },
    })
    expect(faults).toEqual([])
  })

  it('keeps in a result that is not what the contract says, and says where without saying what', async () => {
    const { router, faults } = routerWith({ 'commands.newId': () => ({ ok: true, value: { id: 'canary' } }) })
    expect(await router(OURS, 'commands.newId', undefined)).toEqual({ ok: false, problem: { code: 'internal' } })
    expect(String(faults[0]?.fault)).toContain('id field.id')
    expect(String(faults[0]?.fault)).not.toContain('canary')
  })
})
