import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { DEMO_PASSWORD } from '../support/bank-client'
import { expect, test } from './support/fixtures'
import { createSubAccount, goTo, pill, signIn } from './support/screens'

const NAME = 'Branch Bali canary-5c1e'
const REFERENCE_BODY = '7712345678'

/** The system's own dialog cannot be driven from here: it answers this path, or that the user would rather not. */
async function answerSaveDialog(app: ElectronApplication, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: path === null, filePath: path ?? '' })
  }, filePath)
}

test('diagnostics go to the file the user chose, and hold nothing of what the work is about', async ({
  app,
  bank,
  folder,
}) => {
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await bank.takeAway()
  await createSubAccount(window, { name: NAME, body: REFERENCE_BODY })
  await expect(pill(window)).toHaveText('1 waiting')
  await goTo(window, 'Sync')
  const button = window.getByRole('button', { name: 'Export diagnostics' })
  const said = window.getByText('Saved.', { exact: true })

  await test.step('nothing is written where the user chooses no file', async () => {
    await answerSaveDialog(app.electron, null)
    await button.click()
    await expect(button).not.toHaveAttribute('data-loading', 'true')
    await expect(said).toBeHidden()
  })

  await test.step('a place that cannot be written is a problem in words', async () => {
    await answerSaveDialog(app.electron, join(folder, 'no such folder', 'diagnostics.json'))
    await button.click()
    await expect(window.getByRole('alert')).toContainText('The file could not be saved there.')
    expect(existsSync(join(folder, 'no such folder'))).toBe(false)
  })

  const path = join(folder, 'diagnostics.json')
  await test.step('the file says how things are', async () => {
    await answerSaveDialog(app.electron, path)
    await button.click()
    await expect(said).toBeVisible()
    await expect(window.getByRole('alert')).toBeHidden()
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      connection: { waiting: 1 },
      queue: [{ type: 'subAccount.create', state: 'queued' }],
    })
  })

  await test.step('and nothing that is the company’s or the user’s own', async () => {
    const text = readFileSync(path, 'utf8')
    const [account] = await firstAccounts(window)
    expect(account).toBeDefined()
    const secrets = [NAME, 'canary', REFERENCE_BODY, 'Giro Operasional', DEMO_PASSWORD, 'NUSANTARA', 'Nusantara']
    for (const secret of [...secrets, account?.number ?? '', account?.rollup ?? '', app.options.userDataDir]) {
      expect(secret).not.toBe('')
      expect(text.includes(secret), `the file shows ${secret}`).toBe(false)
    }
    expect(text).not.toMatch(/"(accessToken|refreshToken|password|authorization)"|Bearer/i)
  })
})

async function firstAccounts(window: Awaited<ReturnType<ElectronApplication['firstWindow']>>) {
  const answer = await window.evaluate(() =>
    globalThis.window.bendahara.invoke('accounts.children', {
      parentId: null,
      sort: { key: 'name', direction: 'asc' },
      offset: 0,
      limit: 1,
    }),
  )
  return answer.ok ? answer.value.rows : []
}
