import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { api } from '../../../renderer/data/api'
import { followMain, GATHER_MS } from '../../../renderer/data/events'
import { createStore } from '../../../renderer/data/store'
import { fakeMain } from './fake-main'
import { accountRow, SETTINGS, SIGNED_OUT, UNLOCKED } from './rows'

const TOP = { parentId: null, sort: { key: 'name', direction: 'asc' }, offset: 0, limit: 100 } as const

function windowOver(main: ReturnType<typeof fakeMain>) {
  Object.defineProperty(window, 'bendahara', { value: main.api, configurable: true })
  const store = createStore()
  const stop = followMain(main.api, store)
  return { store, stop }
}

const accounts = { rows: [accountRow()], total: 1 }

describe('the window’s copy of answers', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('asks once for many changes of a pull, and not for others', async () => {
    const main = fakeMain({ 'accounts.children': () => accounts })
    const { store } = windowOver(main)
    store.dispatch(api.endpoints.accountChildren.initiate(TOP))
    await vi.advanceTimersByTimeAsync(1)
    for (let event = 0; event < 20; event += 1) main.emit('changed', { types: ['subAccount'], outbox: false })
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(main.calls).toHaveLength(2)
    main.emit('changed', { types: ['holiday', 'something new'], outbox: false })
    await vi.advanceTimersByTimeAsync(GATHER_MS)
    expect(main.calls).toHaveLength(2)
  })

  it('is not put off for ever by changes that keep coming', async () => {
    const main = fakeMain({ 'accounts.children': () => accounts })
    const { store } = windowOver(main)
    store.dispatch(api.endpoints.accountChildren.initiate(TOP))
    for (let at = 0; at < GATHER_MS * 4; at += 10) {
      main.emit('changed', { types: ['subAccount'], outbox: false })
      await vi.advanceTimersByTimeAsync(10)
    }
    expect(main.calls.length).toBeGreaterThan(3)
  })

  it('does not keep an answer that was on its way when what it was made from changed', async () => {
    let pending = 1
    const summary = () => ({ currentAccounts: 3, subAccounts: 2000, pending, asOf: null })
    const main = fakeMain({ 'accounts.summary': summary })
    const { invoke } = main.api
    // As between processes: what main read arrives a little later.
    main.api.invoke = async (call, args) => {
      const answer = await invoke(call, args)
      await new Promise((arrived) => setTimeout(arrived, 200))
      return answer
    }
    const { store } = windowOver(main)
    store.dispatch(api.endpoints.accountsSummary.initiate())
    await vi.advanceTimersByTimeAsync(50)
    pending = 0
    main.emit('changed', { types: ['subAccount'], outbox: true })
    await vi.advanceTimersByTimeAsync(1000)
    expect(api.endpoints.accountsSummary.select()(store.getState()).data?.pending).toBe(0)
  })

  it('is forgotten when the session is locked, but for the settings', async () => {
    const main = fakeMain({
      'accounts.children': () => accounts,
      'session.get': () => UNLOCKED,
      'settings.get': () => SETTINGS,
    })
    const { store } = windowOver(main)
    await store.dispatch(api.endpoints.session.initiate())
    await store.dispatch(api.endpoints.settings.initiate())
    await store.dispatch(api.endpoints.accountChildren.initiate(TOP))
    main.emit('session', { ...SIGNED_OUT, phase: 'locked' })
    expect(JSON.stringify(store.getState())).not.toContain('Branch Kemang')
    expect(api.endpoints.settings.select()(store.getState()).data).toEqual(SETTINGS)
    expect(api.endpoints.session.select()(store.getState()).data?.phase).toBe('locked')
  })

  it('takes a sign-in’s own answer over at once', async () => {
    const main = fakeMain({ 'session.get': () => SIGNED_OUT, 'session.signIn': () => UNLOCKED })
    const { store } = windowOver(main)
    await store.dispatch(api.endpoints.session.initiate())
    await store.dispatch(api.endpoints.signIn.initiate({ companyId: 'A', userId: 'b', password: 'c' }))
    expect(api.endpoints.session.select()(store.getState()).data?.phase).toBe('unlocked')
  })

  it('turns a broken connection to main into a problem', async () => {
    const main = fakeMain({})
    const { store } = windowOver({ ...main, api: { ...main.api, invoke: () => Promise.reject(new Error('gone')) } })
    const silent = vi.spyOn(console, 'error').mockImplementation(() => {})
    const answer = await store.dispatch(api.endpoints.session.initiate())
    silent.mockRestore()
    expect(answer.error).toEqual({ code: 'app.bridge_failed' })
  })
})
