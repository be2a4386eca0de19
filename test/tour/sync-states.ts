import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { AppRunner } from '../e2e/support/app-runner'
import type { Bank } from '../e2e/support/bank'
import { changedOnDisk, onlyProfile } from '../e2e/support/damage'
import { addLogo, newId, submit } from '../e2e/support/preload'
import { accountRow, goTo, pill, signIn, unlock } from '../e2e/support/screens'
import { DEMO_PASSWORD, DEMO_USERS } from '../support/bank-client'
import { type CuttingLine, startCuttingLine } from '../support/cutting-line'
import { HostileBank } from '../support/hostile-bank'
import { png } from '../support/sample-files'
import type { Album } from './album'
import { tellStatus } from './appearance'

/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:9'
const LOGO_BYTES = 1_900_000
/** Requests of 64 KiB that get through, some forty per cent of the logo. */
const PIECES_LET_THROUGH = 12
const WAITING = 40
const LONG_NAME = `Kas Kecil Cabang ${'Kebayoran Baru Selatan '.repeat(3)}`.slice(0, 80).trim()

/** Where a request comes out that the app sends to its bank. */
type End = 'bank' | 'nowhere' | 'bank of another protocol'

/** A line on which each request's own fate can be told. */
interface Line {
  readonly url: string
  leads: (method: string, path: string) => End
  stop(): Promise<void>
}

/** Everything that the Sync screen, and the Accounts screen before its first copy, can have to say. */
export async function syncStates(album: Album, bank: Bank, folder: string): Promise<void> {
  const line = await startLine(bank)
  try {
    await firstCopy(album, line, join(folder, 'first-copy'))
    await uploads(album, line, join(folder, 'uploads'))
    await many(album, line, join(folder, 'many'))
  } finally {
    await line.stop()
  }
}

async function startLine(bank: Bank): Promise<Line> {
  const other = await HostileBank.start('other_protocol')
  const ends = { bank: () => bank.url, nowhere: () => NOWHERE, 'bank of another protocol': () => other.url }
  let end: End = 'bank'
  const cutting: CuttingLine = await startCuttingLine(() => ends[end]())
  const line: Line = {
    url: cutting.url,
    leads: () => 'bank',
    async stop() {
      await cutting.stop()
      await other.stop()
    },
  }
  cutting.onRequest = (method, path) => {
    end = line.leads(method, path)
  }
  return line
}

async function withApp(line: Line, userDataDir: string, work: (app: AppRunner, window: Page) => Promise<void>) {
  const app = new AppRunner({ userDataDir, bankUrl: line.url, language: 'en' })
  try {
    await work(app, await app.start())
  } finally {
    line.leads = () => 'bank'
    await app.close()
  }
}

const firstCopy = (album: Album, line: Line, folder: string): Promise<void> =>
  withApp(line, folder, async (app, window) => {
    let pages = 0
    line.leads = (_method, path) => {
      pages += path.startsWith('/v1/sync/changes') ? 1 : 0
      return pages < 3 || !path.startsWith('/v1/sync/changes') ? 'bank' : 'nowhere'
    }
    await signIn(window, 'maker')
    await goTo(window, 'Accounts')
    await expect(window.getByText('Your accounts are on their way')).toBeVisible({ timeout: 30_000 })
    await expect(window.getByText('There is no connection to the bank')).toBeVisible({ timeout: 30_000 })
    await album.photograph(window, 'accounts-first-copy-cut', DEMO_USERS.maker)
    await goTo(window, 'Overview')
    await album.photograph(window, 'overview-first-copy-cut', DEMO_USERS.maker)
    await goTo(window, 'Accounts')
    await tellStatus(app.electron, window, { pill: 'syncing', connection: 'online', offlineSince: null, problem: null })
    await album.photograph(window, 'accounts-first-copy', DEMO_USERS.maker)
  })

const uploads = (album: Album, line: Line, folder: string): Promise<void> =>
  withApp(line, folder, async (app, first) => {
    const role = DEMO_USERS.admin
    await signIn(first, 'admin')
    await expect(pill(first)).toHaveText('Up to date', { timeout: 30_000 })
    let pieces = 0
    line.leads = (method) => (method !== 'PATCH' || ++pieces <= PIECES_LET_THROUGH ? 'bank' : 'nowhere')
    const logo = await addLogo(first, { name: 'logo-nusantara-2026.png', bytes: png(LOGO_BYTES) })
    await submit(first, 'companyProfile.update', { logoFileId: logo.fileId, description: 'Retail since 1987.' })
    await goTo(first, 'Sync')
    await expect(first.getByText(/\d% sent/)).toBeVisible()
    await expect(first.getByText(/next try in/)).toBeVisible()
    await album.photograph(first, 'sync-uploads', role)
    line.leads = () => 'nowhere'
    await expect(pill(first)).toHaveText('1 waiting')
    await first.getByRole('button', { name: 'Send now' }).first().click()
    await expect(first.getByText('offline', { exact: true })).toBeVisible({ timeout: 40_000 })
    await album.photograph(first, 'sync-uploads-offline', role)
    await addLogo(first, { name: 'spare.png', bytes: png(2000) })
    await submit(first, 'companyProfile.update', { description: 'Retail in all of Indonesia.' })
    await app.close()
    await changedOnDisk(
      onlyProfile(folder),
      DEMO_PASSWORD,
      `UPDATE file_upload SET facts = replace(facts, 'company_logo', 'product_image');
       UPDATE outbox SET envelope = replace(envelope, 'Indonesia', 'Malaysia')`,
    )
    const window = await app.start()
    await unlock(window)
    await goTo(window, 'Sync')
    await expect(window.getByText('set aside, damaged')).toBeVisible({ timeout: 20_000 })
    await album.photograph(window, 'sync-damaged', role)
  })

const many = (album: Album, line: Line, folder: string): Promise<void> =>
  withApp(line, folder, async (app, window) => {
    const role = DEMO_USERS.maker
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await goTo(window, 'Accounts')
    await expect(accountRow(window, 'Giro').first()).toBeVisible()
    const parentId = await firstCurrentAccount(window)
    line.leads = () => 'nowhere'
    for (let nth = 1; nth <= WAITING; nth += 1) {
      await submit(window, 'subAccount.create', {
        id: await newId(window),
        parentId,
        name: nth === 2 ? LONG_NAME : `Kas Kecil ${nth}`,
        scheme: 'operational',
        ...(nth === 3 && {
          limits: { debit: { perTransaction: '999999999999.00', daily: '25000000000000.00' }, credit: {} },
        }),
      })
    }
    await goTo(window, 'Sync')
    await expect(pill(window)).toHaveText(`${WAITING} waiting`)
    await expect(window.getByText('offline', { exact: true })).toBeVisible({ timeout: 40_000 })
    await album.photograph(window, 'sync-many', role)
    await window.setViewportSize({ width: 1920, height: 1080 })
    await album.photograph(window, 'sync-many', role)
    await window.setViewportSize({ width: 1280, height: 720 })
    line.leads = () => 'bank of another protocol'
    await window.getByRole('button', { name: 'Send now' }).first().click()
    await expect(window.getByText('another protocol version')).toBeVisible()
    await tellStatus(app.electron, window, {
      clockOffsetMs: -3 * 3_600_000,
      integrity: { checkedAt: '2026-07-10T00:30:00.000Z', matches: false, types: ['subAccount', 'accountTransaction'] },
    })
    await album.photograph(window, 'sync-unsupported', role)
  })

async function firstCurrentAccount(window: Page): Promise<string> {
  const answer = await window.evaluate(() =>
    globalThis.window.bendahara.invoke('accounts.children', {
      parentId: null,
      sort: { key: 'name', direction: 'asc' },
      offset: 0,
      limit: 1,
    }),
  )
  const [account] = answer.ok ? answer.value.rows : []
  if (!account) throw new Error('no current account')
  return account.id
}
