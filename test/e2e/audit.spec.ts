import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { leaveTrail } from './support/audit-trail'
import { expect, test } from './support/fixtures'
import { drawer, goTo, pill, signIn, unlock } from './support/screens'

/** The system's own dialog cannot be driven from here: it answers this path. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

const search = (window: Page): Locator => window.getByLabel('Search audit entries')
const entry = (window: Page, text: string | RegExp): Locator =>
  window.getByRole('grid', { name: 'Audit entries' }).getByRole('row').filter({ hasText: text })

test('an approver without a network finds who changed a limit, reads before and after, and exports what was found', async ({
  app,
  bank,
  folder,
}) => {
  const { account } = await leaveTrail(bank.client())
  const window = await app.start()
  await signIn(window, 'approver')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await bank.takeAway()
  await goTo(window, 'Audit')

  await test.step('the newest entry is the bank’s own, and nothing else is missing', async () => {
    await expect(window.getByText('8 entries')).toBeVisible()
    const first = window.getByRole('grid').getByRole('row').nth(1)
    await expect(first).toContainText('Channel credit')
    await expect(first).toContainText('bank')
    await expect(entry(window, 'rejected')).toHaveCount(2)
  })

  await test.step('searched by what it is called on the screen and by the account', async () => {
    await window.keyboard.press('/')
    await expect(search(window)).toBeFocused()
    await window.keyboard.type(`limits ${account.name}`)
    await expect(window.getByText('2 entries found')).toBeVisible()
    await search(window).fill(account.number)
    await expect(window.getByText(/[34] entries found/)).toBeVisible()
    await search(window).fill('75.000.000')
    await expect(window.getByText('1 entry found')).toBeVisible()
  })

  await test.step('before and after, by keyboard', async () => {
    await window.keyboard.press('ArrowDown')
    await window.keyboard.press('Enter')
    const changed = drawer(window).getByRole('region', { name: 'What changed' })
    await expect(changed).toContainText('Debit per day')
    await expect(changed).toContainText(/50,000,000.*75,000,000.*\(\+25,000,000\)/)
    await expect(changed.getByRole('term')).toHaveCount(1)
    await expect(drawer(window).getByRole('heading', { name: 'Change limits' })).toBeVisible()
    await expect(drawer(window).getByText(/by the device’s clock/)).toBeVisible()
  })

  await test.step('the entry has an address of its own, leads to the account, and the search is still there on the way back', async () => {
    const address = await window.evaluate(() => globalThis.window.location.hash)
    expect(address).toMatch(/^#\/audit\/[0-9a-f-]{36}$/)
    await drawer(window).getByRole('link', { name: account.name }).click()
    await expect(window.getByRole('heading', { name: 'Accounts', level: 1 })).toBeVisible()
    await goTo(window, 'Audit')
    await expect(search(window)).toHaveValue('75.000.000')
  })

  await test.step('why something was rejected, row by row', async () => {
    await search(window).fill('')
    await window.getByRole('search').getByLabel('Outcome').click()
    await window.getByRole('option', { name: 'rejected' }).click()
    await expect(window.getByText('2 entries found')).toBeVisible()
    await entry(window, 'Import sub-accounts').click()
    await expect(drawer(window).getByRole('region', { name: 'Faulty rows' })).toContainText('Row 2')
    await window.keyboard.press('Escape')
    await expect(drawer(window)).toBeHidden()
  })

  await test.step('only this kind, and out it goes as CSV', async () => {
    await window.getByRole('search').getByLabel('Outcome').click()
    await window.getByRole('option', { name: 'Outcome: any' }).click()
    await entry(window, '75,000,000').click({ button: 'right' })
    await window.getByRole('menuitem', { name: 'Only this kind' }).click()
    await expect(window.getByText('2 entries found')).toBeVisible()
    const path = join(folder, 'audit.csv')
    await answerSaveDialog(app.electron, path)
    await window.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: 'CSV' }).click()
    await expect(window.getByText('The file was saved.', { exact: true })).toBeVisible()
    const [head, ...lines] = readFileSync(path, 'utf8').trim().split('\r\n')
    expect(head).toContain('When (WIB),Who,What,About,Number,Outcome,Reason,Changes')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toContain('"Debit per day 50,000,000 → 75,000,000"')
    expect(lines[0]).toContain(`Change limits,${account.name}`)
  })
})

test('the trail survives a dead battery and is read after an offline unlock', async ({ app, bank }) => {
  await leaveTrail(bank.client())
  let window = await app.start()
  await signIn(window, 'admin')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await bank.takeAway()
  await app.kill()
  window = await app.start()
  await unlock(window)
  await goTo(window, 'Audit')
  // An administrator is told the names of users, and none of the accounts.
  await expect(entry(window, 'Siti Rahmawati').first()).toBeVisible()
  await search(window).fill('siti INV/2026/0042')
  await expect(window.getByText('1 entry found')).toBeVisible()
  await entry(window, 'Transfer').click()
  await expect(drawer(window).getByRole('region', { name: 'What was recorded' })).toContainText('Amount1,250,000')
  await expect(drawer(window).getByRole('link')).toHaveCount(0)
})

test('who may not see the trail is not offered it', async ({ app, bank }) => {
  await leaveTrail(bank.client())
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await expect(window.getByRole('link', { name: 'Accounts' })).toBeVisible()
  await expect(window.getByRole('link', { name: 'Audit' })).toHaveCount(0)
  const answer = await window.evaluate(() =>
    globalThis.window.bendahara.invoke('audit.page', { terms: [], filter: {}, offset: 0, limit: 10 }),
  )
  expect(answer).toMatchObject({ ok: true, value: { rows: [], total: 0 } })
})
