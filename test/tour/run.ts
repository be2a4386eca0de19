import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { permissionsOf } from '../../shared/kernel/permissions'
import { AppRunner } from '../e2e/support/app-runner'
import { Bank } from '../e2e/support/bank'
import { accountRow, createSubAccount, findAccount, goTo, pill, signIn } from '../e2e/support/screens'
import { DEMO_USERS, type DemoUser, demoUserNames } from '../support/bank-client'
import { Album } from './album'

/** Drives the real app against a bank of its own through every screen of every role. */
export async function runTour(folder: string): Promise<number> {
  const album = new Album(folder)
  const workFolder = mkdtempSync(join(tmpdir(), 'bendahara-tour-'))
  const bank = await Bank.start({ data: join(workFolder, 'bank') })
  try {
    for (const user of demoUserNames) {
      const app = new AppRunner({ userDataDir: join(workFolder, user), bankUrl: bank.url, language: 'en' })
      try {
        await visit(await app.start(), album, user, bank)
      } finally {
        await app.close()
      }
    }
    const app = new AppRunner({ userDataDir: join(workFolder, 'newcomer'), language: 'en' })
    try {
      await newcomer(await app.start(), album)
    } finally {
      await app.close()
    }
  } finally {
    await bank.stop()
    rmSync(workFolder, { recursive: true, force: true, maxRetries: 5 })
  }
  return album.finish()
}

/** What somebody sees who has just installed the app: the demo bank on this computer. */
async function newcomer(window: Page, album: Album): Promise<void> {
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await album.photograph(window, 'sign-in', null)
  await signIn(window, 'maker', 'not the password')
  await expect(window.getByRole('alert')).toBeVisible({ timeout: 30_000 })
  await album.photograph(window, 'sign-in-refused', null)
}

async function visit(window: Page, album: Album, user: DemoUser, bank: Bank): Promise<void> {
  const role = DEMO_USERS[user]
  await signIn(window, user)
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  const permissions = permissionsOf(role)
  if (permissions.includes('accounts.view')) await accounts(window, album, role)
  if (permissions.includes('accounts.manage')) await changes(window, album, role, bank)
  await goTo(window, 'Sync')
  await album.photograph(window, 'sync', role)
  await goTo(window, 'Settings')
  await album.photograph(window, 'settings', role)
  await window.keyboard.press('ControlOrMeta+K')
  await expect(window.getByRole('dialog')).toBeVisible()
  await album.photograph(window, 'palette', role)
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: /^Menu of/ }).click()
  await window.getByRole('menuitem', { name: 'Lock' }).click()
  await expect(window.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await album.photograph(window, 'locked', role)
}

async function accounts(window: Page, album: Album, role: string): Promise<void> {
  await goTo(window, 'Accounts')
  await expect(accountRow(window, 'Giro').first()).toBeVisible()
  await album.photograph(window, 'accounts', role)
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'accounts', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  const search = window.getByLabel('Search accounts')
  await (await findAccount(window, 'Kas Kecil Bekasi')).click()
  await window.keyboard.press('Enter')
  await expect(window.getByRole('complementary')).toBeVisible()
  await album.photograph(window, 'accounts-drawer', role)
  await search.fill('no account is called this')
  await album.photograph(window, 'accounts-nothing-found', role)
  await search.fill('')
}

/** Dialogs, and commands in every state: waiting while the bank is away, then one refused. */
async function changes(window: Page, album: Album, role: string, bank: Bank): Promise<void> {
  await window.getByRole('button', { name: 'New sub-account' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Branch Bali, petty cash')
  await album.photograph(window, 'accounts-new', role)
  await window.keyboard.press('Escape')
  for (const [button, screen] of [
    ['Limits', 'accounts-limits'],
    ['Block', 'accounts-block'],
    ['Edit', 'accounts-edit'],
  ] as const) {
    await window.getByRole('complementary').getByRole('button', { name: button }).first().click()
    await expect(dialog).toBeVisible()
    await album.photograph(window, screen, role)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await bank.takeAway()
  await createSubAccount(window, { name: 'Branch Bali, petty cash' })
  await createSubAccount(window, { name: 'Branch Kuta', body: '7700000001' })
  await expect(pill(window)).toHaveText('2 waiting')
  await album.photograph(window, 'accounts-waiting', role)
  await goTo(window, 'Sync')
  await album.photograph(window, 'sync-waiting', role)
  await bank.elsewhere(async (client) => {
    const other = await client.login('maker')
    const [giro] = (await other.pullAll()).changes.filter((change) => change.type === 'currentAccount')
    await other.submit('subAccount.create', {
      id: '01900000-0000-7000-8000-0000000000aa',
      parentId: giro?.id ?? '',
      name: 'Branch Denpasar',
      scheme: 'operational',
      body: '7700000001',
    })
  })
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
  await album.photograph(window, 'sync-refused', role)
}
