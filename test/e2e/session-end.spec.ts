import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { resolveRuntime } from '../../scripts/setup/runtime.mjs'
import { DEMO_PASSWORD } from '../support/bank-client'
import { HostileBank } from '../support/hostile-bank'
import { AppRunner } from './support/app-runner'
import { bugsLogged } from './support/files'
import { expect, test } from './support/fixtures'
import { createSubAccount, drawer, findAccount, goTo, pill, signIn, unlock } from './support/screens'

const THIRTEEN_HOURS_S = 13 * 60 * 60

async function sendNow(window: Page): Promise<void> {
  await goTo(window, 'Sync')
  await window.getByRole('button', { name: 'Send now' }).first().click()
}

/** Answers the dialog that the pill opens. */
async function signInAgain(window: Page, password = DEMO_PASSWORD): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Sign in again' })
  if (!(await dialog.isVisible())) await pill(window).getByRole('button').click()
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('a session that ran out while commands wait asks to sign in again, and then the queue goes out', async ({
  bank,
  folder,
}, info) => {
  test.setTimeout(120_000)
  const line = await HostileBank.start('honest', () => bank.url)
  const app = new AppRunner({ userDataDir: join(folder, 'laptop'), bankUrl: line.url, language: 'en' }, info)
  try {
    const window = await app.start()
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')

    line.become('cut')
    await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })
    await createSubAccount(window, { name: 'Before the end' })
    await expect(pill(window)).toHaveText('1 waiting')
    await bank.client().advance(THIRTEEN_HOURS_S)
    line.become('honest')
    await sendNow(window)
    await expect(pill(window)).toHaveText('Sign in again', { timeout: 30_000 })
    await expect(window.getByText('Before the end').first()).toBeVisible()

    await test.step('work goes on meanwhile', async () => {
      await goTo(window, 'Accounts')
      await createSubAccount(window, { name: 'After the end' })
      await expect(await findAccount(window, 'After the end')).toContainText('waiting to be sent')
    })
    await test.step('a wrong password is one, the right one sends everything', async () => {
      await signInAgain(window, 'not the password')
      await expect(window.getByRole('dialog').getByRole('alert')).toContainText('2 attempts left')
      await signInAgain(window)
      await expect(window.getByRole('dialog')).toBeHidden()
      await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    })
    const { changes } = await (await bank.client().login('maker')).pullAll()
    for (const name of ['Before the end', 'After the end'])
      expect(
        changes.filter(({ doc }) => doc?.name === name),
        name,
      ).toHaveLength(1)
  } finally {
    await app.close()
    await line.stop()
  }
})

test('a user whom the bank has blocked meanwhile is told whom to call, and loses nothing', async ({ app, bank }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await goTo(window, 'Accounts')
  for (let wrong = 0; wrong < 3; wrong += 1)
    await bank.client().tryLogin('maker', { password: 'somebody else guesses' })

  await createSubAccount(window, { name: 'Of a blocked user' })
  await expect(pill(window)).toHaveText('Sign in again', { timeout: 30_000 })
  await goTo(window, 'Sync')
  await expect(window.getByText(/blocked this user.*14000/).first()).toBeVisible()
  await expect(window.getByText('waiting to be sent')).toBeVisible()
  await signInAgain(window)
  await expect(window.getByRole('dialog').getByRole('alert')).toContainText('14000')

  await bank.client().reactivate('maker')
  await signInAgain(window)
  await expect(window.getByRole('dialog')).toBeHidden()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  const { changes } = await (await bank.client().login('maker')).pullAll()
  expect(changes.filter(({ doc }) => doc?.name === 'Of a blocked user')).toHaveLength(1)
})

test('locking takes everything off the screen and answers no more questions about it', async ({ app }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await goTo(window, 'Accounts')
  await (await findAccount(window, 'Kas Kecil Bekasi')).click()
  await expect(drawer(window)).toContainText('Kas Kecil Bekasi')
  const number = ((await drawer(window).textContent()) ?? '').match(/8812[ \d]{12,}/)?.[0] ?? ''
  expect(number).not.toBe('')

  await window.getByRole('button', { name: /^Menu of/ }).click()
  await window.getByRole('menuitem', { name: 'Lock' }).click()
  await expect(window.getByRole('heading', { name: 'Locked' })).toBeVisible()
  await expect(window.getByRole('menuitem')).toHaveCount(0)

  const left = await window.evaluate(() => ({
    page: document.documentElement.outerHTML,
    title: document.title,
    stored: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    inputs: [...document.querySelectorAll('input')].map((input) => input.value),
  }))
  for (const secret of ['Kas Kecil Bekasi', 'Giro Operasional', 'Nusantara Ritel', number, number.replaceAll(' ', '')])
    expect(JSON.stringify(left).includes(secret), secret).toBe(false)

  const answers = await window.evaluate(async () => {
    const invoke = globalThis.window.bendahara.invoke as (call: string, args: unknown) => Promise<unknown>
    const id = '0197f3c0-0000-7000-8000-000000000001'
    const page = { sort: { key: 'name', direction: 'asc' }, offset: 0, limit: 10 }
    const calls: [string, unknown][] = [
      ['accounts.summary', undefined],
      ['accounts.children', { parentId: null, ...page }],
      ['accounts.search', { text: 'Kas', filter: {}, ...page }],
      ['accounts.get', { id }],
      ['accounts.statement', { accountId: id, limit: 10 }],
      ['accounts.history', { accountId: id }],
      ['overview.get', { kind: 'last', days: 30 }],
      ['overview.lines', { currency: 'IDR', day: '2026-07-10', direction: null, after: null, limit: 10 }],
      ['overview.accounts', { currency: 'IDR', scheme: 'operational', after: null, limit: 10 }],
      ['overview.saveTable', { currency: 'IDR', range: { kind: 'last', days: 30 }, table: 'days' }],
      ['commands.submit', { type: 'subAccount.update', args: { id, name: 'Never' } }],
      ['sync.status', undefined],
      ['sync.outbox', undefined],
      ['sync.refusals', undefined],
      ['sync.history', undefined],
      ['sync.sendNow', undefined],
      ['sync.cancel', { commandId: id }],
      ['sync.dismiss', { commandId: id }],
    ]
    return Promise.all(calls.map(async ([call, args]) => [call, await invoke(call, args)] as const))
  })
  for (const [call, answer] of answers) expect(answer, call).toEqual({ ok: false, problem: { code: 'session.locked' } })

  await unlock(window)
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})

test('the app locks by itself: when nobody touches the computer, when it sleeps, when its screen locks', async ({
  app,
}) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  const locked = window.getByRole('heading', { name: 'Locked' })
  const idleFor = (minutes: number) =>
    app.electron.evaluate(({ powerMonitor }, seconds) => {
      powerMonitor.getSystemIdleTime = () => seconds
    }, minutes * 60)

  // The setting is 15 minutes; it is looked at every 5 seconds.
  await idleFor(14)
  await expect(locked)
    .toBeVisible({ timeout: 7_000 })
    .then(
      () => Promise.reject(new Error('locked a minute early')),
      () => {},
    )
  await idleFor(15)
  await expect(locked).toBeVisible({ timeout: 15_000 })
  await idleFor(0)
  for (const event of ['suspend', 'lock-screen']) {
    await unlock(window)
    await expect(pill(window)).toBeVisible()
    await app.electron.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event)
    await expect(locked).toBeVisible()
  }
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})

test('two computers of one user show the same, without anybody asking', async ({ bank, folder }, info) => {
  test.setTimeout(120_000)
  const [office, home] = ['office', 'home'].map(
    (name) => new AppRunner({ userDataDir: join(folder, name), bankUrl: bank.url, language: 'en' }, info),
  )
  if (!office || !home) throw new Error('two computers')
  try {
    const windows = [await office.start(), await home.start()] as const
    for (const window of windows) {
      await signIn(window, 'maker')
      await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
      await goTo(window, 'Accounts')
    }
    await createSubAccount(windows[0], { name: 'Made at the office' })
    await createSubAccount(windows[1], { name: 'Made at home' })
    for (const window of windows) {
      await expect(window.getByText('3 current accounts, 2,002 sub-accounts')).toBeVisible({ timeout: 30_000 })
      for (const name of ['Made at the office', 'Made at home'])
        await expect(await findAccount(window, name)).toContainText('8812')
      await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    }
  } finally {
    await office.close()
    await home.close()
  }
})

test('a second start on the same folder ends at once and leaves the first alone', async ({ app }) => {
  const window = await app.start()
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  const { executable, args } = await resolveRuntime()
  const second = spawn(executable, [...args, `--user-data-dir=${app.options.userDataDir}`], { stdio: 'ignore' })
  const limit = setTimeout(() => second.kill('SIGKILL'), 20_000)
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
  clearTimeout(limit)
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  expect(app.electron.windows()).toHaveLength(1)
})
