import { expect, test } from './support/fixtures'
import { goTo, pill, signIn, unlock } from './support/screens'

test('a wrong password counts down, the third blocks, and the right one no longer helps', async ({ app }) => {
  const window = await app.start()
  await signIn(window, 'maker', 'wrong password 1')
  await expect(window.getByRole('alert')).toContainText('2')
  await expect(window.getByLabel('User ID')).toHaveValue('maker')
  await signIn(window, 'maker', 'wrong password 2')
  await expect(window.getByRole('alert')).toContainText('1')
  await signIn(window, 'maker', 'wrong password 3')
  await expect(window.getByRole('alert')).toContainText('14000')
  await signIn(window, 'maker')
  await expect(window.getByRole('alert')).toContainText('14000')
})

test('without the bank a known user unlocks with the password alone, and only with the right one', async ({
  app,
  bank,
}) => {
  let window = await app.start()
  await signIn(window, 'approver')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await app.close()
  await bank.takeAway()
  window = await app.start()
  await unlock(window, 'not it')
  await expect(window.getByRole('alert')).toBeVisible()
  await unlock(window)
  await goTo(window, 'Accounts')
  await expect(window.getByText('Giro Operasional').first()).toBeVisible()
  await expect(pill(window)).toHaveText('Offline', { timeout: 20_000 })
})

test('each role sees its own screens and no others', async ({ app }) => {
  const window = await app.start()
  await signIn(window, 'warehouse')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await expect(window.getByRole('link', { name: /^Sync/ })).toBeVisible()
  await expect(window.getByRole('link', { name: /^Accounts/ })).toHaveCount(0)
})

test('an approver looks at accounts but changes nothing', async ({ app }) => {
  const window = await app.start()
  await signIn(window, 'approver')
  await goTo(window, 'Accounts')
  await expect(window.getByText('Giro Operasional').first()).toBeVisible({ timeout: 30_000 })
  await expect(window.getByRole('button', { name: 'New sub-account' })).toHaveCount(0)
})
