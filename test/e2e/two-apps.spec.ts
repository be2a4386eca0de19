import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { DEMO_PASSWORD, type Session } from '../support/bank-client'
import { FlakyProxy } from '../support/flaky-proxy'
import { AppRunner } from './support/app-runner'
import { differences } from './support/copy-on-disk'
import { expect, test } from './support/fixtures'
import {
  accountRow,
  blockDebits,
  createSubAccount,
  findAccount,
  goTo,
  pill,
  setDailyDebitLimit,
  signIn,
} from './support/screens'

const ACCOUNTS_EACH = 8
/** Opened, renamed, limited and blocked. */
const COMMANDS_AN_ACCOUNT = 4
const SETTLED_MS = 90_000

/** One user at one computer, behind a line of their own. */
interface Desk {
  readonly user: string
  readonly line: FlakyProxy
  readonly app: AppRunner
  readonly window: Page
}

/** Opens accounts and changes each, in the way the screens do it. Answers the ids of the commands. */
function workFast(desk: Desk, label: string, parentId: string): Promise<string[]> {
  return desk.window.evaluate(
    async ({ label, parentId, count }) => {
      const { invoke } = window.bendahara
      const ids: string[] = []
      async function submit(type: string, args: Record<string, unknown>): Promise<void> {
        const answer = await invoke('commands.submit', { type, args })
        if (!answer.ok) throw new Error(`${type}: ${answer.problem.code}`)
        ids.push(answer.value.commandId)
      }
      for (let n = 1; n <= count; n += 1) {
        const made = await invoke('commands.newId', undefined)
        if (!made.ok) throw new Error(made.problem.code)
        const { id } = made.value
        await submit('subAccount.create', { id, parentId, name: `${label} ${n}`, scheme: 'petty_cash' })
        await submit('subAccount.update', { id, externalRef: `REF-${n}` })
        await submit('subAccount.setLimits', { id, debit: { daily: `${n}000.00` }, credit: {} })
        await submit('subAccount.setBlock', { id, block: 'credit', reason: 'Audit' })
      }
      return ids
    },
    { label, parentId, count: ACCOUNTS_EACH },
  )
}

/** Number, name and state of every account as the screens get them, in the order of the numbers. */
function shownAccounts(desk: Desk): Promise<unknown[]> {
  return desk.window.evaluate(async () => {
    const rows: unknown[] = []
    for (let offset = 0; ; offset += 500) {
      const page = await window.bendahara.invoke('accounts.search', {
        text: '',
        filter: {},
        sort: { key: 'number', direction: 'asc' },
        offset,
        limit: 500,
      })
      if (!page.ok) throw new Error(page.problem.code)
      rows.push(...page.value.rows)
      if (page.value.rows.length < 500) return rows
    }
  })
}

async function auditEntries(session: Session, commandIds: readonly string[]): Promise<Map<string, unknown[]>> {
  const { changes } = await session.pullAll()
  const entries = new Map<string, unknown[]>(commandIds.map((id) => [id, []]))
  for (const { type, doc } of changes) {
    if (type === 'auditEntry') entries.get(String(doc?.commandId))?.push(doc?.outcome)
  }
  return entries
}

test('people at three computers work over bad lines, one goes offline, and all end with what the bank has, once each', async ({
  bank,
  folder,
  language,
}, info) => {
  test.setTimeout(300_000)
  const desks: Desk[] = []
  async function open(user: string): Promise<Desk> {
    const seed = desks.length + 1
    const line = await FlakyProxy.start({ bankUrl: () => bank.url, seed })
    const app = new AppRunner({ userDataDir: join(folder, `desk-${seed}`), bankUrl: line.url, language }, info)
    const window = await app.start()
    await signIn(window, user)
    await expect(pill(window)).toHaveText('Up to date', { timeout: 60_000 })
    await goTo(window, 'Accounts')
    const desk = { user, line, app, window }
    desks.push(desk)
    return desk
  }

  try {
    const maker = await open('maker')
    const secondComputer = await open('maker')
    const approver = await open('approver')
    const feed = (await (await bank.client().login('maker')).pullAll()).changes
    const giro = feed.find(({ type, doc }) => type === 'currentAccount' && doc?.currency === 'IDR')?.id ?? ''
    const sent: string[] = []

    await test.step('all lines turn bad; both computers of the maker work', async () => {
      for (const { line } of desks) line.become('flaky')
      await createSubAccount(maker.window, { name: 'Flaky Branch One' })
      sent.push(...(await workFast(maker, 'Desk one', giro)))
      await setDailyDebitLimit(maker.window, await findAccount(maker.window, 'Flaky Branch One'), '25000000')
    })

    await test.step('the second computer goes offline meanwhile and works on', async () => {
      secondComputer.line.become('offline')
      await createSubAccount(secondComputer.window, { name: 'Flaky Branch Two' })
      sent.push(...(await workFast(secondComputer, 'Desk two', giro)))
      await blockDebits(secondComputer.window, await findAccount(secondComputer.window, 'Flaky Branch Two'))
      await expect(pill(secondComputer.window)).toHaveText(/^(Offline|\d+ waiting)$/, { timeout: 30_000 })
      secondComputer.line.become('flaky')
      sent.push(...(await workFast(maker, 'Desk one again', giro)))
    })

    await test.step('the lines calm down: all are up to date', async () => {
      for (const { line } of desks) line.become('calm')
      for (const desk of desks) await desk.window.evaluate(() => window.bendahara.invoke('sync.sendNow', undefined))
      for (const { window } of desks) await expect(pill(window)).toHaveText('Up to date', { timeout: SETTLED_MS })
    })

    const auditor = await bank.client().login('approver')
    await test.step('each command took effect exactly once', async () => {
      expect(sent).toHaveLength(3 * ACCOUNTS_EACH * COMMANDS_AN_ACCOUNT)
      const entries = await auditEntries(auditor, sent)
      expect([...entries].filter(([, outcomes]) => outcomes.join() !== 'accepted')).toEqual([])
      const ours = (await auditor.pullAll()).changes.filter(({ type }) => type === 'auditEntry')
      // Two commands were given on the screen of each of the maker's computers.
      expect(ours).toHaveLength(sent.length + 4)
    })

    await test.step('everyone sees the same accounts', async () => {
      const expected = (await shownAccounts(maker)).length
      expect(expected).toBe(3 + 2000 + 3 * ACCOUNTS_EACH + 2)
      await expect
        .poll(async () => JSON.stringify(await shownAccounts(approver)), { timeout: SETTLED_MS })
        .toBe(JSON.stringify(await shownAccounts(maker)))
      expect(await shownAccounts(secondComputer)).toEqual(await shownAccounts(maker))
      for (const { window } of desks) {
        for (const name of ['Flaky Branch One', 'Flaky Branch Two']) {
          await expect(await findAccount(window, name)).toContainText(/8812\d{12}/)
          await expect(accountRow(window, name)).toHaveCount(1)
        }
      }
    })

    await test.step('every copy on disk is the bank’s feed', async () => {
      for (const { app, user } of desks) {
        const { userDataDir } = app.options
        await app.close()
        const { changes } = await (await bank.client().login(user)).pullAll()
        expect(await differences(userDataDir, DEMO_PASSWORD, changes)).toEqual([])
      }
    })

    await test.step('the lines really were bad', () => {
      const done = desks.map(({ line }) => line.done)
      const times = (kind: keyof FlakyProxy['done']) => done.reduce((sum, each) => sum + each[kind], 0)
      const kinds = ['delayed', 'dropped_before', 'answer_lost', 'cut', 'duplicated'] as const
      expect(kinds.filter((kind) => times(kind) === 0)).toEqual([])
    })
  } finally {
    for (const { app, line } of desks) {
      await app.close()
      await line.stop()
    }
  }
})
