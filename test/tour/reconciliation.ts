import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { drawer, goTo } from '../e2e/support/screens'
import { DEMO_USERS } from '../support/bank-client'
import type { Album } from './album'

interface Visit {
  readonly window: Page
  readonly album: Album
  readonly role: string
  /** Where a file to import can be written. */
  readonly folder: string
}

/** Expected receipts as a role sees them; the maker's work on them in every state. */
export async function reconciliation(visit: Visit): Promise<void> {
  const { window, album, role } = visit
  await goTo(window, 'Accounts')
  await window.getByRole('tab', { name: 'Reconciliation' }).click()
  const grid = window.getByRole('grid', { name: 'Expected receipts' })
  await expect(grid.getByRole('row').nth(1)).toBeVisible()
  await album.photograph(window, 'reconciliation', role)
  if (role === DEMO_USERS.maker) {
    await window.setViewportSize({ width: 1920, height: 1080 })
    await album.photograph(window, 'reconciliation', role)
    await window.setViewportSize({ width: 1280, height: 720 })
    await decisions(visit)
    await imports(visit)
  }
  await window.getByRole('tab', { name: 'Accounts' }).click()
}

async function decisions({ window, album, role }: Visit): Promise<void> {
  const grid = window.getByRole('grid', { name: 'Expected receipts' })
  const suggested = grid.getByRole('row').filter({ hasText: 'Suggested' })
  await suggested.first().getByRole('checkbox').click()
  await expect(window.getByRole('button', { name: /^Confirm 1/ })).toBeVisible()
  await album.photograph(window, 'reconciliation-ticked', role)
  await suggested.first().click()
  await expect(drawer(window)).toContainText('Suggested credit')
  await album.photograph(window, 'reconciliation-suggested', role)
  await window.keyboard.press('Escape')
  await suggested.first().click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await album.photograph(window, 'reconciliation-menu', role)
  await window.keyboard.press('Escape')
  await window.getByLabel('Search receipts').fill('nothing is called this')
  await expect(grid).toBeHidden()
  await album.photograph(window, 'reconciliation-nothing-found', role)
  await window.getByLabel('Search receipts').fill('')
  await expect(grid).toBeVisible()
}

async function imports({ window, album, role, folder }: Visit): Promise<void> {
  const dialog = window.getByRole('dialog')
  await window.getByRole('button', { name: 'Import receipts…' }).click()
  await expect(dialog).toBeVisible()
  await album.photograph(window, 'reconciliation-import', role)
  const path = join(folder, 'receipts.csv')
  const rows = ['TOUR-1;8812311020000040;7.654.321,00;20/07/2026', 'TOUR-2;nowhere;0;31/07/2026']
  writeFileSync(path, ['No. Faktur;Nomor Rekening;Jumlah;Jatuh Tempo', ...rows].join('\r\n'))
  await dialog.getByLabel('CSV file').setInputFiles(path)
  await expect(dialog.getByText('1 row can be imported.')).toBeVisible()
  await album.photograph(window, 'reconciliation-import-rows', role)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
}
