import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { expect, type Page } from '@playwright/test'
import type { IpcArgs, IpcCall, IpcResult } from '../../shared/contract/ipc'
import { AppRunner } from '../e2e/support/app-runner'
import { accountRow, drawer, goTo, pill, signIn, unlock } from '../e2e/support/screens'
import { startBank } from '../support/bank-process'
import { type Measured, spread, stopwatch } from './measured'

const FIRST_COPY_WITHIN_MS = 10 * 60_000
const SORTS = ['name', 'number', 'balance', 'rollup'] as const
const SEARCHES = ['kas', 'Bekasi', '8812331', 'kas kecil', 'tokopedia 12'] as const

/** Drives the real app, as its user and through the calls of its screens, with `accounts` sub-accounts. */
export async function measureAccounts(accounts: number): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bendahara-bench-'))
  const rows: Measured[] = []
  const seeding = stopwatch()
  const bank = await startBank({ seed: 'scale', accounts, data: join(folder, 'bank'), clock: null })
  rows.push({ what: 'bank: seed and start', unit: 's', value: seconds(seeding()) })
  const app = new AppRunner({ userDataDir: join(folder, 'profile'), bankUrl: bank.url, language: 'en' })
  try {
    let window = await app.start()
    rows.push(...(await firstCopy(window)))
    rows.push(...(await calls(window)), ...(await asUser(window)), await memory(app))
    await app.close()
    const starting = stopwatch()
    window = await app.start()
    rows.push({ what: 'start to the locked screen', unit: 'ms', value: Math.round(starting()) })
    const unlocking = stopwatch()
    await unlock(window)
    await expect(window.getByRole('slider')).toBeVisible()
    rows.push({ what: 'unlock to the figures of the overview', unit: 'ms', value: Math.round(unlocking()) })
    await expect(window.locator('.cash-plot .recharts-bar-rectangle').first()).toBeVisible()
    rows.push({ what: 'unlock to its drawn chart', unit: 'ms', value: Math.round(unlocking()) })
  } finally {
    await app.close()
    await bank.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return rows
}

async function firstCopy(window: Page): Promise<Measured[]> {
  const since = stopwatch()
  await signIn(window, 'maker')
  await goTo(window, 'Accounts')
  await expect(accountRow(window, 'Giro').first()).toBeVisible({ timeout: 60_000 })
  const toRows = since()
  await expect(pill(window)).toHaveText('Up to date', { timeout: FIRST_COPY_WITHIN_MS })
  return [
    { what: 'sign in to the first rows', unit: 's', value: seconds(toRows) },
    { what: 'sign in to a whole, proven copy', unit: 's', value: seconds(since()) },
  ]
}

/** The calls of the Accounts screen through IPC, one after the other, as the window sees them. */
async function calls(window: Page): Promise<Measured[]> {
  const sort = { key: 'name', direction: 'asc' } as const
  const summary = await ask(window, 'accounts.summary', undefined)
  const roots = (await ask(window, 'accounts.children', { parentId: null, sort, offset: 0, limit: 10 })).rows
  const step = Math.floor(summary.subAccounts / 45)
  const rows: Measured[] = []
  for (const key of SORTS) {
    const pages = range(40).map((n) => ({
      text: '',
      filter: {},
      sort: { key, direction: 'asc' } as const,
      offset: n * step,
      limit: 200,
    }))
    rows.push(spread(`page of 200 by ${key}, any offset`, await timeCalls(window, 'accounts.search', pages)))
  }
  const nodes = range(40).flatMap((n) => {
    const root = roots[n % roots.length]
    return root ? [{ parentId: root.id, sort, offset: 0, limit: 200 }] : []
  })
  rows.push(spread('children of a node, with rollups', await timeCalls(window, 'accounts.children', nodes)))
  const details = nodes.map(({ parentId }) => ({ id: parentId }))
  rows.push(spread('details of a node', await timeCalls(window, 'accounts.get', details)))
  const days = [7, 30, 90, 90, 90].flatMap((last) => range(8).map(() => ({ kind: 'last' as const, days: last })))
  rows.push(spread('sums of the overview', await timeCalls(window, 'overview.get', days)))
  for (const text of SEARCHES) {
    const searches = range(20).map(() => ({ text, filter: {}, sort, offset: 0, limit: 200 }))
    rows.push(spread(`search "${text}"`, await timeCalls(window, 'accounts.search', searches)))
  }
  return rows
}

async function asUser(window: Page): Promise<Measured[]> {
  const searching = stopwatch()
  await window.getByLabel('Search accounts').fill('Kas Kecil Bekasi 1')
  const found = accountRow(window, 'Kas Kecil Bekasi 1').first()
  await expect(found).toBeVisible()
  const searched = searching()
  const opening = stopwatch()
  await found.click()
  await expect(drawer(window)).toBeVisible()
  const opened = opening()
  await window.keyboard.press('Escape')
  await window.getByLabel('Search accounts').fill('Kas')
  await expect(accountRow(window, 'Kas').first()).toBeVisible()
  const frames = await scroll(window)
  return [
    { what: 'typed search to the row on screen', unit: 'ms', value: Math.round(searched) },
    { what: 'click to the open drawer', unit: 'ms', value: Math.round(opened) },
    { what: 'scrolling: frames over 25 ms', unit: 'of 300 frames', value: frames.filter((ms) => ms > 25).length },
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

async function memory(app: AppRunner): Promise<Measured> {
  const kibibytes = await app.electron.evaluate(({ app: electron }) =>
    electron.getAppMetrics().map(({ type, memory: { workingSetSize } }) => [type, workingSetSize] as const),
  )
  const mebibytes = kibibytes.map(([type, size]) => [type, Math.round(size / 1024)] as const)
  return { what: 'working set by process', unit: 'MiB', ...Object.fromEntries(mebibytes) }
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
