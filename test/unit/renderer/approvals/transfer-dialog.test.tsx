import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TransferRow } from '#shared/contract/approval-views'
import { TransferDialog } from '../../../../renderer/features/accounts/transfer/transfer-dialog'
import { fakeMain, refused } from '../fake-main'
import { idOf, SETTINGS, UNLOCKED, UP_TO_DATE } from '../rows'
import { show } from '../show'
import { account, change, KAS_A, KAS_B } from './approvals'

const THRESHOLD = { waiting: 0, sent: 0, transferThreshold: '100000000.00' }
const DRAFT = { fromId: KAS_A, toId: KAS_B, amount: '1000000.00', reference: 'GAJI-07', description: '' }

function open(more: Parameters<typeof fakeMain>[0], draft = DRAFT) {
  const main = fakeMain({
    'settings.get': () => SETTINGS,
    'session.get': () => UNLOCKED,
    'sync.status': () => UP_TO_DATE,
    'approvals.summary': () => THRESHOLD,
    'accounts.search': () => ({ rows: [], total: 0 }),
    'accounts.get': ({ id }) => account(id, id === KAS_A ? 'Kas A' : 'Kas B'),
    'transfers.byReference': () => null,
    'commands.submit': () => ({ commandId: idOf(700) }),
    ...more,
  })
  let closed = false
  const initial = { id: idOf(600), draft }
  const onClose = () => {
    closed = true
  }
  show(<TransferDialog fromId={null} initial={initial} onClose={onClose} />, main)
  return { main, isClosed: () => closed }
}

const AT_ONCE = {
  changes: [change(KAS_A, {}, { balance: '499000000.00', available: '499000000.00' })],
  onApproval: null,
}
const ASKS = {
  changes: [
    change(KAS_A, {}, { balance: '500000000.00', held: '150000000.00', available: '350000000.00' }),
    {
      type: 'approval',
      id: idOf(500),
      before: null,
      after: { status: 'pending', lapsesAt: '2026-07-13T01:00:00.000Z' },
    },
  ],
  onApproval: {
    possible: true as const,
    changes: [change(KAS_A, {}, { balance: '350000000.00', held: '0.00', available: '350000000.00' })],
  },
}

describe('the transfer dialog', () => {
  it('says beforehand what a transfer that goes at once does, and sends it', async () => {
    const { main, isClosed } = open({ 'commands.preview': () => AT_ONCE })
    expect(await screen.findByText(/It goes at once: up to 100,000,000 IDR/)).toBeTruthy()
    expect(screen.getByText('499,000,000')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
    await waitFor(() => expect(isClosed()).toBe(true))
    expect(main.calls.find(({ call }) => call === 'commands.submit')?.args).toEqual({
      type: 'transfer.create',
      args: { id: idOf(600), fromAccountId: KAS_A, toAccountId: KAS_B, amount: '1000000.00', reference: 'GAJI-07' },
    })
  })

  it('says that a second person must agree, from when on, what is held and until when', async () => {
    open({ 'commands.preview': () => ASKS })
    expect(await screen.findByText('Above 100,000,000 IDR a second person must agree.')).toBeTruthy()
    expect(screen.getByText(/held on Kas A/).textContent).toContain('Kas A')
    expect(screen.getByText(/13 Jul.* 08:00 WIB/)).toBeTruthy()
    expect(screen.getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual([
      'Now',
      'While it waits',
      'Once approved',
    ])
    expect(screen.getByRole('button', { name: 'Ask for approval' })).toBeTruthy()
  })

  it('tells a refusal of the rules with its numbers before anything is sent', async () => {
    const params = { side: 'from', accountName: 'Kas A', available: '5.00', amount: '1000000.00' }
    const { main } = open({ 'commands.preview': () => refused('account.insufficient_funds', params) })
    expect(await screen.findByText('Kas A has 5 available, which is less than 1,000,000.')).toBeTruthy()
    expect(main.calls.some(({ call }) => call === 'commands.submit')).toBe(false)
  })

  it('tells at once that a reference is taken, but not by the transfer itself', async () => {
    const taken: TransferRow = {
      ...{ id: idOf(601), status: 'posted', number: 'TRF-2026-000001', reference: 'GAJI-07', description: null },
      ...{ amount: '1.00', currency: 'IDR', from: null, to: null, maker: { id: idOf(1), name: null, isYou: true } },
      ...{ madeAt: '2026-07-10T01:00:00.000Z', postedAt: null, approvalId: null, pending: null },
    }
    open({ 'commands.preview': () => AT_ONCE, 'transfers.byReference': () => taken })
    expect(await screen.findByText(/The reference GAJI-07 was already used/)).toBeTruthy()
  })

  it('asks for nothing before it knows both accounts and the amount, and then says what is missing', async () => {
    const { main } = open({ 'commands.preview': () => AT_ONCE }, { ...DRAFT, toId: null as unknown as string })
    expect(await screen.findByText(/Choose both accounts and the amount/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Transfer' }))
    expect(await screen.findByText('Choose an account')).toBeTruthy()
    expect(main.calls.some(({ call }) => call === 'commands.preview' || call === 'commands.submit')).toBe(false)
  })
})
