import { join } from 'node:path'
import { AppRunner } from './support/app-runner'
import { expect, test } from './support/fixtures'
import { goTo, pill } from './support/screens'

test('a newcomer clicks a demo user and works with the bank that came with the app', async ({ folder }, info) => {
  const app = new AppRunner({ userDataDir: join(folder, 'newcomer'), language: 'en' }, info)
  try {
    const window = await app.start()
    await window.getByRole('button', { name: /Treasury maker/ }).click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')
    await expect(window.getByText('3 current accounts, 2,000 sub-accounts')).toBeVisible()
  } finally {
    await app.close()
  }
})
