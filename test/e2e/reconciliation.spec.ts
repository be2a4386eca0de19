import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { freshId } from '../support/bank-client'
import { expectAccessible } from './support/accessible'
import type { Bank } from './support/bank'
import { expect, test } from './support/fixtures'
import { drawer, goTo, pill, signIn, unlock } from './support/screens'

const list = (window: Page): Locator => window.getByRole('grid', { name: 'Expected receipts' })
const receipt = (window: Page, reference: string): Locator =>
  list(window).getByRole('row').filter({ hasText: reference })

async function openReconciliation(window: Page): Promise<void> {
  await goTo(window, 'Accounts')
  await window.getByRole('tab', { name: 'Reconciliation' }).click()
  await expect(window.getByRole('heading', { name: 'Reconciliation', level: 1 })).toBeVisible()
}

async function start(window: Page): Promise<void> {
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  await openReconciliation(window)
  await expect(list(window)).toBeVisible()
}

/** Shows receipts of every state that carry this text. */
async function find(window: Page, text: string, state: 'All' | 'Open' = 'All'): Promise<void> {
  const filters = window.getByRole('search')
  await filters.getByLabel('State').click()
  await window.getByRole('option', { name: new RegExp(`^${state}`) }).click()
  await window.getByLabel('Search receipts').fill(text)
}

/** An open account of the demo company on which money can come in. */
function someNumber(window: Page): Promise<string> {
  return window.evaluate(async () => {
    const answer = await globalThis.window.bendahara.invoke('accounts.search', {
      text: 'Kas Kecil',
      filter: { status: 'open', block: 'none' },
      sort: { key: 'number', direction: 'asc' },
      offset: 0,
      limit: 1,
    })
    return answer.ok ? (answer.value.rows[0]?.number ?? '') : ''
  })
}

async function importFile(window: Page, path: string): Promise<Locator> {
  await window.getByRole('button', { name: 'Import receipts…' }).click()
  const dialog = window.getByRole('dialog')
  await dialog.getByLabel('CSV file').setInputFiles(path)
  return dialog
}

/** Expects these receipts at the bank, as another computer would have imported them. */
async function expectedAtBank(bank: Bank, accountNumber: string, rows: readonly (readonly [string, string])[]) {
  const maker = await bank.client().login('maker')
  const result = await maker.submit('reconciliation.import', {
    batchId: freshId(),
    rows: rows.map(([reference, amount]) => ({ reference, accountNumber, amount, dueDate: '2026-07-20' })),
  })
  expect(result).toMatchObject({ status: 'accepted' })
}

async function statusAtBank(bank: Bank, reference: string): Promise<unknown> {
  const { changes } = await (await bank.client().login('maker')).pullAll()
  return changes.find(({ type, doc }) => type === 'reconciliationItem' && doc?.reference === reference)?.doc?.status
}

test('a maker imports receipts without the bank, money comes meanwhile, and the rest takes one key', async ({
  app,
  bank,
  folder,
}) => {
  test.setTimeout(180_000)
  let window = await app.start()
  await start(window)
  const number = await someNumber(window)

  await test.step('import a file as an Indonesian spreadsheet writes it, one row corrected in place', async () => {
    await bank.takeAway()
    await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })
    const path = join(folder, 'tagihan.csv')
    const lines = [
      'No. Faktur;Nomor Rekening;Jumlah;Jatuh Tempo',
      `E2E-1;${number};7.654.321,00;20/07/2026`,
      `E2E-2;${number};8.765.432,50;20/07/2026`,
      `E2E-3;${number};0;31/07/2026`,
    ]
    writeFileSync(path, lines.join('\r\n'))
    const dialog = await importFile(window, path)
    await expect(dialog.getByText('2 rows can be imported.')).toBeVisible({ timeout: 30_000 })
    await expect(dialog.getByText('The amount must be above zero.').first()).toBeVisible()
    await dialog.getByRole('row').filter({ hasText: 'E2E-3' }).getByRole('gridcell').nth(2).dblclick()
    const cell = dialog.getByRole('textbox', { name: 'Amount, row 4' })
    await cell.fill('1.000.000')
    await cell.press('Enter')
    await expect(dialog.getByText('3 rows can be imported.')).toBeVisible()
    await dialog.getByRole('button', { name: 'Import 3 rows' }).click()
    await expect(dialog).toBeHidden()
  })

  await test.step('they wait to be sent, also after the battery died', async () => {
    await find(window, 'E2E-')
    await expect(receipt(window, 'E2E-1')).toContainText('Unmatched')
    await expect(receipt(window, 'E2E-1')).toContainText('waiting to be sent')
    await expect(receipt(window, 'E2E-3')).toContainText('1,000,000')
    await app.kill()
    window = await app.start()
    await unlock(window)
    await expect(pill(window)).toHaveText('1 waiting', { timeout: 30_000 })
    await openReconciliation(window)
  })

  await test.step('back at the bank: what came with its reference is matched, the other suggested', async () => {
    await bank.elsewhere(async (client) => {
      const paid = (reference: string, amount: string) => client.credit({ accountNumber: number, amount, reference })
      expect(await paid(' e2e-1', '7654321.00')).toMatchObject({ status: 'posted' })
      expect(await paid('transfer', '8765432.50')).toMatchObject({ status: 'posted' })
    })
    await goTo(window, 'Sync')
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await openReconciliation(window)
    await find(window, 'E2E-')
    await expect(receipt(window, 'E2E-1')).toContainText('Matched')
    await expect(receipt(window, 'E2E-2')).toContainText('Suggested')
    await expect(receipt(window, 'E2E-2')).toContainText('reference transfer')
    await expect(receipt(window, 'E2E-3')).toContainText('nothing of this amount has come')
    expect(await statusAtBank(bank, 'E2E-1')).toBe('matched')
  })

  await test.step('C confirms the suggestion, R reopens it, E excludes', async () => {
    await receipt(window, 'E2E-2').click()
    await expect(drawer(window)).toContainText('Suggested credit')
    await expect(drawer(window).getByRole('row', { name: /^Reference/ })).toContainText('transfer')
    await list(window).focus()
    await list(window).press('c')
    await expect(receipt(window, 'E2E-2')).toContainText('Matched')
    await expect(drawer(window)).toContainText('Matched with this credit')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await expect.poll(() => statusAtBank(bank, 'E2E-2')).toBe('matched')
    await list(window).press('r')
    await expect(receipt(window, 'E2E-2')).toContainText('Suggested')
    await list(window).press('e')
    await expect(receipt(window, 'E2E-2')).toContainText('Excluded')
    await expect.poll(() => statusAtBank(bank, 'E2E-2')).toBe('excluded')
  })
})

test('one credit is split, suggestions are confirmed together, and what the bank refuses is decided anew', async ({
  app,
  bank,
}) => {
  test.setTimeout(180_000)
  const window = await app.start()
  await start(window)
  const number = await someNumber(window)
  const paid = (reference: string, amount: string) => bank.client().credit({ accountNumber: number, amount, reference })

  await test.step('two receipts against one credit, chosen in the drawer; a third finds nothing left', async () => {
    const rows = ['SPL-1', 'SPL-2', 'SPL-3'].map((reference) => [reference, '3333333.00'] as const)
    await expectedAtBank(bank, number, rows)
    expect(await paid('gabungan', '6666667.00')).toMatchObject({ status: 'posted' })
    await find(window, 'SPL-', 'Open')
    await expect(receipt(window, 'SPL-3')).toBeVisible({ timeout: 30_000 })
    const choice = drawer(window).getByRole('button', { name: 'Match with gabungan' })
    for (const [reference, left] of [
      ['SPL-1', '3,333,334'],
      ['SPL-2', '1'],
    ] as const) {
      await receipt(window, reference).click()
      await choice.click()
      await expect(drawer(window)).toContainText('Matched with this credit')
      if (reference === 'SPL-2') await expect(drawer(window)).toContainText(`Left of it: ${left}`)
    }
    await receipt(window, 'SPL-3').click()
    await expect(choice).toBeHidden()
    await drawer(window).getByLabel('Only with enough left').uncheck()
    await expect(choice).toBeDisabled()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    expect(await statusAtBank(bank, 'SPL-2')).toBe('matched')
    await window.keyboard.press('Escape')
  })

  await test.step('every suggestion of the list at once, by keyboard and button', async () => {
    await expectedAtBank(bank, number, [
      ['BULK-1', '111111.00'],
      ['BULK-2', '222222.00'],
      ['BULK-3', '333333.00'],
    ])
    for (const amount of ['111111.00', '222222.00', '333333.00']) await paid('x', amount)
    await find(window, 'BULK-', 'Open')
    await expect(receipt(window, 'BULK-3')).toContainText('Suggested', { timeout: 30_000 })
    await list(window).focus()
    await list(window).press('Space')
    await expect(window.getByText('1 suggestion selected')).toBeVisible()
    await window.getByRole('button', { name: 'Select all 3' }).click()
    await window.getByRole('button', { name: 'Confirm 3' }).click()
    await expect(window.getByText('3 receipts are matched.')).toBeVisible()
    await expect.poll(() => statusAtBank(bank, 'BULK-3')).toBe('matched')
  })

  await test.step('a confirmation that came too late is shown with its reason and the way on', async () => {
    await expectedAtBank(bank, number, [
      ['LATE-1', '444444.00'],
      ['LATE-2', '444444.00'],
    ])
    await paid('x', '444444.00')
    await find(window, 'LATE-', 'Open')
    await expect(receipt(window, 'LATE-2')).toContainText('Suggested', { timeout: 30_000 })
    await bank.takeAway()
    await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })
    await window.getByRole('button', { name: 'Confirm LATE-1' }).click()
    await expect(pill(window)).toHaveText('1 waiting')
    await bank.elsewhere(async (client) => {
      const maker = await client.login('maker')
      const { changes } = await maker.pullAll()
      const other = changes.find(({ doc }) => doc?.reference === 'LATE-2')
      await maker.submit('reconciliation.decide', { itemId: other?.id ?? '', action: 'confirm' })
    })
    await goTo(window, 'Sync')
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
    await expect(window.getByText(/LATE-2 is matched to this credit already/)).toBeVisible()
    await window.getByRole('button', { name: 'Edit and send again' }).click()
    await window.getByRole('button', { name: 'Show the receipt' }).click()
    await expect(drawer(window).getByRole('heading', { name: 'LATE-1' })).toBeVisible()
    await expect(drawer(window)).toContainText('Unmatched')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  })
})

test('1,000 rows with 37 faulty ones: all are shown before the rest is imported, in several commands', async ({
  app,
  bank,
  folder,
}) => {
  test.setTimeout(180_000)
  const window = await app.start()
  await start(window)
  const number = await someNumber(window)
  const lines = ['reference,account number,amount,due date']
  for (let n = 0; n < 1_000; n += 1)
    lines.push(`BIG-${n},${number},${n % 27 === 5 ? '-1.00' : '"1,250,000.00"'},2026-12-31`)
  const path = join(folder, 'receipts.csv')
  writeFileSync(path, lines.join('\n'))
  const dialog = await importFile(window, path)
  await expect(dialog.getByText('963 rows can be imported.')).toBeVisible({ timeout: 60_000 })
  await dialog.getByText('With faults 37').click()
  await expect(dialog.getByRole('grid')).toHaveAttribute('aria-rowcount', '38')
  await dialog.getByRole('button', { name: 'Import the valid rows…' }).click()
  await expect(dialog.getByRole('heading', { name: '37 rows are left out' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Import the 963 valid rows' }).click()
  await expect(dialog).toBeHidden({ timeout: 60_000 })
  await expect(window.getByText('963 receipts are expected')).toBeVisible()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
  const { changes } = await (await bank.client().login('maker')).pullAll()
  const items = changes.filter(({ doc }) => String(doc?.reference).startsWith('BIG-'))
  expect(items).toHaveLength(963)
  expect(new Set(items.map(({ doc }) => doc?.batchId)).size).toBeGreaterThan(1)
})

test('reconciliation is within reach of everyone, light and dark', async ({ app, folder }) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await start(window)
  await expectAccessible(window, 'reconciliation')
  await receipt(window, 'Suggested').first().click()
  await expect(drawer(window)).toContainText('Suggested credit')
  await expectAccessible(window, 'a suggestion in the drawer')
  await window.keyboard.press('Escape')
  await receipt(window, 'Suggested').first().click({ button: 'right' })
  await expect(window.getByRole('menu')).toBeVisible()
  await expectAccessible(window, 'row menu')
  await window.keyboard.press('Escape')
  await window.getByLabel('Search receipts').fill('nothing is called this')
  await expect(window.getByText('No receipt matches')).toBeVisible()
  await expectAccessible(window, 'nothing found')
  await window.getByRole('button', { name: 'Import receipts…' }).click()
  const dialog = window.getByRole('dialog')
  await expect(dialog.getByText('Drop a CSV file here')).toBeVisible()
  await expectAccessible(window, 'import: choose')
  const path = join(folder, 'receipts.csv')
  writeFileSync(path, 'Reference,Account number,Amount,Due date\nA,1111,2.00,2026-12-31\n')
  await dialog.getByLabel('CSV file').setInputFiles(path)
  await expect(dialog.getByText('No account of the company has the number 1111.').first()).toBeVisible()
  await expectAccessible(window, 'import: check')
})
