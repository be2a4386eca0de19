import { readFileSync, writeFileSync } from 'node:fs'
import { flipped, onlyProfile } from './support/damage'
import { expect, test } from './support/fixtures'
import { createSubAccount, goTo, pill, signIn, unlock } from './support/screens'

for (const [from, every] of [[16, 4], [60, 3], [200, 1]] as const)
  test(`explore deep damage ${from} ${every}`, async ({ app }) => {
    test.setTimeout(120_000)
    let window = await app.start()
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await app.close()
    const profile = onlyProfile(app.options.userDataDir)
    const bytes = readFileSync(profile.database)
    console.log('pages', bytes.length / 4096)
    const damaged = Buffer.concat([bytes.subarray(0, from * 4096), flipped(bytes.subarray(from * 4096), every * 4096 + 16 * 37)])
    writeFileSync(profile.database, damaged)
    window = await app.start()
    await unlock(window)
    await window.waitForTimeout(4000)
    console.log(from, every, 'AFTER UNLOCK', (await window.locator('body').innerText()).slice(0, 1500))
    const locked = await window.getByRole('heading', { name: 'Locked' }).isVisible()
    if (!locked) {
      await goTo(window, 'Accounts').catch((e) => console.log('acc', e.message))
      await window.waitForTimeout(1500)
      console.log('ACCOUNTS', (await window.locator('main').innerText()).slice(0, 800))
      await goTo(window, 'Sync').catch((e) => console.log('sync', e.message))
      await window.waitForTimeout(1500)
      console.log('SYNC', (await window.locator('main').innerText()).slice(0, 1200))
    }
    const fs = await import('node:fs')
    const logs = fs.readdirSync(app.options.userDataDir, { recursive: true }).filter((n) => String(n).endsWith('.log'))
    for (const l of logs) console.log('LOG', fs.readFileSync(`${app.options.userDataDir}/${l}`, 'utf8').slice(-1500))
  })
