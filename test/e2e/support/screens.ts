import { expect, type Locator, type Page } from '@playwright/test'
import { DEMO_COMPANY, DEMO_PASSWORD } from '../../support/bank-client'

/** The screens by the names that people and screen readers know them by (docs/how-to/add-a-screen.md). */

export const pill = (window: Page): Locator => window.getByRole('status').filter({ hasText: PILL })
const PILL = /^(Up to date|Syncing…|Offline|\d+ waiting|\d+ need attention|Sign in again)$/

export async function signIn(window: Page, userId: string, password = DEMO_PASSWORD): Promise<void> {
  await window.getByLabel('Company ID').fill(DEMO_COMPANY)
  await window.getByLabel('User ID').fill(userId)
  await window.getByLabel('Password').fill(password)
  await window.getByRole('button', { name: 'Sign in', exact: true }).click()
}

export async function unlock(window: Page, password = DEMO_PASSWORD): Promise<void> {
  await window.getByLabel('Password').fill(password)
  await window.getByRole('button', { name: 'Unlock' }).click()
}

export async function goTo(
  window: Page,
  screen: 'Overview' | 'Accounts' | 'Approvals' | 'Audit' | 'Sync' | 'Settings',
): Promise<void> {
  await window.getByRole('link', { name: new RegExp(`^${screen}`) }).click()
  await expect(window.getByRole('heading', { name: screen, level: 1 })).toBeVisible()
}

/** A row of the accounts table, by the name or number it carries. */
export const accountRow = (window: Page, text: string | RegExp): Locator =>
  window.getByRole('row').filter({ hasText: text })

/** Opens Accounts where the window shows another screen; after signing in that is the Overview. */
async function onAccounts(window: Page): Promise<void> {
  const isThere = await window.getByRole('heading', { name: 'Accounts', level: 1 }).isVisible()
  if (!isThere) await goTo(window, 'Accounts')
}

export async function findAccount(window: Page, text: string): Promise<Locator> {
  await onAccounts(window)
  await window.getByLabel('Search accounts').fill(text)
  const row = accountRow(window, text)
  await expect(row.first()).toBeVisible()
  return row.first()
}

export const drawer = (window: Page): Locator => window.getByRole('complementary')

export async function createSubAccount(
  window: Page,
  { name, body, under }: { readonly name: string; readonly body?: string; readonly under?: string },
): Promise<void> {
  await onAccounts(window)
  await window.getByRole('button', { name: 'New sub-account' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  if (under !== undefined) {
    await dialog.getByLabel('Under').fill(under)
    await window.getByRole('option', { name: under }).first().click()
  }
  if (body !== undefined) {
    await dialog.getByRole('button', { name: 'Number, reference and limits' }).click()
    await dialog.getByLabel('Own number').fill(body)
  }
  await dialog.getByRole('button', { name: 'Create' }).click()
  await expect(dialog).toBeHidden()
}

export async function setDailyDebitLimit(window: Page, row: Locator, amount: string): Promise<void> {
  await row.click()
  await drawer(window).getByRole('button', { name: 'Limits' }).click()
  const dialog = window.getByRole('dialog')
  await dialog
    .getByRole('group', { name: /Debit/ })
    .getByLabel(/day|daily/i)
    .fill(amount)
  await dialog.getByRole('button', { name: /Set limits|Save/ }).click()
  await expect(dialog).toBeHidden()
}

export async function blockDebits(window: Page, row: Locator): Promise<void> {
  await row.click()
  await drawer(window).getByRole('button', { name: 'Block', exact: true }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('radio', { name: 'Debits', exact: true }).check()
  await dialog.getByLabel('Reason').fill('Audit')
  await dialog.getByRole('button', { name: 'Block', exact: true }).click()
  await expect(dialog).toBeHidden()
}
