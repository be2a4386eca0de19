import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ApprovalDetail } from '#shared/contract/approval-views'
import { ApprovalDrawer } from '../../../../renderer/features/approvals/drawer/approval-drawer'
import { fakeMain, refused } from '../fake-main'
import { idOf, SETTINGS, UNLOCKED, UP_TO_DATE } from '../rows'
import { show } from '../show'
import { account, approvalDetail, KAS_A, KAS_B, ownDecision, YOU } from './approvals'

const NOW = Date.parse('2026-07-10T02:00:00.000Z')
const APPROVER = { owner: '', mayDecide: true, mayAsk: false }

function open(approval: ApprovalDetail, viewer = APPROVER, more: Parameters<typeof fakeMain>[0] = {}) {
  const main = fakeMain({
    'settings.get': () => SETTINGS,
    'session.get': () => UNLOCKED,
    'sync.status': () => UP_TO_DATE,
    'approvals.get': () => approval,
    'accounts.get': ({ id }) =>
      id === KAS_A
        ? account(KAS_A, 'Kas A', { held: '150000000.00', available: '350000000.00' })
        : account(KAS_B, 'Kas B', { balance: '0.00', available: '0.00' }),
    'commands.submit': () => ({ commandId: idOf(700) }),
    ...more,
  })
  show(<ApprovalDrawer approvalId={approval.id} viewer={viewer} nowMs={NOW} onClose={() => {}} />, main)
  return main
}

const submitted = (main: ReturnType<typeof fakeMain>) =>
  main.calls.filter(({ call }) => call === 'commands.submit').map(({ args }) => args)

describe('a request that waits', () => {
  it('shows both accounts before and after, the hold, and what rejecting gives back', async () => {
    open(approvalDetail())
    const table = await screen.findByRole('table', { name: 'Figures of both accounts' })
    await waitFor(() => expect(within(table).getAllByRole('rowheader')).toHaveLength(6))
    const row = (name: string, at = 0) =>
      within(within(table).getAllByRole('row', { name: new RegExp(`^${name}`) })[at] ?? table)
        .getAllByRole('cell')
        .map(({ textContent }) => textContent)
    expect(row('Balance')).toEqual(['500,000,000', '350,000,000'])
    expect(row('Held')).toEqual(['150,000,000', '0'])
    expect(row('Balance, all available')).toEqual(['0', '150,000,000'])
    expect(screen.getByText(/Approving moves 150,000,000 at once and uses up the hold on Kas A/)).toBeTruthy()
    expect(screen.getByText(/Rejecting frees the hold: Kas A then has 500,000,000 available/)).toBeTruthy()
    expect(screen.getByText('2 d 23 h')).toBeTruthy()
  })

  it('is approved with one button, with a reason or without', async () => {
    const main = open(approvalDetail())
    fireEvent.click(await screen.findByRole('button', { name: 'Approve' }))
    await waitFor(() => expect(submitted(main)).toHaveLength(1))
    expect(submitted(main)[0]).toEqual({
      type: 'approval.decide',
      args: { approvalId: idOf(500), decision: 'approve' },
    })
  })

  it('is rejected only with a reason', async () => {
    const main = open(approvalDetail())
    const reject = await screen.findByRole('button', { name: 'Reject' })
    fireEvent.click(reject)
    expect(await screen.findByText('Say why it is rejected')).toBeTruthy()
    expect(document.activeElement).toBe(screen.getByLabelText('Reason'))
    expect(submitted(main)).toEqual([])
    fireEvent.change(screen.getByLabelText('Reason'), { target: { value: ' Salah\nrekening ' } })
    fireEvent.click(reject)
    await waitFor(() => expect(submitted(main)).toHaveLength(1))
    expect(submitted(main)[0]).toEqual({
      type: 'approval.decide',
      args: { approvalId: idOf(500), decision: 'reject', reason: 'Salah rekening' },
    })
  })

  it('says what stands in the way of approving, and that it can still be rejected', async () => {
    const detail = approvalDetail()
    const problem = { code: 'account.debit_blocked', params: { side: 'from', accountName: 'Kas A' } }
    open({ ...detail, outlook: detail.outlook && { ...detail.outlook, approve: { possible: false, problem } } })
    const approve = await screen.findByRole<HTMLButtonElement>('button', { name: 'Approve' })
    expect(approve.disabled).toBe(true)
    expect(screen.getByText('Debits from Kas A are blocked.')).toBeTruthy()
    expect(screen.getByText('It can still be rejected.')).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Reject' }).disabled).toBe(false)
  })

  it('tells a refusal here without losing the reason', async () => {
    open(approvalDetail(), APPROVER, { 'commands.submit': () => refused('approval.already_decided') })
    fireEvent.change(await screen.findByLabelText('Reason'), { target: { value: 'Salah rekening' } })
    fireEvent.click(screen.getByRole('button', { name: 'Reject' }))
    expect(await screen.findByText('Somebody has already decided about this.')).toBeTruthy()
    expect(screen.getByLabelText<HTMLTextAreaElement>('Reason').value).toBe('Salah rekening')
  })

  it('is nobody’s own to decide, and not for who only looks', async () => {
    open(approvalDetail({ maker: YOU }))
    expect(await screen.findByText(/somebody else must decide/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull()
  })

  it('shows the same to who may not decide', async () => {
    open(approvalDetail(), { ...APPROVER, mayDecide: false })
    expect(await screen.findByText('An approver of the company decides about this.')).toBeTruthy()
    expect(await screen.findByText(/Rejecting frees the hold/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Reject' })).toBeNull()
  })

  it('whose time is up by this computer’s clock is still the bank’s to end', async () => {
    open(approvalDetail({ lapsesAt: '2026-07-10T01:59:59.999Z' }))
    expect(await screen.findByText('time is up here')).toBeTruthy()
    expect(screen.getByText(/Only the bank’s time counts/)).toBeTruthy()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Approve' }).disabled).toBe(false)
  })
})

describe('what this user has decided', () => {
  it('waits to be sent without a connection, and cannot be decided twice', async () => {
    const decision = ownDecision({ reason: 'Sudah dicek' })
    const main = open(approvalDetail({ status: 'approved', outlook: null, ownDecision: decision, decider: YOU }))
    act(() => main.emit('status', { ...UP_TO_DATE, connection: 'offline' }))
    const card = await screen.findByRole('article', { name: 'Your decision' })
    expect(card.textContent).toContain('You approve')
    expect(card.textContent).toContain('waiting to be sent')
    expect(card.textContent).toContain('Reason: Sudah dicek')
    await waitFor(() => expect(card.textContent).toContain('There is no connection'))
    expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull()
    // Nobody has decided at the bank.
    expect(screen.queryByText('Approved by')).toBeNull()
  })

  it('and the bank refused says why, and may be decided again', async () => {
    const decision = ownDecision({ state: 'rejected', problem: { code: 'account.closed', params: { name: 'Kas B' } } })
    open(approvalDetail({ ownDecision: decision }))
    const card = await screen.findByRole('article', { name: 'Your decision' })
    expect(card.textContent).toContain('refused')
    expect(card.textContent).toContain('Kas B is closed')
    expect(screen.getByRole('button', { name: 'Approve' })).toBeTruthy()
  })
})

describe('a request that has ended', () => {
  it('says who decided, when and why', async () => {
    open(
      approvalDetail({
        status: 'rejected',
        outlook: null,
        decider: YOU,
        endedAt: '2026-07-10T01:30:00.000Z',
        reason: 'Salah rekening',
      }),
    )
    expect(await screen.findByText('Rejected by')).toBeTruthy()
    expect(screen.getByText('you')).toBeTruthy()
    expect(screen.getByText('Salah rekening')).toBeTruthy()
    expect(screen.getByText('Nothing has moved; the hold is free again.')).toBeTruthy()
  })

  it('says that it lapsed', async () => {
    open(approvalDetail({ status: 'lapsed', outlook: null }), APPROVER)
    expect(await screen.findByText(/Nobody decided in time/)).toBeTruthy()
  })

  it('of a kind that this build does not know shows what the bank said, inert', async () => {
    open(
      approvalDetail({
        subjectType: 'cashOrder',
        reference: null,
        from: null,
        to: null,
        summary: { service: '<img src=x onerror=alert(1)>' },
      }),
    )
    expect(await screen.findByRole('heading', { name: 'Cash order' })).toBeTruthy()
    expect(screen.getByText('<img src=x onerror=alert(1)>')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Approve' })).toBeTruthy()
  })

  it('and is gone says so', async () => {
    open(approvalDetail(), APPROVER, { 'approvals.get': () => refused('not_found') })
    expect(await screen.findByRole('heading', { name: 'This request is not here' })).toBeTruthy()
  })
})
