import { expect, type Page } from '@playwright/test'
import { leaveTrail } from '../e2e/support/audit-trail'
import type { Bank } from '../e2e/support/bank'
import { drawer, goTo } from '../e2e/support/screens'
import { DEMO_USERS } from '../support/bank-client'
import type { Album } from './album'

interface Visit {
  readonly window: Page
  readonly album: Album
  readonly role: string
}

/** A trail with a little of everything, for everybody who may see it. */
export async function auditTrail(bank: Bank): Promise<void> {
  await leaveTrail(bank.client())
}

/** The trail as a role sees it; in every state for one of them. */
export async function audit({ window, album, role }: Visit): Promise<void> {
  await goTo(window, 'Audit')
  const grid = window.getByRole('grid', { name: 'Audit entries' })
  await expect(grid).toBeVisible()
  await album.photograph(window, 'audit', role)
  if (role !== DEMO_USERS.approver) return
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'audit', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  const open = async (text: string, screen: string): Promise<void> => {
    await grid.getByRole('row').filter({ hasText: text }).first().click()
    await expect(drawer(window).getByRole('heading', { name: text })).toBeVisible()
    await album.photograph(window, screen, role)
  }
  await open('Change limits', 'audit-limits')
  await open('Transfer', 'audit-transfer')
  await open('Import sub-accounts', 'audit-rejected')
  await window.keyboard.press('Escape')
  await grid.getByRole('row').nth(1).click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await album.photograph(window, 'audit-menu', role)
  await window.keyboard.press('Escape')
  await window.getByRole('search').getByLabel('Period').click()
  await window.getByRole('option', { name: 'From day to day' }).click()
  await album.photograph(window, 'audit-period', role)
  await window.getByLabel('Search audit entries').fill('nothing is called this')
  await expect(window.getByText('No entry matches')).toBeVisible()
  await album.photograph(window, 'audit-nothing-found', role)
  await window.getByLabel('Search audit entries').fill('')
}
