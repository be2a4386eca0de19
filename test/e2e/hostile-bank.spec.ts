import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HostileBank, type Mood } from '../support/hostile-bank'
import { AppRunner } from './support/app-runner'
import { bugsLogged } from './support/files'
import { expect, test } from './support/fixtures'
import { accountRow, createSubAccount, findAccount, goTo, pill, setDailyDebitLimit, signIn } from './support/screens'

const GARBAGE = 'The server answered with something that is not the bank’s protocol. Check the server address.'
const AT_SIGN_IN: readonly (readonly [Mood, string])[] = [
  ['html', GARBAGE],
  ['truncated', GARBAGE],
  ['empty', GARBAGE],
  ['wrong_shapes', GARBAGE],
  ['error_page', 'The bank is not available at the moment.'],
  ['redirect', 'The server sent the app to another address. Check the server address.'],
  ['huge', 'The bank’s answer was too large to be read.'],
  ['cut', 'The bank cannot be reached. Check your network.'],
  ['silent', 'The bank did not answer in time.'],
]

test('a server that is no bank is told from one at sign-in, whatever it answers', async ({ bank, folder }, info) => {
  test.setTimeout(150_000)
  const hostile = await HostileBank.start('html', () => bank.url)
  const app = new AppRunner({ userDataDir: join(folder, 'victim'), bankUrl: hostile.url, language: 'en' }, info)
  try {
    const window = await app.start()
    for (const [mood, words] of AT_SIGN_IN) {
      await test.step(mood, async () => {
        hostile.become(mood)
        await signIn(window, 'maker')
        await expect(window.getByRole('alert')).toContainText(words, { timeout: 45_000 })
        await expect(window.getByLabel('User ID')).toHaveValue('maker')
      })
    }
    expect(existsSync(join(folder, 'victim', 'profiles'))).toBe(false)
    hostile.become('honest')
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    expect(bugsLogged(app.options.userDataDir)).toEqual([])
  } finally {
    await app.close()
    await hostile.stop()
  }
})

const AFTER_SIGN_IN: readonly Mood[] = [
  'html',
  'truncated',
  'empty',
  'wrong_shapes',
  'error_page',
  'redirect',
  'huge',
  'acts_then_garbles',
]

test('a bank that turns to garbage costs nothing: the copy stays, the queue stays, each command counts once', async ({
  bank,
  folder,
}, info) => {
  test.setTimeout(180_000)
  const hostile = await HostileBank.start('honest', () => bank.url)
  const app = new AppRunner({ userDataDir: join(folder, 'victim'), bankUrl: hostile.url, language: 'en' }, info)
  try {
    const window = await app.start()
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')

    await test.step('garbage alone: no longer up to date, everything readable', async () => {
      hostile.become('html')
      await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })
      await expect(window.getByText('3 current accounts, 2,000 sub-accounts')).toBeVisible()
      await goTo(window, 'Sync')
      await expect(window.getByText(GARBAGE).first()).toBeVisible()
    })
    for (const [index, mood] of AFTER_SIGN_IN.entries()) {
      await test.step(`working while the bank answers ${mood}`, async () => {
        hostile.become(mood)
        await goTo(window, 'Accounts')
        await createSubAccount(window, { name: `Under ${mood}`, under: 'Giro Operasional' })
        await expect(pill(window)).toHaveText(`${index + 1} waiting`)
        const before = hostile.heard.length
        await goTo(window, 'Sync')
        await window.getByRole('button', { name: 'Send now' }).first().click()
        await expect.poll(() => hostile.heard.length).toBeGreaterThan(before)
        await expect(pill(window)).toHaveText(`${index + 1} waiting`)
      })
    }
    await test.step('a limit whose first answer is lost', async () => {
      await goTo(window, 'Accounts')
      await setDailyDebitLimit(window, await findAccount(window, 'Kas Kecil Bekasi'), '75000000')
      await expect(pill(window)).toHaveText(`${AFTER_SIGN_IN.length + 1} waiting`)
    })
    await test.step('the garbage stops: everything goes out, once', async () => {
      hostile.become('honest')
      await goTo(window, 'Sync')
      await window.getByRole('button', { name: 'Send now' }).first().click()
      await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
      // Who looks after the books sees what was done to each account, and how often.
      const { changes } = await (await bank.client().login('approver')).pullAll()
      const audited = changes.filter(({ type }) => type === 'auditEntry').map(({ doc }) => doc)
      const entriesFor = (type: string, text: string) =>
        audited.filter((entry) => entry?.type === type && JSON.stringify(entry).includes(text))
      for (const mood of AFTER_SIGN_IN) {
        expect(
          changes.filter(({ doc }) => doc?.name === `Under ${mood}`),
          mood,
        ).toHaveLength(1)
        expect(entriesFor('subAccount.create', `Under ${mood}`), `${mood}, in the books`).toHaveLength(1)
      }
      expect(entriesFor('subAccount.setLimits', 'Kas Kecil Bekasi')).toHaveLength(1)
      await goTo(window, 'Accounts')
      await expect(await findAccount(window, 'Under acts_then_garbles')).not.toContainText('waiting')
      await expect(accountRow(window, 'Under acts_then_garbles')).toHaveCount(1)
    })
    expect(bugsLogged(app.options.userDataDir)).toEqual([])
  } finally {
    await app.close()
    await hostile.stop()
  }
})
