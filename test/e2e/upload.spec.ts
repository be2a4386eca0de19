import { png } from '../support/sample-files'
import { fetchFile } from '../support/uploads'
import { bugsLogged, readEveryFile } from './support/files'
import { expect, test } from './support/fixtures'
import { addLogo, submit } from './support/preload'
import { goTo, pill, signIn, unlock } from './support/screens'

const FILE_NAME = 'logo-canary-91d4.png'
const DESCRIPTION = 'Retail canary-77be'

test('a file taken in without the bank survives the battery, goes first, and its command after it', async ({
  app,
  bank,
}) => {
  test.setTimeout(120_000)
  const bytes = png(1_500_000)
  let window = await app.start()
  await signIn(window, 'admin')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await bank.takeAway()
  await expect(pill(window)).toHaveText('Offline', { timeout: 20_000 })

  const { fileId } = await addLogo(window, { name: FILE_NAME, bytes })
  await submit(window, 'companyProfile.update', { logoFileId: fileId, description: DESCRIPTION })
  const seesBoth = async (): Promise<void> => {
    await goTo(window, 'Sync')
    const command = window.getByRole('listitem').filter({ hasText: 'Company profile' })
    await expect(command).toContainText('waiting for its file')
    const file = window.getByRole('listitem').filter({ hasText: FILE_NAME })
    await expect(file).toContainText('waiting to be sent')
    await expect(pill(window)).toHaveText('1 waiting')
  }
  await seesBoth()

  await test.step('kill the app; the file is nowhere to be read on disk', async () => {
    await app.kill()
    const files = readEveryFile(app.options.userDataDir)
    const pixels = Buffer.from(bytes.subarray(1000, 1064))
    for (const canary of [FILE_NAME, DESCRIPTION, fileId, pixels]) {
      const holders = files.filter(({ bytes: held }) => held.includes(canary)).map(({ path }) => path)
      expect(holders).toEqual([])
    }
  })

  await test.step('start again, still without the bank: both still wait', async () => {
    window = await app.start()
    await unlock(window)
    await seesBoth()
  })

  await test.step('with the bank back both are settled, and the bank has every byte', async () => {
    await bank.bringBack()
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await expect(window.getByText('Nothing is waiting')).toBeVisible()
    await expect(window.getByRole('heading', { name: 'Files on their way' })).toBeHidden()
    const session = await bank.client().login('admin')
    const served = await fetchFile(session, fileId)
    expect(Buffer.from(served.bytes).equals(bytes)).toBe(true)
    const profiles = (await session.pullAll()).changes.filter(({ type }) => type === 'companyProfile')
    expect(profiles.map(({ doc }) => doc)).toMatchObject([{ logoFileId: fileId, description: DESCRIPTION }])
  })
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})
