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

export async function goTo(window: Page, screen: 'Accounts' | 'Sync' | 'Settings'): Promise<void> {
  await window.getByRole('link', { name: new RegExp(`^${screen}`) }).click()
  await expect(window.getByRole('heading', { name: screen, level: 1 })).toBeVisible()
}

/** A row of the accounts table, by the name or number it carries. */
export const accountRow = (window: Page, text: string | RegExp): Locator =>
  window.getByRole('row').filter({ hasText: text })

export async function findAccount(window: Page, text: string): Promise<Locator> {
  await window.getByRole('searchbox', { name: 'Search accounts' }).fill(text)
  const row = accountRow(window, text)
  await expect(row.first()).toBeVisible()
  return row.first()
}
