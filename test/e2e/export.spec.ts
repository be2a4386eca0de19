import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { readPdf } from '../unit/reports/pdf-reader'
import { readXlsx } from '../unit/reports/xlsx-reader'
import { expect, test } from './support/fixtures'
import { drawer, goTo, pill, signIn } from './support/screens'

/** The system's own dialog cannot be driven from here: it answers this path, or that the user would rather not. */
async function answerSaveDialog(app: ElectronApplication, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: path === null, filePath: path ?? '' })
  }, filePath)
}

/** Chooses a format; the button is busy until the main process has answered. */
async function exportAs(window: Page, button: Locator, format: string): Promise<void> {
  await button.click()
  await window.getByRole('menuitem', { name: format }).click()
  await expect(button).not.toHaveAttribute('data-loading', 'true', { timeout: 30_000 })
}

const saved = (window: Page) => window.getByText('The file was saved.', { exact: true })

/** Dismisses what was said, so that the next word is the next answer. */
async function readAway(window: Page): Promise<void> {
  await window.getByRole('alert').getByRole('button', { name: 'Close' }).click()
  await expect(window.getByRole('alert')).toBeHidden()
}

test('a statement becomes a camt.053 file where the user says, with all the bank has posted', async ({
  app,
  bank,
  folder,
}) => {
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await window
    .getByRole('row', { name: /Giro Operasional/ })
    .first()
    .click()
  const button = drawer(window).getByRole('button', { name: 'Export the statement' })
  const from = drawer(window).getByLabel('From')
  // The month so far, by the bank's clock.
  await expect(from).toHaveValue('2026-06-11')

  await test.step('Escape closes the menu and nothing else', async () => {
    await button.click()
    await expect(window.getByRole('menuitem', { name: 'CSV' })).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(window.getByRole('menuitem', { name: 'CSV' })).toBeHidden()
    await expect(button).toBeFocused()
  })

  await test.step('nothing is written or said where the user chooses no file', async () => {
    await answerSaveDialog(app.electron, null)
    await exportAs(window, button, 'ISO 20022 camt.053')
    await expect(window.getByRole('alert')).toBeHidden()
  })

  await test.step('a place that cannot be written is a problem in words', async () => {
    await answerSaveDialog(app.electron, join(folder, 'no such folder', 'statement.xml'))
    await exportAs(window, button, 'ISO 20022 camt.053')
    await expect(window.getByRole('alert')).toContainText('could not be saved there')
    await readAway(window)
  })

  const path = join(folder, 'statement.xml')
  await test.step('the file has the lines of the period between its balances', async () => {
    const first = '2026-05-15'
    await from.fill(first)
    await answerSaveDialog(app.electron, path)
    await exportAs(window, button, 'ISO 20022 camt.053')
    await expect(saved(window)).toBeVisible()
    const xml = readFileSync(path, 'utf8')
    const lines = await linesSince(window, `${first}T00:00:00.000+07:00`)
    expect(lines.length).toBeGreaterThan(0)
    const entries = [...xml.matchAll(/<NtryRef>(\w+)<\/NtryRef><Amt Ccy="IDR">([\d.]+)<\/Amt>/g)]
    expect(entries.map(([, id, amount]) => [id, amount])).toEqual(
      lines.map(({ id, amount }) => [id.replaceAll('-', ''), amount]),
    )
    const closing = /<Cd>CLBD<\/Cd><\/CdOrPrtry><\/Tp><Amt Ccy="IDR">([\d.]+)/.exec(xml)?.[1]
    expect(closing).toBe(lines.at(-1)?.balanceAfter)
    await readAway(window)
  })

  await test.step('without the bank an older period is refused in words, and no file is made', async () => {
    await bank.takeAway()
    await expect(pill(window)).toHaveText('Offline')
    await from.fill('2020-01-01')
    await answerSaveDialog(app.electron, join(folder, 'older.xml'))
    await exportAs(window, button, 'ISO 20022 camt.053')
    await expect(window.getByRole('alert')).toContainText('only at the bank, and the bank cannot be reached now')
    expect(existsSync(join(folder, 'older.xml'))).toBe(false)
  })
})

test('the list of accounts becomes a workbook and a PDF', async ({ app, folder }) => {
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  const button = window.getByRole('button', { name: 'Export', exact: true })
  await window.getByLabel('Search accounts').fill('surabaya')
  const count = await countOf(window, 'surabaya')
  await expect(window.getByText(`${count} accounts found`)).toBeVisible()

  await answerSaveDialog(app.electron, join(folder, 'accounts.xlsx'))
  await exportAs(window, button, 'Excel (XLSX)')
  await expect(saved(window)).toBeVisible()
  await readAway(window)
  const { rows, frozenRows } = readXlsx(readFileSync(join(folder, 'accounts.xlsx')))
  expect([...rows.keys()].filter((row) => row > frozenRows)).toHaveLength(count)

  await answerSaveDialog(app.electron, join(folder, 'accounts.pdf'))
  await exportAs(window, button, 'PDF')
  await expect(saved(window)).toBeVisible()
  const { texts } = readPdf(readFileSync(join(folder, 'accounts.pdf')))
  expect(texts.map(({ text }) => text)).toContain(`End of the report. Rows: ${count}`)
})

/** The lines of the account in the drawer, as the window's own call answers them, oldest first. */
async function linesSince(window: Page, from: string) {
  return window.evaluate(async (instant) => {
    const accountId = location.hash.split('/').at(-1) ?? location.pathname.split('/').at(-1) ?? ''
    const answer = await globalThis.window.bendahara.invoke('accounts.statement', { accountId, limit: 500 })
    const lines = answer.ok ? answer.value.transactions : []
    return lines.filter(({ postedAt }) => Date.parse(postedAt) >= Date.parse(instant)).reverse()
  }, from)
}

async function countOf(window: Page, text: string): Promise<number> {
  return window.evaluate(async (typed) => {
    const sort = { key: 'name', direction: 'asc' } as const
    const search = { text: typed, filter: {}, sort, offset: 0, limit: 1 }
    const answer = await globalThis.window.bendahara.invoke('accounts.search', search)
    return answer.ok ? answer.value.total : 0
  }, text)
}
