import { expect, type Locator, type Page } from '@playwright/test'
import { drawer, goTo, pill } from '../e2e/support/screens'
import type { Album } from './album'

interface Place {
  readonly window: Page
  readonly album: Album
  readonly role: string
}

const SOURCE = 'Giro Operasional'
const TARGET = 'Wilayah Jawa Timur'
const ABOVE_THRESHOLD = '150000000'

const row = (window: Page): Locator => window.getByRole('grid').getByRole('row').nth(1)

/** The maker's side: nothing asked for yet, the form in each of its states, what was asked for, every transfer. */
export async function asking({ window, album, role }: Place): Promise<void> {
  await goTo(window, 'Approvals')
  await expect(window.getByText('You have not asked for anything')).toBeVisible()
  await album.photograph(window, 'approvals-nothing-sent', role)
  await goTo(window, 'Accounts')
  await window.getByRole('button', { name: 'Transfer', exact: true }).click()
  const dialog = window.getByRole('dialog', { name: 'Transfer' })
  await dialog.getByLabel('From', { exact: true }).fill(SOURCE)
  await window.getByRole('option', { name: new RegExp(`^${SOURCE}`) }).click()
  await album.photograph(window, 'transfer', role)
  await dialog.getByLabel('To', { exact: true }).fill(TARGET)
  await window
    .getByRole('option', { name: new RegExp(`^${TARGET}`) })
    .first()
    .click()
  await dialog.getByLabel('Amount').fill('2500000')
  await expect(dialog.getByText(/It goes at once/)).toBeVisible()
  await album.photograph(window, 'transfer-at-once', role)
  await dialog.getByLabel('Amount').fill('99999999999999')
  await expect(dialog.getByText(/which is less than/)).toBeVisible()
  await album.photograph(window, 'transfer-refused', role)
  await dialog.getByLabel('Amount').fill(ABOVE_THRESHOLD)
  await expect(dialog.getByText(/a second person must agree/)).toBeVisible()
  await album.photograph(window, 'transfer-asks', role)
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await expect(dialog).toBeHidden()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Approvals')
  await row(window).click()
  await expect(drawer(window).getByRole('table')).toBeVisible()
  await album.photograph(window, 'approvals-sent', role)
  await window.getByRole('tab', { name: 'Transfers' }).click()
  await row(window).click()
  await expect(drawer(window)).toBeVisible()
  await album.photograph(window, 'transfers', role)
}

/** The other side: what waits for the approver with all that will happen and the question before it, then what was decided. */
export async function deciding(place: Place): Promise<void> {
  const { window, album, role } = place
  await goTo(window, 'Approvals')
  if (role === 'treasury_approver') await decide(place)
  await expect(window.getByText(/^Nothing waits/)).toBeVisible()
  await album.photograph(window, 'approvals-nothing-waits', role)
  await window.getByRole('tab', { name: 'History' }).click()
  await row(window).click()
  await expect(drawer(window).getByText('Approved by')).toBeVisible()
  await album.photograph(window, 'approvals-history', role)
}

async function decide({ window, album, role }: Place): Promise<void> {
  await expect(row(window)).toBeVisible()
  await album.photograph(window, 'approvals', role)
  await row(window).click()
  await expect(drawer(window).getByRole('table')).toBeVisible()
  await album.photograph(window, 'approvals-drawer', role)
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'approvals-drawer', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  await window.getByRole('grid').focus()
  await window.keyboard.press('r')
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Reject' }).click()
  await expect(dialog.getByText('Say why it is rejected')).toBeVisible()
  await album.photograph(window, 'approvals-reject', role)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await drawer(window).getByLabel('Reason').fill('Checked with the branch')
  await drawer(window).getByRole('button', { name: 'Approve' }).click()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
}
