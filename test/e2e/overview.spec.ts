import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Change } from '../../shared/contract/http'
import { addDays, BANK_ZONE, isInstant, localDateIn, parseLocalDate } from '../../shared/kernel/time'
import { bugsLogged } from './support/files'
import { expect, test } from './support/fixtures'
import { newId, submit } from './support/preload'
import { drawer, goTo, pill, signIn, unlock } from './support/screens'

/** The bank's own words on what the screen should show. */
interface Truth {
  readonly position: bigint
  readonly held: bigint
  /** Money in and out of each day, between own accounts left out; by day, then direction. */
  readonly days: ReadonlyMap<string, { readonly credit: bigint; readonly debit: bigint; readonly lines: number }>
}

const minor = (amount: unknown): bigint => BigInt(String(amount).replace('.', ''))

function truthOf(changes: readonly Change[]): Truth {
  const of = (type: string) => changes.flatMap((change) => (change.type === type && change.doc ? [change.doc] : []))
  const accounts = [...of('currentAccount'), ...of('subAccount')]
  const sum = (field: string) => accounts.reduce((total, account) => total + minor(account[field]), 0n)
  const days = new Map<string, { credit: bigint; debit: bigint; lines: number }>()
  for (const { postedAt, direction, channel, amount } of of('accountTransaction')) {
    if (channel === 'internal' || typeof postedAt !== 'string' || !isInstant(postedAt)) continue
    const day = localDateIn(BANK_ZONE, postedAt)
    const known = days.get(day) ?? { credit: 0n, debit: 0n, lines: 0 }
    known[direction === 'credit' ? 'credit' : 'debit'] += minor(amount)
    days.set(day, { ...known, lines: known.lines + 1 })
  }
  return { position: sum('balance'), held: sum('held'), days }
}

/** As people write it in English; rupiah without sen. */
const written = (sum: bigint): string => (sum / 100n).toLocaleString('en-GB')

const figure = (window: Page, label: string) =>
  window.locator('dl > div').filter({ has: window.getByText(label, { exact: true }) })

async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path })
  }, filePath)
}

test('a manager without a network sees everything: figures, charts, the rows behind them, and files of both', async ({
  app,
  bank,
  folder,
}) => {
  test.setTimeout(180_000)
  let window = await app.start()
  await signIn(window, 'manager')
  await expect(window.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  const truth = truthOf((await (await bank.client().login('manager')).pullAll()).changes)
  await app.close()
  await bank.takeAway()

  await test.step('started anew with the bank away, the first screen is whole', async () => {
    window = await app.start()
    await unlock(window)
    await expect(window.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible()
    await expect(figure(window, 'Position')).toContainText(`IDR ${written(truth.position)}`)
    await expect(figure(window, 'Held')).toContainText(`IDR ${written(truth.held)}`)
    await expect(window.getByText('as of 10 Jul', { exact: false }).first()).toBeVisible()
    await expect(pill(window)).toHaveText('Offline', { timeout: 20_000 })
  })

  const last = parseLocalDate('2026-07-10')
  if (!last.ok) throw new Error('no day')
  const shown = (days: number) => {
    const sums = Array.from({ length: days }, (_, back) => truth.days.get(addDays(last.value, -back)))
    return {
      credit: sums.reduce((total, day) => total + (day?.credit ?? 0n), 0n),
      debit: sums.reduce((total, day) => total + (day?.debit ?? 0n), 0n),
    }
  }
  await test.step('money in and out of 30, 7 and 90 days is what the bank’s lines add up to', async () => {
    for (const days of [30, 7, 90]) {
      await window.getByText(`${days} days`, { exact: true }).click()
      const { credit, debit } = shown(days)
      await expect(figure(window, `Net in ${days} days`)).toContainText(`in ${written(credit)} · out ${written(debit)}`)
    }
  })

  await test.step('a day opens with Enter: as many lines as the bank has, each leading to its account', async () => {
    await window.getByRole('slider', { name: /Day in the chart/ }).focus()
    await window.keyboard.press('End')
    await window.keyboard.press('PageDown')
    await window.keyboard.press('Enter')
    const day = truth.days.get(addDays(last.value, -7))
    await expect(drawer(window).getByRole('heading', { level: 2 })).toHaveText(/^Friday,? 3 July 2026$/)
    await expect(drawer(window)).toContainText(written(day?.credit ?? 0n))
    await expect(drawer(window).getByRole('radio', { name: `All ${day?.lines}` })).toBeAttached()
    const lines = drawer(window).getByRole('list', { name: 'Statement lines, the latest first' }).getByRole('listitem')
    await expect(lines.first()).toHaveAttribute('aria-setsize', String(day?.lines))
    await lines.first().getByRole('link').focus()
    await window.keyboard.press('End')
    await expect(lines.last().getByRole('link')).toBeFocused()
    await expect(lines.last()).toHaveAttribute('aria-posinset', String(day?.lines))
    await window.keyboard.press('Enter')
    await expect(window.getByRole('heading', { name: 'Accounts', level: 1 })).toBeVisible()
    await expect(drawer(window)).toBeVisible()
    await goTo(window, 'Overview')
  })

  await test.step('a scheme and an account open what they are made of, and Esc closes them', async () => {
    const scheme = window.getByRole('button', { name: /^Petty cash/ })
    await scheme.click()
    await expect(drawer(window).getByRole('heading', { name: 'Petty cash' })).toBeFocused()
    await expect(drawer(window).getByRole('list').getByRole('listitem').first()).toContainText('Kas')
    await window.keyboard.press('Escape')
    await expect(scheme).toBeFocused()
    await window.getByRole('button', { name: /^Giro Operasional/ }).click()
    await expect(drawer(window).getByRole('link').first()).toContainText('Own balance')
    await window.keyboard.press('Escape')
    await expect(drawer(window)).toBeHidden()
  })

  await test.step('the chart goes to a picture and its sums to a table', async () => {
    const [png, csv] = [join(folder, 'chart.png'), join(folder, 'days.csv')]
    await answerSaveDialog(app.electron, png)
    await window.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: 'Chart (PNG)' }).click()
    await expect.poll(() => existsSync(png)).toBe(true)
    const picture = readFileSync(png)
    expect(picture.subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(picture.readUInt32BE(16), 'pixels across').toBeGreaterThan(900)
    await answerSaveDialog(app.electron, csv)
    await window.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: 'Cash per day (CSV)' }).click()
    await expect.poll(() => existsSync(csv)).toBe(true)
    const rows = readFileSync(csv, 'utf8').trim().split('\r\n')
    expect(rows).toHaveLength(91)
    const fields = rows.slice(1).map((row) => row.split(','))
    expect(fields.reduce((total, [, , moneyIn]) => total + minor(moneyIn), 0n)).toBe(shown(90).credit)
    expect(fields.reduce((total, [, , , moneyOut]) => total + minor(moneyOut), 0n)).toBe(shown(90).debit)
  })

  await test.step('the table has the same days, and is still there after another screen', async () => {
    await window.getByText('Table', { exact: true }).click()
    await expect(window.getByRole('table').getByRole('row')).toHaveCount(91)
    await goTo(window, 'Sync')
    await goTo(window, 'Overview')
    await expect(window.getByRole('table').getByRole('row')).toHaveCount(91)
  })
  expect(bugsLogged(app.options.userDataDir)).toEqual([])
})

test('a maker sees what waiting transfers do, beside what the bank has confirmed', async ({ app, bank }) => {
  test.setTimeout(120_000)
  const window = await app.start()
  await signIn(window, 'maker')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await expect(figure(window, 'Held')).toBeVisible()
  await expect(window.getByText(/^confirmed:/)).toHaveCount(0)
  await bank.takeAway()
  const [from, to] = await window.evaluate(async () => {
    const sort = { key: 'rollup', direction: 'desc' } as const
    const page = { parentId: null, sort, offset: 0, limit: 2 }
    const answer = await globalThis.window.bendahara.invoke('accounts.children', page)
    return answer.ok ? answer.value.rows.map(({ id }) => id) : []
  })
  const transfer = { fromAccountId: from, toAccountId: to, amount: '150000000.00', reference: 'ABOVE-THRESHOLD' }
  await submit(window, 'transfer.create', { id: await newId(window), ...transfer })
  await expect(window.getByText('includes 1 command not yet at the bank')).toBeVisible()
  await expect(figure(window, 'Held')).toContainText('IDR 150,000,000')
  await expect(figure(window, 'Held')).toContainText('confirmed: 0')
  await expect(figure(window, 'Position')).not.toContainText('confirmed')

  await bank.bringBack()
  await goTo(window, 'Sync')
  await window.getByRole('button', { name: 'Send now' }).first().click()
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await goTo(window, 'Overview')
  await expect(figure(window, 'Held')).toContainText('IDR 150,000,000')
  await expect(window.getByText(/^confirmed:/)).toHaveCount(0)
})

test('who is sent no accounts finds the way to their screens, and no figure', async ({ app }) => {
  const window = await app.start()
  await signIn(window, 'warehouse')
  await expect(pill(window)).toHaveText('Up to date', { timeout: 30_000 })
  await expect(window.getByRole('heading', { name: 'What you see here' })).toBeVisible()
  await expect(window.getByText('nothing waits')).toBeVisible()
  expect(await window.locator('main').textContent()).not.toMatch(/IDR|Position|Held/)
  await window.getByRole('link', { name: 'What waits, what was refused, and why' }).click()
  await expect(window.getByRole('heading', { name: 'Sync', level: 1 })).toBeVisible()
})
