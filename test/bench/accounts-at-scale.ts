import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, type Page } from '@playwright/test'
import type { IpcArgs, IpcCall, IpcResult } from '../../shared/contract/ipc'
import { AppRunner } from '../e2e/support/app-runner'
import { accountRow, drawer, goTo, pill, signIn, unlock } from '../e2e/support/screens'
import { startBank } from '../support/bank-process'
import { type EmptyWindow, measureEmptyWindow } from './empty-window'
import { atMost, type Measured, quantile, rounded, spread, stopwatch } from './measured'
import { proportionalMemory } from './memory'

/** A list this short is what pages of the long one are held against. */
const FEW_ACCOUNTS = 1_000
const PAGE_MS = 25
const SEARCH_MS = 20
const NODE_MS = 20
const STARTS = 3
const SCROLL_ROUNDS = 3
const FIRST_COPY_WITHIN_MS = 10 * 60_000
const SCREENS = ['Overview', 'Accounts', 'Approvals', 'Sync', 'Settings'] as const
const SORTS = ['name', 'number', 'balance', 'rollup'] as const
const SEARCHES = ['kas', 'Bekasi', '8812331', 'kas kecil', 'tokopedia 12'] as const

/** Drives the real app, as its user and through the calls of its screens, with `accounts` sub-accounts. */
export async function measureAccounts(accounts: number): Promise<Measured[]> {
  const empty = await measureEmptyWindow()
  const few = await withApp(FEW_ACCOUNTS, async ({ window }) => {
    await firstCopy(window)
    return pages(window)
  })
  return withApp(accounts, async ({ app, window, seeded }) => {
    const rows: Measured[] = [
      { what: 'an empty window: start', unit: 'ms', value: Math.round(empty.startMs) },
      seeded,
      ...(await firstCopy(window)),
    ]
    const many = await pages(window)
    rows.push(...many.map((page, at) => besideFew(page, few[at])))
    rows.push(...(await calls(window)), ...(await asUser(window)))
    rows.push(await memory('after the first copy', app, window, empty))
    const all: Start[] = []
    for (let n = 1; n < STARTS; n += 1) {
      await app.close()
      all.push(await start(app))
    }
    await app.close()
    const last = await start(app)
    rows.push(...starts([...all, last], empty))
    rows.push(await memory('after a restart', app, last.window, empty))
    return rows
  })
}

interface Opened {
  readonly app: AppRunner
  readonly window: Page
  readonly seeded: Measured
}

async function withApp<T>(accounts: number, work: (opened: Opened) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-bench-'))
  const seeding = stopwatch()
  const bank = await startBank({ seed: 'scale', accounts, data: join(folder, 'bank'), clock: null })
  const seeded: Measured = { what: 'bank: seed and start', unit: 's', value: seconds(seeding()) }
  const app = new AppRunner({ userDataDir: join(folder, 'profile'), bankUrl: bank.url, language: 'en' })
  try {
    return await work({ app, window: await app.start(), seeded })
  } finally {
    await app.close()
    await bank.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Start {
  readonly window: Page
  readonly toLocked: number
  readonly toOverview: number
}

/**
 * From the launch to what a user sees, the password typed at once; deriving the key from it is part of that. Waits as the
 * window draws: `expect` would look every few hundred milliseconds.
 */
async function start(app: AppRunner): Promise<Start> {
  const starting = stopwatch()
  const window = await app.start()
  await window.getByRole('button', { name: 'Unlock' }).waitFor()
  const toLocked = starting()
  await unlock(window)
  await window.locator('.cash-plot .recharts-bar-rectangle').first().waitFor()
  return { window, toLocked, toOverview: starting() }
}

function starts(all: readonly Start[], empty: EmptyWindow): Measured[] {
  const toLocked = all.map((each) => each.toLocked)
  const toOverview = Math.round(
    quantile(
      all.map((each) => each.toOverview),
      0.5,
    ),
  )
  const ofEmpty = rounded(toOverview / empty.startMs, 2)
  return [
    { what: 'start to the locked screen', unit: 'ms', value: Math.round(quantile(toLocked, 0.5)) },
    {
      what: 'start, unlock, to the drawn overview',
      unit: 'ms',
      value: toOverview,
      ofEmpty,
      ...atMost(1.5, ofEmpty, '× an empty window'),
    },
  ]
}

async function firstCopy(window: Page): Promise<Measured[]> {
  const since = stopwatch()
  await signIn(window, 'maker')
  await goTo(window, 'Accounts')
  await accountRow(window, 'Giro').first().waitFor({ timeout: 60_000 })
  const toRows = since()
  await expect(pill(window)).toHaveText('Up to date', { timeout: FIRST_COPY_WITHIN_MS })
  return [
    { what: 'sign in to the first rows', unit: 's', value: seconds(toRows) },
    { what: 'sign in to a whole, proven copy', unit: 's', value: seconds(since()) },
  ]
}

/** Pages of 200 rows through IPC, from any place of the list, as the window sees them. */
async function pages(window: Page): Promise<Measured[]> {
  const { subAccounts } = await ask(window, 'accounts.summary', undefined)
  const step = Math.floor(subAccounts / 45)
  const rows: Measured[] = []
  for (const key of SORTS) {
    const wanted = range(40).map((n) => ({
      text: '',
      filter: {},
      sort: { key, direction: 'asc' } as const,
      offset: n * step,
      limit: 200,
    }))
    // Some others before, so that a short list and a long one are both asked of code that is warm.
    const others = wanted.slice(0, 10).map((page) => ({ ...page, offset: page.offset + Math.floor(step / 2) }))
    await timeCalls(window, 'accounts.search', others)
    const times = await timeCalls(window, 'accounts.search', wanted)
    rows.push(within(PAGE_MS, spread(`page of 200 by ${key}, any offset`, times), times))
  }
  return rows
}

/** Holds the p95 against a goal in milliseconds. */
function within(goal: number, row: Measured, times: readonly number[]): Measured {
  return { ...row, ...atMost(goal, quantile(times, 0.95), 'ms p95') }
}

/** The median beside that of the same page of a short list. */
function besideFew(page: Measured, few: Measured | undefined): Measured {
  return { ...page, ofFew: rounded(Number(page.p50) / Number(few?.p50), 2) }
}

/** The other calls of the Accounts screen, one after the other. */
async function calls(window: Page): Promise<Measured[]> {
  const sort = { key: 'name', direction: 'asc' } as const
  const roots = (await ask(window, 'accounts.children', { parentId: null, sort, offset: 0, limit: 10 })).rows
  const rows: Measured[] = []
  const nodes = range(40).flatMap((n) => {
    const root = roots[n % roots.length]
    return root ? [{ parentId: root.id, sort, offset: 0, limit: 200 }] : []
  })
  const opened = await timeCalls(window, 'accounts.children', nodes)
  rows.push(within(NODE_MS, spread('children of a node, with rollups', opened), opened))
  const details = nodes.map(({ parentId }) => ({ id: parentId }))
  rows.push(spread('details of a node', await timeCalls(window, 'accounts.get', details)))
  const days = [7, 30, 90, 90, 90].flatMap((last) => range(8).map(() => ({ kind: 'last' as const, days: last })))
  rows.push(spread('sums of the overview', await timeCalls(window, 'overview.get', days)))
  for (const text of SEARCHES) {
    const searches = range(20).map(() => ({ text, filter: {}, sort, offset: 0, limit: 200 }))
    const times = await timeCalls(window, 'accounts.search', searches)
    rows.push(within(SEARCH_MS, spread(`search "${text}"`, times), times))
  }
  return rows
}

async function asUser(window: Page): Promise<Measured[]> {
  const searching = stopwatch()
  await window.getByLabel('Search accounts').fill('Kas Kecil Bekasi 1')
  const found = accountRow(window, 'Kas Kecil Bekasi 1').first()
  await found.waitFor()
  const searched = searching()
  const opening = stopwatch()
  await found.click()
  await drawer(window).waitFor()
  const opened = opening()
  await window.keyboard.press('Escape')
  await window.getByLabel('Search accounts').fill('Kas')
  await accountRow(window, 'Kas').first().waitFor()
  const frames: number[] = []
  for (let round = 0; round < SCROLL_ROUNDS; round += 1) frames.push(...(await scroll(window)))
  const late = frames.filter((ms) => ms > 25).length
  return [
    { what: 'typed search to the row on screen', unit: 'ms', value: Math.round(searched) },
    { what: 'click to the open drawer', unit: 'ms', value: Math.round(opened) },
    {
      what: 'scrolling: frames over 25 ms',
      unit: `of ${frames.length} frames`,
      value: late,
      ...atMost(frames.length / 100, late, '(1 %)'),
    },
  ]
}

/** Milliseconds of 300 frames while the list moves 120 pixels a frame. */
function scroll(window: Page): Promise<number[]> {
  return window.evaluate(async () => {
    const lists = [...document.querySelectorAll<HTMLElement>('[role="treegrid"], [role="treegrid"] *')]
    const list = lists.sort((a, b) => b.scrollHeight - b.clientHeight - (a.scrollHeight - a.clientHeight))[0]
    const frames: number[] = []
    let last = performance.now()
    for (let frame = 0; frame < 300; frame += 1) {
      list?.scrollBy(0, 120)
      const now = await new Promise<number>((next) => requestAnimationFrame(next))
      frames.push(now - last)
      last = now
    }
    return frames
  })
}

/** Once every screen has been shown. */
async function memory(when: string, app: AppRunner, window: Page, empty: EmptyWindow): Promise<Measured> {
  for (const screen of SCREENS) await goTo(window, screen)
  const taken = await proportionalMemory(app.electron)
  const row = { what: `memory of all processes (PSS) ${when}`, unit: 'MiB' } as const
  if (taken === undefined || empty.memory === undefined) return row
  const ofEmpty = rounded(taken / empty.memory, 2)
  return { ...row, value: taken, empty: empty.memory, ofEmpty, ...atMost(1.7, ofEmpty, '× an empty window') }
}

async function ask<C extends IpcCall>(window: Page, call: C, args: IpcArgs<C>): Promise<IpcResult<C>> {
  // Playwright's own type for arguments would unfold those of every call.
  const question: { readonly call: IpcCall; readonly args: unknown } = { call, args }
  const answer = await window.evaluate(
    ({ call: name, args: input }) => globalThis.window.bendahara.invoke(name, input as never),
    question,
  )
  if (!answer.ok) throw new Error(`${call}: ${answer.problem.code}`)
  return answer.value as IpcResult<C>
}

function timeCalls<C extends IpcCall>(window: Page, call: C, inputs: readonly IpcArgs<C>[]): Promise<number[]> {
  const questions: { readonly call: IpcCall; readonly inputs: readonly unknown[] } = { call, inputs }
  return window.evaluate(async ({ call: name, inputs: all }) => {
    const times: number[] = []
    for (const input of all) {
      const since = performance.now()
      const answer = await globalThis.window.bendahara.invoke(name, input as never)
      times.push(performance.now() - since)
      if (!answer.ok) throw new Error(answer.problem.code)
    }
    return times
  }, questions)
}

const seconds = (ms: number): number => Math.round(ms / 100) / 10
const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
