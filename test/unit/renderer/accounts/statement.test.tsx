import { Notifications, notifications } from '@mantine/notifications'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { AccountTransaction } from '#shared/domain/documents'
import { LimitUses } from '../../../../renderer/features/accounts/drawer/limit-uses'
import { Statement } from '../../../../renderer/features/accounts/drawer/statement'
import { account } from '../approvals/approvals'
import { type FakeMain, fakeMain, refused } from '../fake-main'
import { idOf, UP_TO_DATE } from '../rows'
import { show } from '../show'

beforeEach(() => notifications.clean())

const ACCOUNT = account(idOf(7), 'Kas')
/** The bank is at 1 August in Jakarta while this computer may be at any other day. */
const AT_BANK = () => ({ ...UP_TO_DATE, clockOffsetMs: Date.parse('2026-07-31T18:00:00.000Z') - Date.now() })

const line = (n: number, postedAt: string): AccountTransaction => ({
  id: idOf(n),
  version: 1,
  updatedAt: postedAt,
  accountId: ACCOUNT.id,
  postedAt,
  direction: 'credit',
  amount: '1.00',
  balanceAfter: '1.00',
  channel: 'internal',
  counterparty: '',
  reference: `R${n}`,
  description: '',
})

const LINES = [
  line(1, '2026-07-31T16:59:59.999Z'),
  // Midnight in Jakarta: the first moment of 3 July.
  line(2, '2026-07-02T17:00:00.000Z'),
  line(3, '2026-07-02T16:59:59.999Z'),
]

function statement(
  lines: readonly AccountTransaction[] = LINES,
  answers: Parameters<typeof fakeMain>[0] = {},
): FakeMain {
  const main = fakeMain({
    'sync.status': AT_BANK,
    'accounts.statement': ({ before }) => ({
      transactions: lines.filter(({ postedAt }) => before === undefined || postedAt < before),
      hasMore: false,
      olderUnavailable: false,
      receipts: {
        [idOf(1)]: [
          { reference: 'INV-1', status: 'matched', pending: false },
          { reference: 'INV-2', status: 'matched', pending: true },
        ],
        [idOf(2)]: [{ reference: 'INV-3', status: 'suggested', pending: false }],
      },
    }),
    ...answers,
  })
  show(
    <>
      <Notifications />
      <Statement account={ACCOUNT} />
    </>,
    main,
  )
  return main
}

const shown = () => screen.getAllByRole('listitem').map((item) => /R\d/.exec(item.textContent ?? '')?.[0])
const day = (label: 'From' | 'To', value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } })

describe('a statement', () => {
  it('has the last 30 days by the bank’s clock and calendar, and what is older when it is asked for', async () => {
    statement()
    await waitFor(() => expect(screen.getByLabelText('To')).toHaveProperty('value', '2026-08-01'))
    expect(screen.getByLabelText('From')).toHaveProperty('value', '2026-07-03')
    await waitFor(() => expect(shown()).toEqual(['R1', 'R2']))
    fireEvent.click(screen.getByRole('button', { name: 'Show older' }))
    expect(shown()).toEqual(['R1', 'R2', 'R3'])
    expect(screen.getByText('The beginning of the statement.')).toBeTruthy()
  })

  it('follows the days that are chosen, and says where they have nothing', async () => {
    const main = statement()
    await waitFor(() => expect(shown()).toEqual(['R1', 'R2']))
    day('To', '2026-07-03')
    await waitFor(() => expect(shown()).toEqual(['R2']))
    const asked = main.calls.filter(({ call }) => call === 'accounts.statement')
    expect(asked.at(-1)?.args).toMatchObject({ before: '2026-07-03T17:00:00.000Z' })
    day('From', '2026-07-02')
    await waitFor(() => expect(shown()).toEqual(['R2', 'R3']))
    day('From', '2026-06-01')
    day('To', '2026-06-30')
    expect(await screen.findByText('No transactions in this period.')).toBeTruthy()
  })

  it('marks lines with the receipts that they stand for, or may', async () => {
    statement()
    const [first, second] = await screen.findAllByRole('listitem')
    if (!first || !second) throw new Error('no lines')
    expect(within(first).getByText('Matched: INV-1, INV-2')).toBeTruthy()
    expect(first.textContent).toContain('not yet confirmed')
    expect(within(second).getByText('Suggested: INV-3')).toBeTruthy()
    expect(second.textContent).not.toContain('not yet confirmed')
  })

  it('is exported for the days that are shown, and says in words why it cannot be', async () => {
    const asked: unknown[] = []
    statement([], {
      'reports.statement': (args) => {
        asked.push(args)
        return refused('statement.bank_needed', { from: '2026-05-04' })
      },
    })
    await waitFor(() => expect(screen.getByLabelText('To')).toHaveProperty('value', '2026-08-01'))
    day('From', '2026-01-01')
    fireEvent.click(screen.getByRole('button', { name: 'Export the statement' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'SWIFT MT940' }))
    expect(await screen.findByText(/Transactions before 2026-05-04 are only at the bank/)).toBeTruthy()
    expect(asked).toEqual([{ accountId: ACCOUNT.id, from: '2026-01-01', to: '2026-08-01', format: 'mt940' }])
  })

  it('cannot be exported without both days', async () => {
    statement([])
    fireEvent.change(await screen.findByLabelText('To'), { target: { value: '' } })
    expect(screen.getByRole('button', { name: 'Export the statement' })).toHaveProperty('disabled', true)
  })

  it('goes on with any day that can be typed, and says which is none', async () => {
    statement()
    await screen.findByRole('list', { name: 'Statement lines' })
    day('To', '9999-12-31')
    expect(shown()).toEqual(['R1', 'R2'])
    expect(screen.queryByText('Not a day')).toBeNull()
    // The browser's own field would not take it; nothing else may depend on that.
    screen.getByLabelText('To').setAttribute('type', 'text')
    day('To', '20266-07-10')
    expect(await screen.findByText('Not a day')).toBeTruthy()
    expect(screen.getByRole('button', { name: /Export/ }).hasAttribute('disabled')).toBe(true)
  })

  it('tells the lines that the bank has not posted yet', async () => {
    statement([{ ...line(4, '2026-07-31T17:30:00.000Z'), version: 0 }, ...LINES])
    const items = await screen.findAllByRole('listitem')
    const told = items.map((item) => /not yet at the bank/.test(item.textContent ?? ''))
    expect(told).toEqual([true, false, false])
  })
})

it('today’s use of a limit is of the bank’s day, not of this computer’s', async () => {
  const used = { date: '2026-08-01', debit: '2000000.00', credit: '0.00' }
  const limits = { debit: { perTransaction: null, daily: '5000000.00' }, credit: { perTransaction: null, daily: null } }
  show(<LimitUses account={{ ...ACCOUNT, limits, usedToday: used }} />, fakeMain({ 'sync.status': AT_BANK }))
  expect(await screen.findByText('2,000,000 of 5,000,000')).toBeTruthy()
})
