import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { AppRunner } from '../e2e/support/app-runner'
import type { Bank } from '../e2e/support/bank'
import { newId, submit } from '../e2e/support/preload'
import { drawer, goTo, pill, signIn } from '../e2e/support/screens'
import { DEMO_USERS } from '../support/bank-client'
import type { Album } from './album'

interface Visit {
  readonly window: Page
  readonly album: Album
  readonly role: string
}

/** The first screen of a role: with figures for who sees accounts, without for all others. */
export async function overview({ window, album, role }: Visit, seesAccounts: boolean): Promise<void> {
  await goTo(window, 'Overview')
  if (!seesAccounts) return album.photograph(window, 'overview-without-accounts', role)
  await expect(chart(window)).toBeVisible()
  await album.photograph(window, 'overview', role)
  if (role !== DEMO_USERS.manager) return
  await window.getByText('90 days', { exact: true }).click()
  await window.setViewportSize({ width: 1920, height: 1080 })
  await album.photograph(window, 'overview-90-days', role)
  await window.setViewportSize({ width: 1280, height: 720 })
  await album.photograph(window, 'overview-90-days', role)
  await window.getByText('30 days', { exact: true }).click()
  await drawers({ window, album, role })
  await window.getByText('Table', { exact: true }).click()
  await album.photograph(window, 'overview-table', role)
  await window.getByText('Chart', { exact: true }).click()
  await window.getByRole('button', { name: 'From … to' }).click()
  await album.photograph(window, 'overview-own-days', role)
  await window.keyboard.press('Escape')
}

const chart = (window: Page) => window.locator('.cash-plot .recharts-bar-rectangle').first()

async function drawers({ window, album, role }: Visit): Promise<void> {
  await window.getByRole('slider', { name: /Day in the chart/ }).focus()
  await window.keyboard.press('PageDown')
  await window.keyboard.press('Enter')
  await expect(drawer(window).getByRole('listitem').first()).toBeVisible()
  await album.photograph(window, 'overview-day', role)
  await window.getByRole('button', { name: /^Petty cash/ }).click()
  await expect(drawer(window).getByRole('listitem').first()).toBeVisible()
  await album.photograph(window, 'overview-scheme', role)
  await window.getByRole('button', { name: /^Giro Operasional/ }).click()
  await expect(drawer(window).getByRole('listitem').first()).toBeVisible()
  await album.photograph(window, 'overview-account', role)
  await window.keyboard.press('Escape')
}

/** A large transfer that waits: what it holds is shown, beside what the bank has confirmed. It never reaches the bank. */
export async function overviewWaiting(album: Album, bank: Bank, folder: string): Promise<void> {
  const app = new AppRunner({ userDataDir: join(folder, 'overview'), bankUrl: bank.url, language: 'en' })
  try {
    const window = await app.start()
    await signIn(window, 'maker')
    await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
    await bank.takeAway()
    const accounts = await window.evaluate(async () => {
      const sort = { key: 'rollup', direction: 'desc' } as const
      const page = { parentId: null, sort, offset: 0, limit: 2 }
      const answer = await globalThis.window.bendahara.invoke('accounts.children', page)
      return answer.ok ? answer.value.rows.map(({ id }) => id) : []
    })
    const [fromAccountId, toAccountId] = accounts
    const transfer = {
      id: await newId(window),
      fromAccountId,
      toAccountId,
      amount: '750000000.00',
      reference: 'TOUR-1',
    }
    await submit(window, 'transfer.create', transfer)
    await expect(window.getByText(/^confirmed:/).first()).toBeVisible()
    await expect(chart(window)).toBeVisible()
    await album.photograph(window, 'overview-waiting', DEMO_USERS.maker)
  } finally {
    await app.close()
    await bank.bringBack()
  }
}
