import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { isAccountNumber } from '../../shared/domain/accounts/account-number'
import { expectAccessible } from './support/accessible'
import { expect, test } from './support/fixtures'
import { accountRow, findAccount, goTo, pill, signIn } from './support/screens'

const ROWS = 1_000
const FAULTY = 37
/** The row that is corrected in place, by its line in the file. */
const CORRECTED = '7'

const isFaulty = (row: number): boolean => row % 27 === 5 && row / 27 < FAULTY

/** A file as a spreadsheet of an Indonesian writes it, with a branch, its accounts, and faults of several kinds. */
function accountsFile(folder: string): string {
  const lines = ['Number;Name;Parent;Scheme;Debit per day;External reference']
  for (let row = 0; row < ROWS; row += 1) {
    const kind = isFaulty(row) ? ((row - 5) / 27) % 3 : null
    const name = kind === 0 ? '' : `Kas Impor ${String(row + 2).padStart(4, '0')}`
    const parent = row === 0 ? 'Giro Operasional' : row < 40 ? '7700000001' : ''
    const limit = kind === 2 ? '=1+1' : '5.000.000,00'
    const scheme = kind === 1 ? 'savings' : 'petty cash'
    lines.push([row === 0 ? '7700000001' : '', name, parent, scheme, limit, `ERP-${row}`].join(';'))
  }
  const path = join(folder, 'accounts.csv')
  writeFileSync(path, lines.join('\r\n'))
  return path
}

async function openFromMenu(window: Page, item: string): Promise<Locator> {
  await window.getByRole('button', { name: 'More actions' }).click()
  await window.getByRole('menuitem', { name: item }).click()
  const dialog = window.getByRole('dialog')
  await expect(dialog).toBeVisible()
  return dialog
}

test('a maker imports 1,000 rows without the bank, sees all 37 faulty ones, corrects one and creates the valid rows', async ({
  app,
  bank,
  folder,
}) => {
  test.setTimeout(180_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await goTo(window, 'Accounts')
  await bank.takeAway()
  await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })

  const dialog = await openFromMenu(window, 'Import…')
  await test.step('every faulty row is named with its reason', async () => {
    await window.getByLabel('CSV file').setInputFiles(accountsFile(folder))
    await expect(dialog.getByText('963 rows can be imported.')).toBeVisible({ timeout: 60_000 })
    await dialog.getByText('With faults 37').click()
    const grid = dialog.getByRole('grid')
    await expect(grid).toHaveAttribute('aria-rowcount', String(FAULTY + 1))
    const named = new Set<string>()
    await grid.focus()
    for (let row = 0; row < FAULTY; row += 1) {
      const active = grid.locator('[data-active]').first()
      named.add((await active.getByRole('rowheader').textContent()) ?? '')
      await expect(active.getByText(/Must not be empty|Not one of the choices|Not an amount/)).toBeVisible()
      await window.keyboard.press('ArrowDown')
    }
    const expected = Array.from({ length: ROWS }, (_, row) => row)
      .filter(isFaulty)
      .map((row) => String(row + 2))
    expect([...named]).toEqual(expected)
  })

  await test.step('Esc leaves a cell as it was, and the import where it is', async () => {
    await window.keyboard.press('Control+Home')
    const row = dialog.getByRole('row').filter({ has: window.getByRole('rowheader', { name: CORRECTED, exact: true }) })
    await row.getByRole('gridcell').nth(1).dblclick()
    await window.keyboard.type('Salah')
    await window.keyboard.press('Escape')
    await expect(dialog.getByRole('textbox', { name: /Name/ })).toBeHidden()
    await expect(row).not.toContainText('Salah')
    await window.keyboard.press('Escape')
    await expect(dialog.getByText('963 rows can be imported.')).toBeVisible()
  })

  await test.step('one is corrected in place', async () => {
    await window.keyboard.press('Control+Home')
    const row = dialog.getByRole('row').filter({ has: window.getByRole('rowheader', { name: CORRECTED, exact: true }) })
    await row.getByRole('gridcell').nth(1).dblclick()
    await window.keyboard.type('Kas Diperbaiki')
    await window.keyboard.press('Enter')
    await expect(dialog.getByText('964 rows can be imported.')).toBeVisible()
    await expect(dialog.getByRole('radio', { name: 'With faults 36' })).toBeChecked()
  })

  await test.step('what is left out is shown before the valid rows are created', async () => {
    await dialog.getByRole('button', { name: 'Import the valid rows…' }).click()
    await expect(dialog.getByRole('heading', { name: '36 rows are left out' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Import the 964 valid rows' }).click()
    await expect(dialog.getByText('964 sub-accounts are kept safely to be sent.')).toBeVisible({ timeout: 30_000 })
    await dialog.getByRole('button', { name: 'Done' }).click()
  })

  await test.step('they wait, in their places', async () => {
    await expect(pill(window)).toHaveText('1 waiting')
    const corrected = await findAccount(window, 'Kas Diperbaiki')
    await expect(corrected).toContainText('waiting to be sent')
    await expect(corrected).toContainText('number at confirmation')
    await goTo(window, 'Sync')
    await expect(window.getByText('964 new sub-accounts from a file')).toBeVisible()
  })

  await test.step('with the bank back, each has its number', async () => {
    await bank.bringBack()
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')
    const corrected = await findAccount(window, 'Kas Diperbaiki')
    await expect(corrected).not.toContainText('waiting')
    expect(isAccountNumber(/8812\d{12}/.exec((await corrected.textContent()) ?? '')?.[0] ?? '')).toBe(true)
    const { changes } = await (await bank.client().login('maker')).pullAll()
    const imported = changes.filter(({ doc }) => /^Kas (Impor|Diperbaiki)/.test(String(doc?.name)))
    expect(imported).toHaveLength(964)
    expect(new Set(imported.map(({ doc }) => doc?.number)).size).toBe(964)
    const branch = imported.find(({ doc }) => String(doc?.number).slice(5, 15) === '7700000001')
    expect(imported.filter(({ doc }) => doc?.parentId === branch?.id)).toHaveLength(38)
  })
})

test('a maker sets a numbering scheme and sees the numbers it will give; an approver only looks', async ({ app }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await goTo(window, 'Accounts')

  let first = ''
  await test.step('the preview follows every change', async () => {
    const dialog = await openFromMenu(window, 'Numbering scheme…')
    const next = dialog.getByRole('list', { name: 'Next numbers' }).getByRole('listitem')
    await expect(next).toHaveCount(3)
    await dialog.getByLabel('Digits of branch').fill('4')
    await expect(dialog.getByText('11 of 10 digits')).toBeVisible()
    await expect(dialog.getByRole('alert')).toContainText('they have 11')
    await expect(dialog.getByRole('button', { name: 'Set scheme' })).toBeDisabled()
    await dialog.getByLabel('Digits of Running number').fill('5')
    await dialog.getByRole('textbox', { name: 'Fixed digits' }).fill('7')
    const parts = dialog.getByRole('list', { name: 'Parts of the number' }).getByRole('listitem')
    await dialog.getByLabel('Name of the field').focus()
    await window.keyboard.press('Alt+ArrowUp')
    await expect(parts.first()).toContainText('Field')
    await expect(dialog.getByLabel('Name of the field')).toBeFocused()
    await parts.first().locator('[draggable]').dragTo(parts.nth(1))
    await expect(parts.first()).toContainText('Fixed digits')
    first = ((await next.first().textContent()) ?? '').replaceAll(/\D/g, '')
    expect(first).toMatch(/^8812370000/)
    expect(isAccountNumber(first)).toBe(true)
    await dialog.getByRole('button', { name: 'Set scheme' }).click()
    await expect(dialog).toBeHidden()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  })

  await test.step('the next account gets that number', async () => {
    await window.getByRole('button', { name: 'New sub-account' }).click()
    const dialog = window.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Sesuai Skema')
    await expect(dialog.getByText('the bank gives the number, likely')).toBeVisible()
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(dialog).toBeHidden()
    await expect(await findAccount(window, 'Sesuai Skema')).toContainText(first, { timeout: 30_000 })
  })

  await test.step('a number typed by hand is explained: its check digit, its holder', async () => {
    await window.getByRole('button', { name: 'New sub-account' }).click()
    const dialog = window.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Number, reference and limits' }).click()
    const number = dialog.getByLabel('Own number')
    await number.fill(first)
    await expect(dialog.getByText('This number belongs to Sesuai Skema.')).toBeVisible()
    const wrong = String((Number(first.slice(-1)) + 1) % 10)
    await number.fill(first.slice(0, -1) + wrong)
    await expect(dialog.getByText(`it must be ${first.slice(-1)}, not ${wrong}`)).toBeVisible()
    await number.fill('7700000009')
    await expect(dialog.getByText(/^\(check digit \d\)$/)).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  })

  await test.step('an approver sees the scheme and cannot change it', async () => {
    await window.getByRole('button', { name: /^Menu of/ }).click()
    await window.getByRole('menuitem', { name: 'Sign out' }).click()
    await signIn(window, 'approver')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')
    await expect(accountRow(window, 'Giro').first()).toBeVisible()
    const dialog = await openFromMenu(window, 'Numbering scheme…')
    await expect(dialog.getByText('Only treasury makers may change it.')).toBeVisible()
    await expect(dialog.getByLabel('Digits of branch')).toHaveAttribute('readonly')
    await expect(dialog.getByRole('button', { name: 'Set scheme' })).toBeHidden()
  })
})

test('numbering schemes and the import of sub-accounts', async ({ app, folder }) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  const dialog = window.getByRole('dialog')
  const open = async (item: string) => {
    await window.getByRole('button', { name: 'More actions' }).click()
    await window.getByRole('menuitem', { name: item }).click()
    await expect(dialog).toBeVisible()
  }
  await open('Numbering scheme…')
  await expect(dialog.getByRole('list', { name: 'Next numbers' })).toBeVisible()
  await expectAccessible(window, 'numbering scheme')
  await dialog.getByLabel('Digits of branch').fill('5')
  await expect(dialog.getByRole('alert')).toBeVisible()
  await expectAccessible(window, 'numbering scheme with a fault')
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await open('Import…')
  await expectAccessible(window, 'import, choosing a file')
  const file = join(folder, 'accounts.csv')
  writeFileSync(file, 'Number,Name,Parent,Scheme\n,Kas Satu,,petty cash\n12,,Nobody,savings\n')
  await window.getByLabel('CSV file').setInputFiles(file)
  await expect(dialog.getByText('1 row can be imported.')).toBeVisible()
  await expectAccessible(window, 'import, rows')
  await dialog.getByRole('button', { name: 'Columns and format' }).click()
  await expectAccessible(window, 'import, columns')
  await dialog.getByRole('button', { name: 'Import the valid rows…' }).click()
  await expectAccessible(window, 'import, what is left out')
  await dialog.getByRole('button', { name: 'Import the 1 valid row' }).click()
  await expect(dialog.getByText('kept safely to be sent')).toBeVisible()
  await expectAccessible(window, 'import, summary')
})
