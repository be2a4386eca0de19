import { join } from 'node:path'
import { DEMO_COMPANY, DEMO_PASSWORD, freshId } from '../support/bank-client'
import { statusOf, tellStatus } from '../tour/appearance'
import { expectAccessible, WCAG } from './support/accessible'
import { AppRunner } from './support/app-runner'
import { leaveTrail } from './support/audit-trail'
import { expect, test } from './support/fixtures'
import {
  accountRow,
  createSubAccount,
  drawer,
  findAccount,
  goTo,
  pill,
  setDailyDebitLimit,
  signIn,
} from './support/screens'

test('signing in, refused and locked', async ({ app }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expectAccessible(window, 'sign in')
  await window.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(window.getByText('Enter your password')).toBeVisible()
  await expectAccessible(window, 'sign in with fields missing')
  await signIn(window, 'manager', 'not the password')
  await expect(window.getByRole('alert')).toBeVisible({ timeout: 30_000 })
  await expectAccessible(window, 'sign in refused')
  await signIn(window, 'manager')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await window.getByRole('button', { name: /^Menu of/ }).click()
  await expect(window.getByRole('menuitem', { name: 'Lock' })).toBeVisible()
  await expectAccessible(window, 'user menu')
  await window.getByRole('menuitem', { name: 'Lock' }).click()
  await expect(window.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await expectAccessible(window, 'locked')
})

test('accounts, with their drawer, menus and dialogs', async ({ app }) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await expect(accountRow(window, 'Giro E-commerce')).toBeVisible()
  await expectAccessible(window, 'accounts')

  await window.getByRole('search').getByLabel('Scheme').click()
  await expect(window.getByRole('option', { name: 'petty cash' })).toBeVisible()
  await expectAccessible(window, 'a filter open')
  await window.keyboard.press('Escape')

  await accountRow(window, 'Giro Operasional').click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await expectAccessible(window, 'row menu')
  await window.keyboard.press('Escape')
  await expect(window.getByRole('menu')).toBeHidden()

  await test.step('the drawer and its three sections, all within reach at 1280 × 720', async () => {
    await (await findAccount(window, 'Kas Kecil Bekasi')).click()
    for (const section of ['Statement', 'Structure', 'History']) {
      const tab = drawer(window).getByRole('tab', { name: section })
      await tab.click()
      await expect(tab).toHaveAttribute('aria-selected', 'true')
      await expect(drawer(window).getByRole('tabpanel')).toBeInViewport()
      await expectAccessible(window, `drawer, ${section}`)
    }
  })

  const dialog = window.getByRole('dialog')
  for (const button of ['Limits', 'Block', 'Edit']) {
    await drawer(window).getByRole('button', { name: button, exact: true }).click()
    await expect(dialog).toBeVisible()
    await expectAccessible(window, `${button} dialog`)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await window.getByRole('button', { name: 'New sub-account' }).click()
  await dialog.getByRole('button', { name: 'Number, reference and limits' }).click()
  await dialog.getByLabel('Own number').fill('77000')
  await expectAccessible(window, 'New sub-account dialog')
  await dialog.getByLabel('Under').click()
  await expect(window.getByRole('option').first()).toBeVisible()
  await expect(dialog.getByLabel('Under')).toHaveAttribute('aria-expanded', 'true')
  // The choices stand beside the dialog, outside of every landmark; no criterion asks for landmarks.
  await expectAccessible(window, 'choosing what it stands under', WCAG)
  await window.keyboard.press('Escape')
  await dialog.getByRole('button', { name: 'Cancel' }).last().click()

  await window.getByLabel('Search accounts').fill('no account is called this')
  await expect(window.getByText('No account matches')).toBeVisible()
  await expectAccessible(window, 'nothing found')
})

test('overview as chart and table, with its drawers and menus, and for who sees no accounts', async ({
  app,
  bank,
  folder,
}, info) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await signIn(window, 'manager')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  const slider = window.getByRole('slider', { name: /Day in the chart/ })
  await slider.focus()
  await expectAccessible(window, 'overview, chart')
  await slider.focus()
  await window.keyboard.press('PageDown')
  await window.keyboard.press('Enter')
  await expect(drawer(window).getByRole('listitem').first()).toBeVisible()
  await expectAccessible(window, 'overview, a day')
  await drawer(window).getByRole('link').first().click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await expectAccessible(window, 'overview, menu of a line')
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: /^Petty cash/ }).click()
  await expect(drawer(window).getByRole('heading', { name: 'Petty cash' })).toBeVisible()
  await expectAccessible(window, 'overview, a scheme')
  await window.getByRole('button', { name: /^Giro Operasional/ }).click()
  await expect(drawer(window).getByRole('heading', { name: 'Giro Operasional' })).toBeVisible()
  await expectAccessible(window, 'overview, an account')
  await window.keyboard.press('Escape')
  await window.getByText('Table', { exact: true }).click()
  await expect(window.getByRole('table')).toBeVisible()
  await expectAccessible(window, 'overview, table')
  await window.getByRole('button', { name: 'From … to' }).click()
  await expect(window.getByLabel('From', { exact: true })).toBeVisible()
  await expectAccessible(window, 'overview, own days')
  await window.keyboard.press('Escape')
  await window.getByRole('button', { name: 'Export' }).click()
  await expect(window.getByRole('menu')).toBeVisible()
  await expectAccessible(window, 'overview, export')
  await app.close()

  const other = new AppRunner({ userDataDir: join(folder, 'other'), bankUrl: bank.url, language: 'en' }, info)
  try {
    const theirs = await other.start()
    await signIn(theirs, 'warehouse')
    await expect(pill(theirs)).toHaveText('Up to date', { timeout: 30_000 })
    await expect(theirs.getByText('What you see here')).toBeVisible()
    await expectAccessible(theirs, 'overview without accounts')
  } finally {
    await other.close()
  }
})

test('the audit trail, its filters, menu and entries', async ({ app, bank }) => {
  test.setTimeout(240_000)
  await leaveTrail(bank.client())
  const window = await app.start()
  await signIn(window, 'approver')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Audit')
  const rows = window.getByRole('grid', { name: 'Audit entries' }).getByRole('row')
  await expect(rows.filter({ hasText: 'Change limits' }).first()).toBeVisible()
  await expectAccessible(window, 'audit')
  await window.getByRole('search').getByLabel('Period').click()
  await window.getByRole('option', { name: 'From day to day' }).click()
  await expect(window.getByLabel('From', { exact: true })).toBeVisible()
  await expectAccessible(window, 'audit, own days')
  await rows.nth(1).click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await expectAccessible(window, 'audit, row menu')
  await window.keyboard.press('Escape')
  for (const kind of ['Change limits', 'Import sub-accounts']) {
    await rows.filter({ hasText: kind }).first().click()
    await expect(drawer(window).getByRole('heading', { name: kind })).toBeVisible()
    await drawer(window)
      .locator('details')
      .evaluateAll((folds) => {
        for (const fold of folds) fold.setAttribute('open', '')
      })
    await expectAccessible(window, `audit, ${kind}`)
  }
  await window.getByLabel('Search audit entries').fill('nothing is called this')
  await expect(window.getByText('No entry matches')).toBeVisible()
  await expectAccessible(window, 'audit, nothing found')
})

test('sync in every state, settings and the palette', async ({ app, bank }) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Settings')
  await expectAccessible(window, 'settings')
  await window.keyboard.press('ControlOrMeta+K')
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectAccessible(window, 'palette')
  await window.keyboard.press('Escape')
  await goTo(window, 'Sync')
  await expectAccessible(window, 'sync, nothing waiting')

  const before = await statusOf(window)
  await tellStatus(app.electron, window, { pill: 'syncing', firstSync: { received: 3200, expected: 10681 } })
  await expectAccessible(window, 'first copy')
  await tellStatus(app.electron, window, { pill: 'sign_in_again', connection: 'auth_required' })
  await pill(window).getByRole('button').click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectAccessible(window, 'sign in again')
  await window.keyboard.press('Escape')
  await tellStatus(app.electron, window, before)

  await goTo(window, 'Accounts')
  await bank.takeAway()
  await createSubAccount(window, { name: 'Branch Kuta', body: '7700000001' })
  await setDailyDebitLimit(window, await findAccount(window, 'Kas Kecil Bekasi'), '75000000')
  await expect(pill(window)).toHaveText('2 waiting')
  await test.step('a waiting change says what becomes what, and as many wait as the title line says', async () => {
    const card = drawer(window).getByRole('article')
    await expect(card).toContainText(/Daily debit limit [\d,]+ → 75,000,000/)
    await expect(window.getByText(/includes 2 commands not yet at the bank/)).toBeVisible()
    await expectAccessible(window, 'drawer with a waiting command')
  })
  await goTo(window, 'Sync')
  await expectAccessible(window, 'sync, waiting')

  await bank.elsewhere(async (client) => {
    const other = await client.login('maker')
    const giro = (await other.pullAll()).changes.find((change) => change.type === 'currentAccount')
    const args = { parentId: giro?.id ?? '', name: 'Branch Denpasar', scheme: 'operational', body: '7700000001' }
    expect((await other.submit('subAccount.create', { id: freshId(), ...args })).status).toBe('accepted')
  })
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
  await expectAccessible(window, 'sync, refused')
  await window.getByRole('button', { name: 'Edit and send again' }).click()
  await expect(window.getByRole('dialog')).toBeVisible()
  await expectAccessible(window, 'edit and send again')
  await window.keyboard.press('Escape')
  await goTo(window, 'Accounts')
  await expect(window.getByText(/not yet at the bank/).and(window.locator('p'))).toHaveCount(0)
})

test('everything daily goes by keyboard alone', async ({ app }) => {
  const window = await app.start()
  const { keyboard } = window
  await expect(window.getByLabel('Company ID')).toBeFocused()
  await keyboard.type(DEMO_COMPANY)
  await keyboard.press('Tab')
  await keyboard.type('maker')
  await keyboard.press('Tab')
  await keyboard.type(DEMO_PASSWORD)
  await keyboard.press('Enter')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })

  await test.step('from the first screen to the accounts', async () => {
    await expect(window.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await keyboard.press('ControlOrMeta+K')
    await expect(window.getByRole('dialog')).toBeVisible()
    await keyboard.type('Accounts')
    await keyboard.press('Enter')
    await expect(window.getByRole('heading', { name: 'Accounts', level: 1 })).toBeVisible()
    await expect(window.getByRole('dialog')).toBeHidden()
  })

  await test.step('search, walk and open', async () => {
    await keyboard.press('/')
    await expect(window.getByLabel('Search accounts')).toBeFocused()
    await keyboard.type('Kas Kecil Bekasi')
    await expect(window.getByText('6 accounts found')).toBeVisible()
    await keyboard.press('ArrowDown')
    await expect(window.getByRole('treegrid')).toBeFocused()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await expect(drawer(window).getByRole('heading', { name: 'Kas Kecil Bekasi 02' })).toBeVisible()
    await keyboard.press('Escape')
    await expect(drawer(window)).toBeHidden()
    await expect(window.getByRole('treegrid')).toBeFocused()
  })

  await test.step('Esc inside the drawer closes it too', async () => {
    await keyboard.press('Enter')
    await drawer(window).getByRole('button', { name: 'Close', exact: true }).focus()
    await keyboard.press('Escape')
    await expect(drawer(window)).toBeHidden()
    await expect(window.getByRole('treegrid')).toBeFocused()
  })

  await test.step('an account by its name, and back to the button that opened a dialog', async () => {
    await keyboard.press('ControlOrMeta+K')
    await keyboard.type('Kas Kecil Bekasi 03')
    await expect(window.getByRole('dialog').getByText('Kas Kecil Bekasi 03')).toBeVisible()
    await keyboard.press('Enter')
    await expect(drawer(window).getByRole('heading', { name: 'Kas Kecil Bekasi 03' })).toBeVisible()
    const limits = drawer(window).getByRole('button', { name: 'Limits' })
    await limits.focus()
    await keyboard.press('Enter')
    await expect(window.getByRole('dialog')).toBeVisible()
    await keyboard.press('Escape')
    await expect(limits).toBeFocused()
    await keyboard.press('Escape')
    await expect(drawer(window)).toBeHidden()
    await window.getByRole('treegrid').focus()
  })

  await test.step('the row menu by key', async () => {
    await keyboard.press('Shift+F10')
    await expect(window.getByRole('menuitem', { name: 'Open' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(window.getByRole('menu')).toBeHidden()
  })

  await test.step('new sub-account, then another screen by name', async () => {
    await keyboard.press('ControlOrMeta+N')
    await expect(window.getByRole('dialog', { name: 'New sub-account' }).getByLabel('Name')).toBeFocused()
    await keyboard.press('Escape')
    await expect(window.getByRole('dialog')).toBeHidden()
    await keyboard.press('ControlOrMeta+K')
    await expect(window.getByRole('dialog')).toBeVisible()
    await keyboard.type('Sync')
    await keyboard.press('Enter')
    await expect(window.getByRole('heading', { name: 'Sync', level: 1 })).toBeVisible()
  })
})

test('language and theme change at once and are still so after a restart', async ({ app }) => {
  let window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Settings')
  await window.getByText('Bahasa Indonesia', { exact: true }).click()
  await expect(window.getByRole('link', { name: 'Rekening' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'Sinkronisasi' })).toBeVisible()
  await window.getByText('Gelap', { exact: true }).click()
  const page = window.locator('html')
  await expect(page).toHaveAttribute('data-mantine-color-scheme', 'dark')

  await app.close()
  window = await app.start()
  await expect(window.getByRole('button', { name: 'Buka kunci' })).toBeVisible()
  await expect(window.locator('html')).toHaveAttribute('lang', 'id')
  await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
})
