import { isAccountNumber } from '../../shared/domain/accounts/account-number'
import { readEveryFile } from './support/files'
import { expect, test } from './support/fixtures'
import {
  accountRow,
  createSubAccount,
  drawer,
  findAccount,
  goTo,
  pill,
  setDailyDebitLimit,
  signIn,
  unlock,
} from './support/screens'

const NEW_NAME = 'Branch Bali canary-7f3a'

test('a maker works without the bank, loses the battery, and everything reaches the bank once', async ({
  app,
  bank,
  folder,
}) => {
  test.setTimeout(120_000)
  let window = await app.start()

  await test.step('sign in and receive 2,000 sub-accounts as a tree', async () => {
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await goTo(window, 'Accounts')
    await expect(window.getByText('3 current accounts, 2,000 sub-accounts')).toBeVisible()
    await expect(accountRow(window, 'Giro Operasional')).toHaveAttribute('aria-level', '1')
    await expect(window.getByRole('row', { level: 2 }).first()).toBeVisible()
  })

  let limitedNumber = ''
  await test.step('take the bank away, create a sub-account, set a limit', async () => {
    await bank.takeAway()
    await expect(pill(window)).toHaveText('Offline', { timeout: 20_000 })
    await createSubAccount(window, { name: NEW_NAME })
    const created = await findAccount(window, NEW_NAME)
    await expect(created).toContainText('waiting to be sent')
    await expect(created).toContainText('number at confirmation')

    const limited = await findAccount(window, 'Kas Kecil Bekasi')
    limitedNumber = ((await limited.textContent()) ?? '').match(/8812\d{12}/)?.[0] ?? ''
    expect(isAccountNumber(limitedNumber)).toBe(true)
    await setDailyDebitLimit(window, limited, '75000000')
    await expect(limited).toContainText('waiting to be sent')
    await expect(pill(window)).toHaveText('2 waiting')
  })

  await test.step('kill the app; nothing readable is left on disk', async () => {
    await app.kill()
    const files = readEveryFile(app.options.userDataDir)
    expect(files.some(({ path }) => path.endsWith('.db'))).toBe(true)
    for (const canary of [
      NEW_NAME,
      'Giro Operasional',
      'Kas Kecil Bekasi',
      limitedNumber,
      'Bendahara#2026',
      'subAccount.create',
    ]) {
      const holders = files.filter(
        ({ bytes }) => bytes.includes(canary) || bytes.includes(Buffer.from(canary, 'utf16le')),
      )
      expect(
        holders.map(({ path }) => path),
        `files that show ${canary}`,
      ).toEqual([])
    }
  })

  await test.step('start again, unlock without the bank: still there, still waiting', async () => {
    window = await app.start()
    await expect(window.getByLabel('Company ID')).toBeHidden()
    await unlock(window)
    await expect(pill(window)).toHaveText('2 waiting', { timeout: 20_000 })
    await goTo(window, 'Sync')
    await expect(window.getByText('waiting to be sent')).toHaveCount(2)
    await goTo(window, 'Accounts')
    await expect(await findAccount(window, NEW_NAME)).toContainText('waiting to be sent')
  })

  await test.step('bring the bank back: both are confirmed, with the number the bank gave', async () => {
    await bank.bringBack()
    await goTo(window, 'Sync')
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    const atBank = (await (await bank.client().login('maker')).pullAll()).changes.filter(
      ({ doc }) => doc?.name === NEW_NAME,
    )
    expect(atBank).toHaveLength(1)
    const number = String(atBank[0]?.doc?.number)
    expect(isAccountNumber(number)).toBe(true)
    await goTo(window, 'Accounts')
    const row = await findAccount(window, NEW_NAME)
    await expect(row).toContainText(number)
    await expect(row).not.toContainText('waiting')
    await findAccount(window, limitedNumber)
    await accountRow(window, limitedNumber).first().click()
    await expect(drawer(window)).toContainText('75,000,000')
    expect(folder).not.toBe('')
  })
})
