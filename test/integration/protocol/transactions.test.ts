import { describe, expect, it } from 'vitest'
import { TransactionsResponse } from '#shared/contract/http'
import type { AccountTransaction } from '#shared/domain/documents'
import { IDR, parseMoney } from '#shared/kernel/money'
import { expectOk, freshId, problemOf, type Session } from '../../support/bank-client'
import { bankForThisFile } from './bank-under-test'
import { openSubAccount, rupiahAccount } from './demo-accounts'
import { Replica } from './replica'

const bank = bankForThisFile()

async function page(session: Session, accountId: string, query: Record<string, string> = {}) {
  const reply = await session.get(`/v1/accounts/${accountId}/transactions?${new URLSearchParams(query)}`)
  return expectOk(reply, TransactionsResponse)
}

const sen = (text: string): bigint => {
  const money = parseMoney(text, IDR)
  if (!money.ok) throw new Error(`not rupiah: ${text}`)
  return money.value.minor
}

/** Lines whose running balance does not follow from the line before (newest first). */
function brokenSteps(lines: readonly AccountTransaction[]): string[] {
  return lines.flatMap((line, at) => {
    const older = lines[at + 1]
    const moved = line.direction === 'credit' ? sen(line.amount) : -sen(line.amount)
    return older === undefined || sen(older.balanceAfter) + moved === sen(line.balanceAfter) ? [] : [line.id]
  })
}

/** The account of the demo with the most lines in the feed, which must be in rupiah for `sen`. */
async function busyAccount(maker: Session) {
  const replica = await Replica.of(maker)
  const rupiah = new Set(replica.all('currentAccount').flatMap(({ id, currency }) => (currency === 'IDR' ? [id] : [])))
  const ours = new Map(
    [...replica.all('currentAccount'), ...replica.all('subAccount')].flatMap((account) => {
      const top = 'currentAccountId' in account ? account.currentAccountId : account.id
      return rupiah.has(top) ? [[account.id, account] as const] : []
    }),
  )
  const lines = new Map<string, AccountTransaction[]>()
  for (const line of replica.all('accountTransaction')) {
    lines.set(line.accountId, [...(lines.get(line.accountId) ?? []), line])
  }
  const busiest = [...lines].filter(([id]) => ours.has(id)).sort((a, b) => b[1].length - a[1].length)[0]
  const account = busiest && ours.get(busiest[0])
  if (busiest === undefined || account === undefined) throw new Error('no lines in the demo')
  return { account, inFeed: busiest[1] }
}

describe('GET /v1/accounts/{id}/transactions', () => {
  it('gives the lines newest first, those of the feed among them', async () => {
    const maker = await bank.as('maker')
    const { account, inFeed } = await busyAccount(maker)
    const { transactions } = await page(maker, account.id, { limit: '1000' })
    const times = transactions.map((line) => line.postedAt)
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(transactions.map((line) => line.accountId))).toEqual(new Set([account.id]))
    const recent = transactions.slice(0, inFeed.length).map((line) => line.id)
    expect(recent.sort()).toEqual(inFeed.map((line) => line.id).sort())
  })

  it('gives 200 unless told, and says when there are more', async () => {
    const maker = await bank.as('maker')
    const { account, inFeed } = await busyAccount(maker)
    const whole = await page(maker, account.id)
    expect(whole.transactions).toHaveLength(Math.min(200, Math.max(inFeed.length, whole.transactions.length)))
    const some = await page(maker, account.id, { limit: '2' })
    expect([some.transactions.length, some.hasMore]).toEqual([2, true])
    expect(some.transactions).toEqual(whole.transactions.slice(0, 2))
  })

  it('goes back page by page to the first line, each line once', async () => {
    const maker = await bank.as('maker')
    const { account } = await busyAccount(maker)
    const { transactions } = await page(maker, account.id, { limit: '1000' })
    const walked: string[] = []
    let before: string | undefined
    for (;;) {
      const step = await page(maker, account.id, { limit: '5', ...(before === undefined ? {} : { before }) })
      walked.push(...step.transactions.map((line) => line.id))
      before = step.transactions.at(-1)?.postedAt
      if (!step.hasMore) break
    }
    expect(walked).toEqual(transactions.map((line) => line.id))
  })

  it('keeps a running balance that ends at the account’s', async () => {
    const maker = await bank.as('maker')
    const { account } = await busyAccount(maker)
    const { transactions } = await page(maker, account.id, { limit: '1000' })
    expect(transactions[0]?.balanceAfter).toBe(account.balance)
    expect(brokenSteps(transactions)).toEqual([])
  })

  it('tells lines before the instant from those at it', async () => {
    const maker = await bank.as('maker')
    const replica = await Replica.of(maker)
    const account = await openSubAccount(maker, replica, rupiahAccount(replica).id)
    await bank.client.credit({ accountNumber: account.number, amount: '100.00', reference: 'ONE' })
    const posted = await bank.client.now()
    const justAfter = new Date(Date.parse(posted) + 1).toISOString()
    expect((await page(maker, account.id, { before: posted })).transactions).toEqual([])
    expect((await page(maker, account.id, { before: justAfter })).transactions.map((line) => line.reference)).toEqual([
      'ONE',
    ])
  })

  it('is empty for an account without lines', async () => {
    const maker = await bank.as('maker')
    const replica = await Replica.of(maker)
    const account = await openSubAccount(maker, replica, rupiahAccount(replica).id)
    expect(await page(maker, account.id)).toEqual({ transactions: [], hasMore: false })
  })

  it('of an unknown account is not found', async () => {
    const problem = problemOf(await (await bank.as('maker')).get(`/v1/accounts/${freshId()}/transactions`))
    expect([problem.status, problem.code]).toEqual([404, 'not_found'])
  })

  it.each(['admin', 'product', 'warehouse'] as const)('is forbidden to %s', async (user) => {
    const { account } = await busyAccount(await bank.as('maker'))
    const problem = problemOf(await (await bank.as(user)).get(`/v1/accounts/${account.id}/transactions`))
    expect([problem.status, problem.code]).toEqual([403, 'auth.forbidden'])
  })

  it.each([
    ['limit', '0'],
    ['limit', '1001'],
    ['before', 'yesterday'],
    ['before', '2026-07-10'],
  ])('with %s=%s is a faulty request', async (name, value) => {
    const { account } = await busyAccount(await bank.as('maker'))
    const problem = problemOf(
      await (await bank.as('maker')).get(`/v1/accounts/${account.id}/transactions?${name}=${value}`),
    )
    expect([problem.status, problem.code, problem.errors?.map((fault) => fault.path)]).toEqual([
      400,
      'request.invalid',
      [name],
    ])
  })
})
