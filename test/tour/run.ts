import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { permissionsOf } from '../../shared/kernel/permissions'
import { AppRunner } from '../e2e/support/app-runner'
import { Bank } from '../e2e/support/bank'
import {
  accountRow,
  createSubAccount,
  drawer,
  findAccount,
  goTo,
  pill,
  setDailyDebitLimit,
  signIn,
} from '../e2e/support/screens'
import { type BankClient, DEMO_USERS, type DemoUser, demoUserNames } from '../support/bank-client'
import { Album } from './album'
import { statusOf, tellStatus } from './appearance'
import { asking, deciding } from './approvals'
import { audit, auditTrail } from './audit'
import { openings } from './openings'
import { overview, overviewWaiting } from './overview'
import { reconciliation } from './reconciliation'
import { syncStates } from './sync-states'

/** Drives the real app against a bank of its own through every screen of every role. */
export async function runTour(folder: string): Promise<number> {
  const album = new Album(folder)
  const workFolder = mkdtempSync(join(tmpdir(), 'bendahara-tour-'))
  const bank = await Bank.start({ data: join(workFolder, 'bank') })
  try {
    await auditTrail(bank)
    for (const user of demoUserNames) {
      const app = new AppRunner({ userDataDir: join(workFolder, user), bankUrl: bank.url, language: 'en' })
      try {
        await visit(app, album, user, bank)
      } finally {
        await app.close()
      }
    }
    await syncStates(album, bank, workFolder)
    await overviewWaiting(album, bank, workFolder)
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

interface Visit {
  readonly window: Page
  readonly app: AppRunner
  readonly album: Album
  readonly role: string
  readonly bank: Bank
}

async function visit(app: AppRunner, album: Album, user: DemoUser, bank: Bank): Promise<void> {
  const window = await app.start()
  const role = DEMO_USERS[user]
  const its: Visit = { window, app, album, role, bank }
  await signIn(window, user)
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  const permissions = permissionsOf(role)
  await overview(its, permissions.includes('accounts.view'))
  if (permissions.includes('accounts.view')) {
    await accounts(its)
    await reconciliation({ ...its, folder: app.options.userDataDir })
  }
  if (permissions.includes('accounts.manage')) {
    await treeWork(its)
    await dialogs(its)
    await openings({ ...its, folder: app.options.userDataDir })
    await asking(its)
    await rareStates(its)
    await waitingAndRefused(its)
  }
  if (permissions.includes('audit.view')) await audit(its)
  if (permissions.includes('accounts.view') && !permissions.includes('transfers.create')) await deciding(its)
  await goTo(window, 'Sync')
  await album.photograph(window, 'sync', role)
  await goTo(window, 'Settings')
  await album.photograph(window, 'settings', role)
  await window.keyboard.press('ControlOrMeta+K')
  await expect(window.getByRole('dialog')).toBeVisible()
  await album.photograph(window, 'palette', role)
  await window.keyboard.press('Escape')
  const menu = window.getByRole('button', { name: /^Menu of/ })
  await menu.click()
  await expect(window.getByRole('menuitem', { name: 'Lock' })).toBeVisible()
  await album.photograph(window, 'user-menu', role)
  await window.getByRole('menuitem', { name: 'Lock' }).click()
  await expect(window.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await album.photograph(window, 'locked', role)
}

async function accounts({ window, album, role }: Visit): Promise<void> {
  await goTo(window, 'Accounts')
  await expect(accountRow(window, 'Giro').first()).toBeVisible()
  await album.photograph(window, 'accounts', role)
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'accounts', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  await accountRow(window, 'Giro E-commerce').click()
  await expect(drawer(window)).toBeVisible()
  await album.photograph(window, 'accounts-drawer-giro', role)
  await drawer(window).getByRole('tab', { name: 'Structure' }).click()
  await album.photograph(window, 'accounts-structure', role)
  const search = window.getByLabel('Search accounts')
  await (await findAccount(window, 'Kas Kecil Bekasi')).click()
  await window.keyboard.press('Enter')
  await expect(drawer(window)).toBeVisible()
  await album.photograph(window, 'accounts-drawer', role)
  await drawer(window).getByRole('tab', { name: 'History' }).click()
  await album.photograph(window, 'accounts-history', role)
  await search.fill('no account is called this')
  await expect(window.getByText('No account matches')).toBeVisible()
  await album.photograph(window, 'accounts-nothing-found', role)
  await search.fill('')
  await expect(accountRow(window, 'Giro').first()).toBeVisible()
}

/** What is done to many accounts, to the columns, and to an account's place. */
async function treeWork({ window, album, role }: Visit): Promise<void> {
  const dialog = window.getByRole('dialog')
  const bar = window.getByRole('region', { name: 'Selected accounts' })
  const leave = async () => {
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await window.getByRole('button', { name: 'Columns' }).click()
  await album.photograph(window, 'accounts-columns', role)
  await leave()
  for (const name of ['Blibli', 'Bukalapak', 'Lazada']) {
    await accountRow(window, name).first().locator('.accounts-cell-tick').click()
  }
  await expect(bar).toContainText(/own balances [\d,]+ IDR/)
  await album.photograph(window, 'accounts-selected', role)
  for (const [button, words, screen] of [
    ['Block…', '3 accounts would be changed', 'accounts-bulk-block'],
    ['Limits…', 'Say what is to be changed.', 'accounts-bulk-limits'],
    ['Close…', '3 cannot', 'accounts-bulk-close'],
  ] as const) {
    await bar.getByRole('button', { name: button }).click()
    await expect(dialog).toContainText(words)
    await album.photograph(window, screen, role)
    await leave()
  }
  await bar.getByRole('button', { name: 'Clear the selection' }).click()
  await accountRow(window, 'Shopee').first().click()
  await drawer(window).getByRole('button', { name: 'Move', exact: true }).click()
  await dialog.getByLabel('New place').fill('Tokopedia')
  await window
    .getByRole('option', { name: /^Tokopedia/ })
    .first()
    .click()
  await expect(dialog).toContainText('Level 1 → 2 of 6')
  await album.photograph(window, 'accounts-move', role)
  await leave()
  await drawer(window).getByRole('button', { name: 'Close account' }).click()
  await expect(dialog).toContainText('It cannot be closed yet')
  await album.photograph(window, 'accounts-close-refused', role)
  await leave()
}

async function dialogs({ window, album, role }: Visit): Promise<void> {
  await accountRow(window, 'Giro Operasional').click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await album.photograph(window, 'accounts-menu', role)
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'New sub-account' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Branch Bali, petty cash')
  await album.photograph(window, 'accounts-new', role)
  await dialog.getByRole('button', { name: 'Number, reference and limits' }).click()
  await dialog.getByLabel('Own number').fill('7700000009')
  await album.photograph(window, 'accounts-new-more', role)
  await window.keyboard.press('Escape')
  for (const [button, screen] of [
    ['Limits', 'accounts-limits'],
    ['Block', 'accounts-block'],
    ['Edit', 'accounts-edit'],
  ] as const) {
    await drawer(window).getByRole('button', { name: button }).first().click()
    await expect(dialog).toBeVisible()
    await album.photograph(window, screen, role)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
}

/** The first copy on its way and a session that the bank has ended: too short or too rare to be met on a tour. */
async function rareStates({ window, app, album, role }: Visit): Promise<void> {
  const before = await statusOf(window)
  await tellStatus(app.electron, window, { pill: 'syncing', firstSync: { received: 3200, expected: 10681 } })
  await album.photograph(window, 'first-sync', role)
  await tellStatus(app.electron, window, { pill: 'sign_in_again', connection: 'auth_required' })
  await pill(window).getByRole('button').click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await album.photograph(window, 'sign-in-again', role)
  await window.keyboard.press('Escape')
  await tellStatus(app.electron, window, before)
}

/** Commands in every state: waiting while the bank is away, then one refused. */
async function waitingAndRefused({ window, album, role, bank }: Visit): Promise<void> {
  await bank.takeAway()
  await createSubAccount(window, { name: 'Branch Bali, petty cash' })
  await createSubAccount(window, { name: 'Branch Kuta', body: '7700000001' })
  await setDailyDebitLimit(window, await findAccount(window, 'Kas Kecil Bekasi 03'), '75000000')
  await expect(pill(window)).toHaveText('3 waiting')
  await album.photograph(window, 'accounts-drawer-waiting', role)
  await window.getByLabel('Search accounts').fill('')
  await window.getByRole('button', { name: 'Not yet at the bank' }).click()
  await expect(accountRow(window, 'Branch Kuta')).toBeVisible()
  await album.photograph(window, 'accounts-waiting', role)
  await window.getByRole('button', { name: 'Not yet at the bank' }).click()
  await goTo(window, 'Sync')
  await album.photograph(window, 'sync-waiting', role)
  await bank.elsewhere(takeNumberOfKuta)
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
  await album.photograph(window, 'sync-refused', role)
  await window.getByRole('button', { name: 'Edit and send again' }).click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await album.photograph(window, 'edit-and-send-again', role)
  await window.keyboard.press('Escape')
}

async function takeNumberOfKuta(client: BankClient): Promise<void> {
  const other = await client.login('maker')
  const [giro] = (await other.pullAll()).changes.filter((change) => change.type === 'currentAccount')
  await other.submit('subAccount.create', {
    id: '01900000-0000-7000-8000-0000000000aa',
    parentId: giro?.id ?? '',
    name: 'Branch Denpasar',
    scheme: 'operational',
    body: '7700000001',
  })
}
