import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { resolveRuntime } from '../../scripts/setup/runtime.mjs'
import { DEMO_PASSWORD } from '../support/bank-client'
import { AppRunner } from './support/app-runner'
import { asWrittenByNewerBuild, flipped, onlyProfile } from './support/damage'
import { bugsLogged } from './support/files'
import { expect, test } from './support/fixtures'
import { goTo, pill, signIn, unlock } from './support/screens'

/** The words of the locked screen, so that the same journey runs in both languages. */
const WORDS = {
  en: {
    password: 'Password',
    unlock: 'Unlock',
    damaged: 'The copy on this computer is damaged.',
    newer: 'A newer Bendahara has written the copy on this computer. Update this one.',
    vault: 'The key of the copy on this computer is damaged. The copy cannot be opened.',
    otherUser: 'Use another user',
  },
  id: {
    password: 'Kata sandi',
    unlock: 'Buka kunci',
    damaged: 'Salinan di komputer ini rusak.',
    newer: 'Salinan di komputer ini ditulis oleh Bendahara yang lebih baru. Perbarui yang ini.',
    vault: 'Kunci salinan di komputer ini rusak. Salinan tidak dapat dibuka.',
    otherUser: 'Gunakan pengguna lain',
  },
} as const

test('a copy that cannot be opened is named in both languages, left as it is, and keeps nobody else out', async ({
  app,
  folder,
}, info) => {
  test.setTimeout(180_000)
  await leaveCopyBehind(app)
  let window: Page

  const profile = onlyProfile(app.options.userDataDir)
  const good = readFileSync(profile.database)
  const goodVault = readFileSync(profile.vault)
  const newer = await asWrittenByNewerBuild(profile, DEMO_PASSWORD)
  writeFileSync(profile.database, good)
  const foreign = readFileSync(join(folder, 'bank', 'bank.db'))
  expect(foreign.subarray(0, 15).toString()).toBe('SQLite format 3')
  const ways = [
    ['flipped bytes', 'database', flipped(good, 512), 'damaged'],
    ['cut off', 'database', good.subarray(0, 3 * 4096 + 7), 'damaged'],
    ['a text file', 'database', Buffer.from('Dear colleague, here are the accounts.\n'), 'damaged'],
    ['another database', 'database', foreign, 'damaged'],
    ['a newer version', 'database', newer, 'newer'],
    ['a key cut off', 'vault', goodVault.subarray(0, 100), 'vault'],
    ['an empty key', 'vault', Buffer.alloc(0), 'vault'],
    ['another JSON as key', 'vault', Buffer.from('{"format":"bendahara-vault","version":7}'), 'vault'],
    ['flipped bytes in the key', 'vault', flipped(goodVault, 97), 'vault'],
  ] as const

  for (const language of ['en', 'id'] as const) {
    const words = WORDS[language]
    const runner = new AppRunner({ ...app.options, language }, info)
    try {
      window = await runner.start()
      for (const [name, file, bytes, said] of ways) {
        await test.step(`${name} (${language})`, async () => {
          writeFileSync(profile[file], bytes)
          await tryUnlock(window, words)
          await expect(window.getByRole('alert')).toContainText(words[said])
          expect(readFileSync(profile[file]).equals(bytes), 'the file is as it was').toBe(true)
          expect(readdirSync(profile.folder).sort()).toEqual(['bendahara.db', 'tries.json', 'vault.json'])
          writeFileSync(profile.database, good)
          writeFileSync(profile.vault, goodVault)
        })
      }
      if (language === 'en') {
        await test.step('somebody else works on the same computer', async () => {
          writeFileSync(profile.database, ways[0][2])
          await tryUnlock(window, words)
          await expect(window.getByRole('alert')).toContainText(words.damaged)
          await window.getByRole('button', { name: words.otherUser }).click()
          await signIn(window, 'approver')
          await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
          expect(readFileSync(profile.database).equals(ways[0][2])).toBe(true)
        })
      }
    } finally {
      await runner.close()
    }
    writeFileSync(profile.database, good)
    if (language === 'en') forgetOthers(app.options.userDataDir, profile.profileId)
  }

  await test.step('with the files back everything is there', async () => {
    window = await app.start()
    await unlock(window)
    await goTo(window, 'Accounts')
    await expect(window.getByText('3 current accounts, 2,000 sub-accounts')).toBeVisible({ timeout: 20_000 })
  })
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})

/** A maker has worked here before: a whole copy is on this computer, and the app is closed. */
async function leaveCopyBehind(app: AppRunner): Promise<void> {
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await app.close()
}

async function tryUnlock(window: Page, words: (typeof WORDS)[keyof typeof WORDS]): Promise<void> {
  await window.getByLabel(words.password, { exact: true }).fill(DEMO_PASSWORD)
  await window.getByRole('button', { name: words.unlock }).click()
  await expect(window.getByRole('button', { name: words.unlock })).toBeEnabled()
}

/** Makes the first user the last one again. */
function forgetOthers(userDataDir: string, profileId: string): void {
  const path = join(userDataDir, 'settings.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('"userId": "approver"', '"userId": "maker"'))
  for (const other of readdirSync(join(userDataDir, 'profiles')))
    if (other !== profileId) rmSync(join(userDataDir, 'profiles', other), { recursive: true })
}

test('a copy whose key is gone is not written over by a new one', async ({ app }) => {
  test.setTimeout(120_000)
  await leaveCopyBehind(app)
  const profile = onlyProfile(app.options.userDataDir)
  const key = readFileSync(profile.vault)
  const copy = readFileSync(profile.database)
  rmSync(profile.vault)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(window.getByRole('alert')).toContainText(
    'The key of the copy on this computer is gone. The copy cannot be opened.',
  )
  expect(existsSync(profile.vault)).toBe(false)
  expect(readFileSync(profile.database).equals(copy)).toBe(true)
  writeFileSync(profile.vault, key)
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
})

test('damaged settings are kept aside, and the app starts with the usual ones', async ({ app }) => {
  test.setTimeout(120_000)
  await leaveCopyBehind(app)
  let window: Page
  const profile = onlyProfile(app.options.userDataDir)
  for (const damaged of [
    '{"language": "en", "theme": ',
    '{"language":"klingon","remoteBanks":7}',
    '[]',
    '\u0000\u0000',
  ]) {
    writeFileSync(join(app.options.userDataDir, 'settings.json'), damaged)
    window = await app.start()
    await expect(window.getByLabel('Company ID')).toHaveValue('')
    const aside = readdirSync(app.options.userDataDir)
      .filter((name) => name.startsWith('settings.damaged'))
      .map((name) => readFileSync(join(app.options.userDataDir, name), 'utf8'))
    expect(aside, 'what was there is kept').toContain(damaged)
    await app.close()
  }
  window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  expect(onlyProfile(app.options.userDataDir)).toEqual(profile)
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})

test('wrong options on the command line end the app with a sentence and code 2', async ({ folder }) => {
  const tries = [
    ['--bank-url=nonsense', /--bank-url is not the address of a bank.*nonsense/],
    ['--bank-url=http://example.com', /--bank-url must be https.*http:\/\/example\.com/],
    ['--bank-url=https://user:secret@bank.example', /--bank-url is not the address of a bank/],
    ['--bank-url=', /--bank-url needs a value/],
    ['--lang=xx', /--lang is en or id, not: xx/],
    ['--user-data-dir=', /--user-data-dir needs a value/],
  ] as const
  for (const [option, said] of tries) {
    await test.step(option, async () => {
      const end = await runToItsEnd([`--user-data-dir=${join(folder, 'unused')}`, option])
      expect(end.code, end.errors).toBe(2)
      expect(end.errors).toMatch(said)
      expect(end.errors).toContain('Usage: bendahara')
      expect(end.errors).not.toMatch(/\bat .*\.cjs/)
    })
  }
})

async function runToItsEnd(options: readonly string[]): Promise<{ code: number | null; errors: string }> {
  const { executable, args } = await resolveRuntime()
  const child = spawn(executable, [...args, ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (text: Buffer) => {
    errors += text.toString('utf8')
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
  clearTimeout(limit)
  return { code, errors }
}

test('a demo bank whose books are damaged says so, and other banks can still be used', async ({
  bank,
  folder,
}, info) => {
  test.setTimeout(120_000)
  const userDataDir = join(folder, 'newcomer')
  const books = join(userDataDir, 'bank', 'bank.db')
  mkdirSync(join(userDataDir, 'bank'), { recursive: true })
  writeFileSync(books, 'These are not the books you are looking for.\n'.repeat(100))
  const before = readFileSync(books)
  const app = new AppRunner({ userDataDir, language: 'en' }, info)
  try {
    const window = await app.start()
    await window.getByRole('button', { name: /Treasury maker/ }).click()
    await expect(window.getByRole('alert')).toHaveText('The demo bank on this computer could not be started.', {
      timeout: 45_000,
    })
    expect(readFileSync(books).equals(before)).toBe(true)

    await window.getByRole('combobox', { name: 'Bank' }).click()
    await window.getByRole('option', { name: 'Server address…' }).click()
    await window.getByLabel('Server address').fill('http://example.com')
    await window.getByRole('button', { name: 'Add' }).click()
    await expect(window.getByText('The address must begin with https://.')).toBeVisible()
    await window.getByLabel('Server address').fill(bank.url)
    await window.getByRole('button', { name: 'Add' }).click()
    await expect(window.getByRole('button', { name: /Treasury maker/ })).toBeHidden()
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    expect(bugsLogged(userDataDir)).toEqual([])
  } finally {
    await app.close()
  }
})
