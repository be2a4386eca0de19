import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { goTo } from '../e2e/support/screens'
import type { Album } from './album'

interface Visit {
  readonly window: Page
  readonly album: Album
  readonly role: string
  /** Where the file to import is written. */
  readonly folder: string
}

/** How sub-accounts get their numbers, and how many of them come from one file. */
export async function openings(visit: Visit): Promise<void> {
  await goTo(visit.window, 'Accounts')
  await numbering(visit)
  await importing(visit)
}

async function numbering({ window, album, role }: Visit): Promise<void> {
  const dialog = await fromMenu(window, 'Numbering scheme…')
  await expect(dialog.getByRole('list', { name: 'Next numbers' })).toBeVisible()
  await album.photograph(window, 'accounts-numbering', role)
  await dialog.getByLabel('Digits of branch').fill('4')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await album.photograph(window, 'accounts-numbering-faulty', role)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

async function importing({ window, album, role, folder }: Visit): Promise<void> {
  const dialog = await fromMenu(window, 'Import…')
  await album.photograph(window, 'accounts-import', role)
  await window.getByLabel('CSV file').setInputFiles(fileOfFifty(folder))
  await expect(dialog.getByText(/rows can be imported/)).toBeVisible()
  await album.photograph(window, 'accounts-import-rows', role)
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'accounts-import-rows', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  await dialog.getByRole('button', { name: 'Columns and format' }).click()
  await album.photograph(window, 'accounts-import-columns', role)
  await dialog.getByRole('button', { name: 'Import the valid rows…' }).click()
  await album.photograph(window, 'accounts-import-left-out', role)
  await dialog.getByRole('button', { name: 'Back' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog).toBeHidden()
}

async function fromMenu(window: Page, item: string) {
  await window.getByRole('button', { name: 'More actions' }).click()
  await window.getByRole('menuitem', { name: item }).click()
  const dialog = window.getByRole('dialog')
  await expect(dialog).toBeVisible()
  return dialog
}

/** Every kind of fault that a person meets, among rows that are in order. */
function fileOfFifty(folder: string): string {
  const faulty: Readonly<Record<number, string>> = {
    3: ';;Giro Operasional;petty cash;',
    5: '7700000001;Branch Bali;Giro Operasional;operational;',
    8: ';Branch Kuta;Nobody;petty cash;',
    11: '8812377000000019;Branch Ubud;;operational;',
    14: '123;Branch Sanur;;savings;=1+1',
    20: ';Branch Bali, night safe;7700000099;petty cash;',
  }
  const lines = Array.from(
    { length: 50 },
    (_, row) =>
      faulty[row] ??
      (row === 0
        ? '7700000001;Branch Denpasar;Giro Operasional;operational;50.000.000,00'
        : `;Branch Denpasar, petty cash ${row};7700000001;petty cash;5.000.000,00`),
  )
  const path = join(folder, 'sub-accounts.csv')
  writeFileSync(path, ['Number;Name;Parent;Scheme;Debit per day', ...lines].join('\r\n'))
  return path
}
