import { join } from 'node:path'
import type { Locator, Page, TestInfo } from '@playwright/test'
import { AccountLimits as SubAccountLimits } from '../../shared/domain/documents'
import { DEMO_PASSWORD, freshId } from '../support/bank-client'
import { expectAccessible } from './support/accessible'
import { AppRunner } from './support/app-runner'
import type { Bank } from './support/bank'
import { expect, test } from './support/fixtures'
import { accountRow, drawer, findAccount, goTo, pill, signIn } from './support/screens'

const AMOUNT = '150,000,000'
const SOURCE = 'Giro Operasional'

/** Two people of the company at two computers. */
interface People {
  readonly maker: Page
  readonly approver: Page
}

interface Setting {
  readonly bank: Bank
  readonly folder: string
  readonly info: TestInfo
}

async function withPeople({ bank, folder, info }: Setting, work: (people: People) => Promise<void>): Promise<void> {
  const apps = ['maker', 'approver'].map(
    (user) => new AppRunner({ userDataDir: join(folder, user), bankUrl: bank.url, language: 'en' }, info),
  )
  try {
    const [maker, approver] = await Promise.all(apps.map((app) => app.start()))
    if (!maker || !approver) throw new Error('no window')
    await Promise.all([arrive(maker, 'maker'), arrive(approver, 'approver')])
    await work({ maker, approver })
  } finally {
    for (const app of apps) await app.close()
  }
}

async function arrive(window: Page, user: string): Promise<void> {
  await signIn(window, user)
  await upToDate(window)
}

async function upToDate(window: Page): Promise<void> {
  await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
}

/** An account that takes any credit, by its name, and what the bank says it has. */
async function target(bank: Bank): Promise<{ name: string; balance: () => Promise<string> }> {
  const find = async () => {
    const { changes } = await (await bank.client().login('approver')).pullAll()
    const subs = changes.flatMap(({ type, doc }) => (type === 'subAccount' && doc ? [doc] : []))
    const names = subs.map(({ name }) => name)
    return subs.filter(
      ({ name, status, block, limits }) =>
        status === 'open' &&
        block === 'none' &&
        String(name).startsWith('Kas Kecil') &&
        SubAccountLimits.parse(limits).credit.daily === null &&
        SubAccountLimits.parse(limits).credit.perTransaction === null &&
        names.filter((other) => String(other).startsWith(String(name))).length === 1,
    )
  }
  const [account] = await find()
  if (!account) throw new Error('no account takes every credit')
  const balance = async () => String((await find()).find(({ id }) => id === account.id)?.balance)
  return { name: String(account.name), balance }
}

/** Fills the transfer's form on the Accounts screen, up to its button. */
async function fillTransfer(window: Page, to: string, amount: string): Promise<Locator> {
  await goTo(window, 'Accounts')
  await window.getByRole('button', { name: 'Transfer', exact: true }).click()
  const dialog = window.getByRole('dialog', { name: 'Transfer' })
  for (const [label, name] of [
    ['From', SOURCE],
    ['To', to],
  ] as const) {
    await dialog.getByLabel(label, { exact: true }).fill(name)
    await window.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  }
  await dialog.getByLabel('Amount').fill(amount)
  return dialog
}

/** Asks for a transfer above the threshold and answers its reference. */
async function ask(window: Page, to: string): Promise<string> {
  const dialog = await fillTransfer(window, to, '150000000')
  await expect(dialog.getByText('Above 100,000,000 IDR a second person must agree.')).toBeVisible()
  const reference = await dialog.getByLabel('Reference').inputValue()
  await dialog.getByRole('button', { name: 'Ask for approval' }).click()
  await expect(dialog).toBeHidden()
  await upToDate(window)
  return reference
}

const listed = (window: Page, text: string): Locator =>
  window.getByRole('grid').getByRole('row').filter({ hasText: text })

async function held(window: Page): Promise<string> {
  await goTo(window, 'Accounts')
  await window.getByLabel('Search accounts').fill('')
  await accountRow(window, SOURCE).click()
  return (await drawer(window).locator('dl').first().innerText()).replaceAll(/\s+/g, ' ')
}

test('a transfer above the threshold is held, approved without a network, and posted once in both apps', async ({
  bank,
  folder,
}, info) => {
  test.setTimeout(240_000)
  const to = await target(bank)
  const before = await to.balance()
  await withPeople({ bank, folder, info }, async ({ maker, approver }) => {
    let reference = ''
    await test.step('the maker sees what will happen, asks, and the amount is held', async () => {
      const dialog = await fillTransfer(maker, to.name, '2500000')
      await expect(dialog.getByText(/It goes at once/)).toBeVisible()
      await maker.keyboard.press('Escape')
      reference = await ask(maker, to.name)
      expect(await held(maker)).toContain(`Held ${AMOUNT}`)
      await goTo(maker, 'Approvals')
      await listed(maker, reference).click()
      await expect(drawer(maker).getByText(/somebody else must decide/)).toBeVisible()
      await expect(drawer(maker).getByRole('button', { name: 'Approve' })).toHaveCount(0)
    })

    await test.step('the approver decides while the bank is away', async () => {
      await expect(approver.getByRole('link', { name: /^Approvals/ })).toHaveAccessibleDescription('1 to decide', {
        timeout: 30_000,
      })
      await goTo(approver, 'Approvals')
      await bank.takeAway()
      await expect(pill(approver)).toHaveText('Offline', { timeout: 30_000 })
      await listed(approver, reference).click()
      const figures = drawer(approver).getByRole('table')
      await expect(figures).toContainText('Once approved')
      await expect(figures).toContainText(to.name)
      await drawer(approver).getByLabel('Reason').fill('Checked with the branch')
      await drawer(approver).getByRole('button', { name: 'Approve' }).click()
      await expect(drawer(approver).getByRole('article')).toContainText('waiting to be sent')
      await expect(drawer(approver).getByRole('article')).toContainText('There is no connection')
      await expect(listed(approver, reference)).toContainText('waiting to be sent')
      await expect(pill(approver)).toHaveText('1 waiting')
      await approver.getByRole('tab', { name: 'History' }).click()
      await expect(approver.getByText('Nothing has been decided yet')).toBeVisible()
    })

    await test.step('back online it is posted, and both see the same', async () => {
      await bank.bringBack()
      for (const window of [approver, maker]) {
        await goTo(window, 'Sync')
        await window.getByRole('button', { name: 'Send now' }).first().click()
        await upToDate(window)
      }
      const after = await to.balance()
      expect(Number(after) - Number(before)).toBe(150_000_000)
      for (const window of [approver, maker]) {
        await expect.poll(() => held(window)).toContain('Held 0')
        await (await findAccount(window, to.name)).click()
        await expect(drawer(window).getByRole('heading', { name: to.name })).toBeVisible()
        await expect(drawer(window).locator('dl').first()).toContainText(Number(after).toLocaleString('en-GB'))
      }
      await goTo(approver, 'Approvals')
      await expect(approver.getByText('Nothing waits for you')).toBeVisible()
      await approver.getByRole('tab', { name: 'History' }).click()
      await expect(listed(approver, reference)).toContainText('approved')
      await expect(listed(approver, reference)).toContainText('Checked with the branch')
    })

    await test.step('the statement line leads to the transfer with the bank’s number', async () => {
      await drawer(maker)
        .getByRole('link', { name: new RegExp(reference) })
        .click()
      await expect(drawer(maker).getByRole('heading', { name: reference })).toBeVisible()
      await expect(drawer(maker)).toContainText(/TRF-\d{4}-\d{6}/)
      await expect(listed(maker, reference)).toContainText('posted')
      await drawer(maker).getByRole('link', { name: 'See the approval' }).click()
      await expect(drawer(maker)).toContainText('Checked with the branch')
    })
  })
})

test('by keyboard a request is refused with a reason, and the hold is free again', async ({ bank, folder }, info) => {
  test.setTimeout(180_000)
  const to = await target(bank)
  await withPeople({ bank, folder, info }, async ({ maker, approver }) => {
    const reference = await ask(maker, to.name)
    await goTo(approver, 'Approvals')
    await expect(listed(approver, reference)).toBeVisible({ timeout: 30_000 })
    const { keyboard } = approver
    await test.step('walk to it, open it, close it', async () => {
      await keyboard.press('/')
      await expect(approver.getByLabel('Search approvals')).toBeFocused()
      await keyboard.type(reference)
      await keyboard.press('ArrowDown')
      await expect(approver.getByRole('grid')).toBeFocused()
      await keyboard.press('Enter')
      await expect(drawer(approver).getByRole('heading', { name: reference })).toBeVisible()
      await keyboard.press('Escape')
      await expect(drawer(approver)).toBeHidden()
      await expect(approver.getByRole('grid')).toBeFocused()
    })
    await test.step('R asks once more and wants a reason', async () => {
      await keyboard.press('r')
      const dialog = approver.getByRole('dialog', { name: `Reject ${reference}?` })
      await expect(dialog.getByLabel('Reason')).toBeFocused()
      await dialog.getByRole('button', { name: 'Reject' }).click()
      await expect(dialog.getByText('Say why it is rejected')).toBeVisible()
      await keyboard.type('Wrong account')
      await dialog.getByRole('button', { name: 'Reject' }).click()
      await expect(dialog).toBeHidden()
      await upToDate(approver)
    })
    await test.step('the maker learns why, and has the money again', async () => {
      await goTo(maker, 'Approvals')
      await expect(listed(maker, reference)).toContainText('rejected', { timeout: 30_000 })
      await listed(maker, reference).click()
      await expect(drawer(maker)).toContainText('Wrong account')
      expect(await held(maker)).toContain('Held 0')
    })
  })
})

test('what nobody decides within 72 hours lapses at the bank, and the hold is free again', async ({
  bank,
  folder,
}, info) => {
  test.setTimeout(180_000)
  const to = await target(bank)
  await withPeople({ bank, folder, info }, async ({ maker, approver }) => {
    const reference = await ask(maker, to.name)
    await goTo(approver, 'Approvals')
    await expect(listed(approver, reference)).toContainText('2 d 23 h', { timeout: 30_000 })
    await bank.client().advance(73 * 60 * 60)
    for (const window of [maker, approver]) await signInAgain(window)
    await expect(approver.getByText('Nothing waits for you')).toBeVisible({ timeout: 30_000 })
    await approver.getByRole('tab', { name: 'History' }).click()
    await expect(listed(approver, reference)).toContainText('lapsed')
    await listed(approver, reference).click()
    await expect(drawer(approver)).toContainText('Nobody decided in time')
    await expect.poll(() => held(maker)).toContain('Held 0')
  })
})

/** Sessions end after twelve hours of the bank's time. */
async function signInAgain(window: Page): Promise<void> {
  const dialog = window.getByRole('dialog', { name: 'Sign in again' })
  await window.evaluate(() => globalThis.window.bendahara.invoke('sync.sendNow', undefined))
  await expect(pill(window)).toHaveText('Sign in again', { timeout: 60_000 })
  if (!(await dialog.isVisible())) await pill(window).getByRole('button').click()
  await dialog.getByLabel('Password').fill(DEMO_PASSWORD)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await upToDate(window)
}

test('a decision that comes too late at the bank says so in Sync and in its row', async ({ bank, folder }, info) => {
  test.setTimeout(180_000)
  const to = await target(bank)
  await withPeople({ bank, folder, info }, async ({ maker, approver }) => {
    const reference = await ask(maker, to.name)
    await goTo(approver, 'Approvals')
    await expect(listed(approver, reference)).toBeVisible({ timeout: 30_000 })
    await bank.takeAway()
    await expect(pill(approver)).toHaveText('Offline', { timeout: 30_000 })
    await listed(approver, reference).click()
    await drawer(approver).getByRole('button', { name: 'Approve' }).click()
    await expect(pill(approver)).toHaveText('1 waiting')
    await bank.elsewhere(async (client) => {
      const other = await client.login('approver')
      const request = (await other.pullAll()).changes.find(
        ({ type, doc }) => type === 'approval' && doc?.status === 'pending',
      )
      const args = { approvalId: request?.id ?? '', decision: 'reject', reason: 'Wrong account' }
      expect((await other.submit('approval.decide', args)).status).toBe('accepted')
    })
    await goTo(approver, 'Sync')
    await approver.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(approver)).toHaveText('1 need attention', { timeout: 30_000 })
    await expect(approver.getByText(`Approve ${reference}`)).toBeVisible()
    await expect(approver.getByText('Somebody has already decided about this.')).toBeVisible()

    await test.step('its row says so too', async () => {
      await goTo(approver, 'Approvals')
      await approver.getByRole('tab', { name: 'History' }).click()
      await expect(listed(approver, reference)).toContainText('refused')
      await listed(approver, reference).click()
      await expect(drawer(approver).getByRole('article')).toContainText('Somebody has already decided about this.')
      await expectAccessible(approver, 'a refused decision')
    })
    await test.step('there is nothing left to send again', async () => {
      await goTo(approver, 'Sync')
      await approver.getByRole('button', { name: 'Edit and send again' }).click()
      await expect(approver.getByRole('dialog')).toContainText('There is nothing left to decide')
      await approver.keyboard.press('Escape')
      await approver.getByRole('button', { name: 'Dismiss' }).first().click()
      await upToDate(approver)
    })
  })
})

test('a refused transfer is corrected and sent again', async ({ app, bank }) => {
  test.setTimeout(180_000)
  const to = await target(bank)
  const window = await app.start()
  await arrive(window, 'maker')
  await bank.takeAway()
  await expect(pill(window)).toHaveText('Offline', { timeout: 30_000 })
  const dialog = await fillTransfer(window, to.name, '2500000')
  await dialog.getByLabel('Reference').fill('GAJI-07')
  await dialog.getByRole('button', { name: 'Transfer', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(pill(window)).toHaveText('1 waiting')

  await test.step('the local copy tells at once that a reference is taken', async () => {
    const again = await fillTransfer(window, to.name, '2500000')
    await again.getByLabel('Reference').fill('GAJI-07')
    await expect(again.getByText(/The reference GAJI-07 was already used/)).toBeVisible()
    await window.keyboard.press('Escape')
  })

  await bank.elsewhere(async (client) => {
    const other = await client.login('maker')
    const { changes } = await other.pullAll()
    const id = (name: string) => changes.find(({ doc }) => doc?.name === name)?.id ?? ''
    const args = { id: freshId(), fromAccountId: id(SOURCE), toAccountId: id(to.name) }
    const result = await other.submit('transfer.create', { ...args, amount: '1.00', reference: 'GAJI-07' })
    expect(result).toMatchObject({ status: 'accepted' })
  })
  await goTo(window, 'Sync')
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
  await window.getByRole('button', { name: 'Edit and send again' }).click()
  const editor = window.getByRole('dialog', { name: 'Transfer' })
  await expect(editor.getByLabel('Amount')).toHaveValue('2,500,000')
  await expect(editor.getByLabel('To', { exact: true })).toHaveValue(to.name)
  await editor.getByLabel('Reference').fill('GAJI-07B')
  await editor.getByRole('button', { name: 'Transfer', exact: true }).click()
  await expect(editor).toBeHidden()
  await upToDate(window)
  await goTo(window, 'Approvals')
  await window.getByRole('tab', { name: 'Transfers' }).click()
  await expect(listed(window, 'GAJI-07B')).toContainText('posted')
  await expect(window.getByRole('grid').getByRole('row').filter({ hasText: 'GAJI-07' })).toHaveCount(2)
})

test('everything about approvals is accessible, light and dark, in both languages', async ({ bank, folder }, info) => {
  test.setTimeout(300_000)
  const to = await target(bank)
  await withPeople({ bank, folder, info }, async ({ maker, approver }) => {
    await goTo(approver, 'Approvals')
    await expect(approver.getByText('Nothing waits for you')).toBeVisible()
    await expectAccessible(approver, 'nothing to decide')
    const dialog = await fillTransfer(maker, to.name, '150000000')
    await expect(dialog.getByText(/a second person must agree/)).toBeVisible()
    await expectAccessible(maker, 'transfer that asks')
    await dialog.getByLabel('Amount').fill('999999999999')
    await expect(dialog.getByText(/which is less than/)).toBeVisible()
    await expectAccessible(maker, 'transfer that is refused')
    await maker.keyboard.press('Escape')
    const reference = await ask(maker, to.name)
    await expect(listed(approver, reference)).toBeVisible({ timeout: 30_000 })
    await listed(approver, reference).click()
    await expect(drawer(approver).getByRole('button', { name: 'Approve' })).toBeVisible()
    await expectAccessible(approver, 'inbox with a request')
    await listed(approver, reference).click({ button: 'right' })
    await approver.getByRole('menuitem', { name: 'Approve…' }).click()
    await expect(approver.getByRole('dialog')).toBeVisible()
    await expectAccessible(approver, 'asked once more')
    await approver.getByRole('dialog').getByRole('button', { name: 'Approve' }).click()
    await expect(approver.getByRole('dialog')).toBeHidden()
    await upToDate(approver)
    await approver.getByRole('tab', { name: 'History' }).click()
    await listed(approver, reference).click()
    await expectAccessible(approver, 'history')
    await approver.getByRole('tab', { name: 'Transfers' }).click()
    await listed(approver, reference).click()
    await expectAccessible(approver, 'transfers')
  })
})
