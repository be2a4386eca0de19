import { freshId } from '../support/bank-client'
import { expect, test } from './support/fixtures'
import { createSubAccount, findAccount, goTo, pill, signIn } from './support/screens'

test('a refused command says why and what the bank has, and can be edited and sent again', async ({ app, bank }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Accounts')
  await bank.takeAway()
  await createSubAccount(window, { name: 'Branch Kuta', body: '7700000001' })
  await createSubAccount(window, { name: 'Below Kuta', under: 'Branch Kuta' })
  await expect(pill(window)).toHaveText('2 waiting')

  await bank.elsewhere(async (client) => {
    const other = await client.login('maker')
    const giro = (await other.pullAll()).changes.find((change) => change.type === 'currentAccount')
    const taken = await other.submit('subAccount.create', {
      id: freshId(),
      parentId: giro?.id ?? '',
      name: 'Branch Denpasar',
      scheme: 'operational',
      body: '7700000001',
    })
    expect(taken.status).toBe('accepted')
  })

  await goTo(window, 'Sync')
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await test.step('both the refused command and what depended on it ask for attention', async () => {
    await expect(pill(window)).toHaveText('2 need attention', { timeout: 30_000 })
    await expect(window.getByText(/already/i).first()).toBeVisible()
    await expect(window.getByText('Branch Denpasar').first()).toBeVisible()
    await goTo(window, 'Accounts')
    await window.getByLabel('Search accounts').fill('Kuta')
    await expect(window.getByText('Branch Kuta')).toHaveCount(0)
  })

  await test.step('edit and send again', async () => {
    await goTo(window, 'Sync')
    await window.getByRole('button', { name: 'Edit and send again' }).first().click()
    const dialog = window.getByRole('dialog')
    await expect(dialog.getByLabel('Name')).toHaveValue('Branch Kuta')
    await dialog.getByLabel('Own number').fill('7700000002')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(dialog).toBeHidden()
    await expect(pill(window)).toHaveText('1 need attention', { timeout: 30_000 })
    await window.getByRole('button', { name: 'Dismiss' }).first().click()
    const confirm = window.getByRole('dialog').getByRole('button', { name: 'Dismiss' })
    if (await confirm.isVisible().catch(() => false)) await confirm.click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await goTo(window, 'Accounts')
    await expect(await findAccount(window, 'Branch Kuta')).toContainText('88123770000000')
  })
})
