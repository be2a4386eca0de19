import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flipped, onlyProfile } from './support/damage'
import { expect, test } from './support/fixtures'
import { goTo, pill, signIn, unlock } from './support/screens'

test('who cannot open a copy sets it aside and signs in anew', async ({ app }) => {
  let window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await app.close()
  const profile = onlyProfile(app.options.userDataDir)
  const damaged = flipped(readFileSync(profile.database), 512)
  writeFileSync(profile.database, damaged)

  window = await app.start()
  await unlock(window)
  await expect(window.getByRole('alert')).toContainText('The copy on this computer is damaged.')
  await window.getByRole('button', { name: 'Set this copy aside and make a new one…' }).click()
  const question = window.getByRole('dialog')
  await expect(question).toContainText('Commands that still waited in the old copy are not sent.')
  await question.getByRole('button', { name: 'Set aside' }).click()
  await expect(window.getByLabel('User ID')).toHaveValue('maker')
  const aside = join(`${profile.folder}.aside-1`, 'bendahara.db')
  expect(readFileSync(aside).equals(damaged), 'the damaged copy is kept as it was').toBe(true)

  await signIn(window, 'maker')
  await goTo(window, 'Accounts')
  await expect(window.getByText('3 current accounts, 2,000 sub-accounts')).toBeVisible({ timeout: 30_000 })
})
