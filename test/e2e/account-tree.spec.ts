import type { Locator, Page } from '@playwright/test'
import { expectAccessible, WCAG } from './support/accessible'
import { expect, test } from './support/fixtures'
import { accountRow, createSubAccount, drawer, findAccount, goTo, pill, signIn } from './support/screens'

const tick = (row: Locator): Locator => row.locator('.accounts-cell-tick')
const selectionBar = (window: Page): Locator => window.getByRole('region', { name: 'Selected accounts' })

async function openNode(window: Page, name: string): Promise<Locator> {
  const row = window.getByRole('row').filter({ hasText: name }).first()
  await row.getByTitle(`Show what is below ${name}`).click()
  await expect(row).toHaveAttribute('aria-expanded', 'true')
  return row
}

const inTree = (window: Page, name: string): Locator => accountRow(window, name).first()

test('a maker works on the tree without the bank: blocks three at once, moves by dialog and by hand, closes', async ({
  app,
  bank,
}) => {
  test.setTimeout(180_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await expect(inTree(window, 'Giro E-commerce')).toBeVisible()
  await bank.takeAway()
  await expect(pill(window)).toHaveText('Offline', { timeout: 20_000 })

  await test.step('three accounts are blocked by one dialog, one command each', async () => {
    for (const name of ['Blibli', 'Bukalapak', 'Lazada']) await tick(inTree(window, name)).click()
    await expect(inTree(window, 'Bukalapak')).toHaveAttribute('aria-selected', 'true')
    await expect(selectionBar(window)).toContainText('3 accounts selected')
    await expect(selectionBar(window)).toContainText(/own balances [\d,]+ IDR/)
    await selectionBar(window).getByRole('button', { name: 'Block…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Block 3 accounts' })
    await expect(dialog).toContainText('3 accounts would be changed: Blibli, Bukalapak, Lazada')
    await dialog.getByRole('button', { name: 'Block 3' }).click()
    await expect(dialog.getByText('Must not be empty')).toBeVisible()
    await dialog.getByLabel('Reason').fill('Marketplace audit')
    await dialog.getByRole('button', { name: 'Block 3' }).click()
    await expect(dialog).toContainText('3 commands are kept safely')
    await dialog.getByRole('button', { name: 'Done' }).click()
    await expect(selectionBar(window)).toBeHidden()
    await expect(inTree(window, 'Lazada')).toContainText('debit blocked')
    await expect(pill(window)).toHaveText('3 waiting')
  })

  await test.step('one is moved by dialog, which says what that changes', async () => {
    await inTree(window, 'Shopee').click()
    await drawer(window).getByRole('button', { name: 'Move', exact: true }).click()
    const dialog = window.getByRole('dialog', { name: 'Move Shopee' })
    await expect(dialog.getByRole('button', { name: 'Move' })).toBeDisabled()
    await dialog.getByLabel('New place').fill('Giro Operasional')
    await window.getByRole('option', { name: /Giro Operasional/ }).click()
    await expect(dialog).toContainText('Giro Operasional is not part of it')
    await dialog.getByLabel('New place').fill('Tokopedia')
    await window
      .getByRole('option', { name: /^Tokopedia/ })
      .first()
      .click()
    await expect(dialog).toContainText('Giro E-commerceTokopedia')
    await expect(dialog).toContainText('Level 1 → 2 of 6')
    await expect(dialog.getByRole('row', { name: /Tokopedia/ })).toContainText(/[\d,]+.*[\d,]+/)
    await dialog.getByRole('button', { name: 'Move' }).click()
    await expect(dialog).toBeHidden()
    await openNode(window, 'Tokopedia')
    await expect(inTree(window, 'Shopee')).toHaveAttribute('aria-level', '3')
    await inTree(window, 'Tokopedia').getByTitle('Hide what is below Tokopedia').click()
  })

  await test.step('one is moved by hand; forbidden places say why, Esc gives up', async () => {
    await drag(window, 'TikTok Shop', 'Giro Operasional')
    await expect(window.getByText('Giro Operasional is not part of it')).toBeVisible()
    await window.keyboard.press('Escape')
    await expect(window.getByText('Esc cancels')).toBeHidden()
    await window.mouse.up()
    await expect(window.getByRole('dialog')).toBeHidden()
    await drag(window, 'TikTok Shop', 'Zalora')
    await expect(window.getByText('Move under Zalora')).toBeVisible()
    await window.mouse.up()
    const dialog = window.getByRole('dialog', { name: 'Move TikTok Shop' })
    await expect(dialog).toContainText('Giro E-commerceZalora')
    await dialog.getByRole('button', { name: 'Move' }).click()
    await expect(dialog).toBeHidden()
    await expect(pill(window)).toHaveText('5 waiting')
  })

  await test.step('an empty one is closed; one with money is not, and says how much', async () => {
    await createSubAccount(window, { name: 'Gerai Sementara', under: 'Zalora' })
    await (await findAccount(window, 'Gerai Sementara')).click({ button: 'right' })
    await window.getByRole('menuitem', { name: 'Close account…' }).click()
    const dialog = window.getByRole('dialog', { name: 'Close Gerai Sementara' })
    await dialog.getByLabel('Reason').fill('Opened by mistake')
    await dialog.getByRole('button', { name: 'Close account' }).click()
    await expect(dialog).toBeHidden()
    await expect(accountRow(window, 'Gerai Sementara')).toContainText('closed')

    await window.getByLabel('Search accounts').fill('')
    await window.getByRole('row', { level: 2 }).filter({ hasText: 'Zalora' }).click()
    await drawer(window).getByRole('button', { name: 'Close account' }).click()
    const refused = window.getByRole('dialog', { name: /^Close Zalora/ })
    await expect(refused).toContainText('It cannot be closed yet')
    await expect(refused).toContainText(/Zalora has [\d,]+ IDR/)
    await expect(refused.getByRole('button', { name: 'Close account' })).toBeDisabled()
    await expect(refused.getByRole('button', { name: 'Transfer the balance…' })).toBeVisible()
    await refused.getByRole('button', { name: 'Cancel' }).last().click()
  })

  await test.step('back at the bank all of it is confirmed', async () => {
    await bank.bringBack()
    await goTo(window, 'Sync')
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    const { changes } = await (await bank.client().login('maker')).pullAll()
    const named = (name: string) => changes.find(({ type, doc }) => type === 'subAccount' && doc?.name === name)
    expect(['Blibli', 'Bukalapak', 'Lazada'].map((name) => named(name)?.doc?.block)).toEqual([
      'debit',
      'debit',
      'debit',
    ])
    expect(named('Shopee')?.doc?.parentId).toBe(named('Tokopedia')?.id)
    expect(named('TikTok Shop')?.doc?.parentId).toBe(named('Zalora')?.id)
    expect(named('Gerai Sementara')?.doc).toMatchObject({ status: 'closed', closeReason: 'Opened by mistake' })
  })
})

/** Presses on the name of one row and brings the pointer over another, without letting go. */
async function drag(window: Page, from: string, to: string): Promise<void> {
  const middle = async (name: string) => {
    const box = await inTree(window, name).locator('.accounts-name').boundingBox()
    if (!box) throw new Error(`${name} is not in sight`)
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const [start, end] = [await middle(from), await middle(to)]
  await window.mouse.move(start.x, start.y)
  await window.mouse.down()
  await window.mouse.move(start.x + 10, start.y + 4)
  await window.mouse.move(end.x, end.y, { steps: 4 })
}

test('the table is found again as its user left it', async ({ app }) => {
  test.setTimeout(120_000)
  let window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await window.getByRole('button', { name: 'Columns' }).click()
  await window.getByRole('checkbox', { name: 'Available' }).check()
  await window.getByRole('checkbox', { name: 'Scheme' }).uncheck()
  await window.getByRole('button', { name: 'Move Available to the left' }).click()
  await expect(window.getByText('Available is column 5 of 9')).toBeAttached()
  await window.keyboard.press('Escape')
  await window
    .getByRole('columnheader', { name: /^Incl. below/ })
    .getByRole('button')
    .click()
  await window.getByLabel('Daily limit').click()
  await window.getByRole('option', { name: 'no daily limit' }).click()
  await expect(window.getByText(/accounts found/)).toBeVisible()
  const heads = () => window.getByRole('columnheader').allTextContents()
  const before = await heads()
  expect(before.join()).toMatch(/Number.*Available.*Own balance|Number.*Own balance.*Available/)

  await app.close()
  window = await app.start()
  await window.getByLabel('Password').fill('Bendahara#2026')
  await window.getByRole('button', { name: 'Unlock' }).click()
  await goTo(window, 'Accounts')
  await expect(window.getByRole('columnheader', { name: /^Incl. below/ })).toHaveAttribute('aria-sort', 'descending')
  await expect(window.getByLabel('Daily limit')).toHaveValue('no daily limit')
  expect(await heads()).toEqual(before)
})

test('many rows are selected by keys alone', async ({ app }) => {
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  const { keyboard } = window
  await window.getByLabel('Search accounts').fill('Kas Kecil Bekasi')
  await expect(window.getByText('6 accounts found')).toBeVisible()
  await keyboard.press('ArrowDown')
  await expect(window.getByRole('treegrid')).toBeFocused()
  await keyboard.press('Space')
  await expect(selectionBar(window)).toContainText('1 account selected')
  await keyboard.press('Shift+ArrowDown')
  await keyboard.press('Shift+ArrowDown')
  await expect(selectionBar(window)).toContainText('3 accounts selected')
  await keyboard.press('Shift+ArrowUp')
  await expect(selectionBar(window)).toContainText('2 accounts selected')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await keyboard.press('Space')
  await expect(selectionBar(window)).toContainText('3 accounts selected')
  await keyboard.press('ControlOrMeta+A')
  await expect(selectionBar(window)).toContainText('6 accounts selected')
  await keyboard.press('Escape')
  await expect(selectionBar(window)).toBeHidden()
  await window.getByLabel('Search accounts').fill('')
  await expect(accountRow(window, 'Giro E-commerce').first()).toBeVisible()
  await window.getByLabel('Search accounts').fill('8812')
  const found = window.getByText(/\d accounts found/)
  await expect(found).toBeVisible()
  const count = (await found.textContent())?.match(/([\d,]+) accounts found/)?.[1] ?? ''
  // More than one page of rows: most of them are not loaded.
  expect(Number(count.replace(',', ''))).toBeGreaterThan(400)
  await keyboard.press('ArrowDown')
  await keyboard.press('ControlOrMeta+A')
  await expect(selectionBar(window)).toContainText(`${count} accounts selected`)
  await expect(selectionBar(window)).toContainText(/own balances [\d,]+ IDR/)
})

test('selecting, columns, moving and closing are within everyone’s reach', async ({ app }) => {
  test.setTimeout(240_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await window.getByRole('button', { name: 'Columns' }).click()
  for (const column of ['Held', 'Limit today']) await window.getByRole('checkbox', { name: column }).check()
  await expectAccessible(window, 'columns')
  await window.keyboard.press('Escape')

  for (const name of ['Blibli', 'Lazada']) await tick(inTree(window, name)).click()
  await expect(selectionBar(window)).toContainText(/own balances [\d,]+ IDR/)
  await expectAccessible(window, 'two accounts selected')
  const dialog = window.getByRole('dialog')
  for (const [button, words] of [
    ['Block…', '2 accounts would be changed'],
    ['Limits…', 'Say what is to be changed.'],
    ['Close…', '2 cannot'],
  ] as const) {
    await selectionBar(window).getByRole('button', { name: button }).click()
    await expect(dialog).toContainText(words)
    await expectAccessible(window, `bulk ${button}`)
    await window.keyboard.press('Escape')
    await expect(dialog).toBeHidden()
  }
  await selectionBar(window).getByRole('button', { name: 'Clear the selection' }).click()

  await inTree(window, 'Shopee').click()
  await drawer(window).getByRole('button', { name: 'Move', exact: true }).click()
  await dialog.getByLabel('New place').fill('Tokopedia')
  await window
    .getByRole('option', { name: /^Tokopedia/ })
    .first()
    .click()
  await expect(dialog).toContainText('Level 1 → 2 of 6')
  // The list of places stands beside the dialog, outside of every landmark; no criterion asks for landmarks.
  await expectAccessible(window, 'move', WCAG)
  await window.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await drawer(window).getByRole('button', { name: 'Close account' }).click()
  await expect(dialog).toContainText('It cannot be closed yet')
  await expectAccessible(window, 'close, refused')
})
