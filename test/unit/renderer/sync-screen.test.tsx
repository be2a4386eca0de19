import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { CommandEditorProps } from '../../../renderer/components/command-editors'
import { SyncScreen } from '../../../renderer/features/sync'
import { fakeMain } from './fake-main'
import { idOf, outboxRow, refusal, SETTINGS, UP_TO_DATE, uploadRow } from './rows'
import { show } from './show'

const quiet = {
  'settings.get': () => SETTINGS,
  'sync.status': () => UP_TO_DATE,
  'sync.outbox': () => [],
  'sync.refusals': () => [],
  'sync.uploads': () => [],
  'sync.history': () => [],
}

describe('the sync screen', () => {
  it('says that nothing waits, and has no list of refusals while there are none', async () => {
    show(<SyncScreen />, fakeMain(quiet))
    expect(await screen.findByText('Nothing is waiting')).toBeTruthy()
    expect(screen.queryByRole('heading', { name: 'Refused' })).toBeNull()
    expect(await screen.findByText('connected')).toBeTruthy()
  })

  it('shows what waits: what, its values, its state, tries and why', async () => {
    const row = outboxRow({ attempts: 3, problem: { code: 'network.unreachable' } })
    show(<SyncScreen />, fakeMain({ ...quiet, 'sync.outbox': () => [row] }))
    const item = (await screen.findByRole('link', { name: 'Limits of Branch Kemang' })).closest('li')
    expect(item).not.toBeNull()
    const shown = within(item ?? document.body)
    expect(item?.textContent).toContain('8812300000012042')
    expect(shown.getByText('75,000,000')).toBeTruthy()
    expect(shown.getByText('waiting to be sent')).toBeTruthy()
    expect(shown.getByText('3 tries')).toBeTruthy()
    expect(shown.getByText(/cannot be reached/)).toBeTruthy()
  })

  it('shows files on their way: which, how much of them, tries, when next and why; and who waits for them', async () => {
    const main = fakeMain({
      ...quiet,
      'sync.outbox': () => [outboxRow({ waitsForFile: true })],
      'sync.uploads': () => [
        uploadRow({ name: 'logo.png', sent: 750_000, attempts: 3, problem: { code: 'network.unreachable' } }),
        uploadRow({ fileId: idOf(301), name: null, state: 'refused', problem: { code: 'file.damaged' } }),
      ],
    })
    show(<SyncScreen />, main)
    const first = within((await screen.findByRole('heading', { name: 'logo.png' })).closest('li') ?? document.body)
    expect(first.getByText('Company logo · 1.5 MB')).toBeTruthy()
    expect(first.getByText('50% sent')).toBeTruthy()
    expect(first.getByText('3 tries')).toBeTruthy()
    expect(first.getByText('next try now')).toBeTruthy()
    expect(first.getByText(/cannot be reached/)).toBeTruthy()
    const second = within(screen.getByRole('heading', { name: 'Company logo' }).closest('li') ?? document.body)
    expect(second.getByText('refused')).toBeTruthy()
    expect(second.getByText(/Choose it again/)).toBeTruthy()
    expect(screen.getByText('waiting for its file')).toBeTruthy()
  })

  it('says when a command is tried next that could not be sent at all, unless it waits for its file', async () => {
    const nextAttemptAt = new Date(Date.now() + 90_000).toISOString()
    const main = fakeMain({
      ...quiet,
      'sync.outbox': () => [
        outboxRow({ nextAttemptAt }),
        outboxRow({ id: idOf(101), nextAttemptAt, waitsForFile: true }),
        outboxRow({ id: idOf(102), nextAttemptAt: '2026-07-10T06:58:00.000Z' }),
      ],
    })
    show(<SyncScreen />, main)
    expect(await screen.findAllByText('next try in 2 minutes')).toHaveLength(1)
    expect(screen.queryByText('next try now')).toBeNull()
  })

  it('does not call it nothing when only files wait', async () => {
    const main = fakeMain({
      ...quiet,
      'sync.uploads': () => [uploadRow(), uploadRow({ fileId: idOf(301), state: 'refused' })],
    })
    show(<SyncScreen />, main)
    expect(await screen.findByText('No command is waiting')).toBeTruthy()
    const heading = screen.getByRole('heading', { name: 'Files on their way' })
    expect(heading.parentElement?.textContent).toBe('Files on their way1')
  })

  it('shows what the company says of itself', async () => {
    const profile = {
      type: 'companyProfile.update',
      args: { description: 'Retail since 1987.' },
      subject: { type: 'companyProfile', id: idOf(1), name: null, number: null },
    }
    const main = fakeMain({
      ...quiet,
      'sync.outbox': () => [outboxRow(profile)],
      'sync.refusals': () => [refusal({ ...profile, id: idOf(103), present: null })],
    })
    show(<SyncScreen />, main)
    expect(await screen.findAllByText('Retail since 1987.')).toHaveLength(2)
    expect(screen.getByText('The bank does not have this.')).toBeTruthy()
  })

  it('has no list of files while none is on its way', async () => {
    show(<SyncScreen />, fakeMain(quiet))
    await screen.findByText('Nothing is waiting')
    expect(screen.queryByRole('heading', { name: 'Files on their way' })).toBeNull()
  })

  it('lets a command be cancelled before its first sending only', async () => {
    const fresh = outboxRow({ id: idOf(101) })
    const tried = outboxRow({ id: idOf(102), attempts: 1 })
    const main = fakeMain({
      ...quiet,
      'sync.outbox': () => [fresh, tried],
      'sync.cancel': () => ({ cancelled: true }),
    })
    show(<SyncScreen />, main)
    const buttons = await screen.findAllByRole('button', { name: 'Cancel' })
    expect(buttons).toHaveLength(1)
    fireEvent.click(buttons[0] ?? document.body)
    await waitFor(() => expect(main.calls).toContainEqual({ call: 'sync.cancel', args: { commandId: idOf(101) } }))
  })

  it('exports diagnostics, and says whether they were saved', async () => {
    let saved = false
    const main = fakeMain({ ...quiet, 'diagnostics.export': () => ({ saved }) })
    show(<SyncScreen />, main)
    const button = await screen.findByRole('button', { name: 'Export diagnostics' })
    fireEvent.click(button)
    await waitFor(() => expect(main.calls).toContainEqual({ call: 'diagnostics.export', args: undefined }))
    await waitFor(() => expect(button.hasAttribute('data-loading')).toBe(false))
    expect(screen.queryByText('Saved.')).toBeNull()
    saved = true
    fireEvent.click(button)
    expect(await screen.findByText('Saved.')).toBeTruthy()
  })

  it('sends now', async () => {
    const main = fakeMain({
      ...quiet,
      'sync.sendNow': () => ({ ...UP_TO_DATE, connection: 'offline', offlineSince: '2026-07-10T07:00:00.000Z' }),
    })
    show(<SyncScreen />, main)
    fireEvent.click(await screen.findByRole('button', { name: 'Send now' }))
    expect(await screen.findByText('offline')).toBeTruthy()
  })

  it('calls a connection that was never there not lost', async () => {
    show(<SyncScreen />, fakeMain({ ...quiet, 'sync.status': () => ({ ...UP_TO_DATE, connection: 'offline' }) }))
    expect(await screen.findByText('connecting')).toBeTruthy()
    expect(screen.queryByText('offline')).toBeNull()
  })

  it('tells why something was refused and what the bank has instead', async () => {
    show(<SyncScreen />, fakeMain({ ...quiet, 'sync.refusals': () => [refusal()] }))
    expect(await screen.findByRole('heading', { name: 'Refused' })).toBeTruthy()
    expect(screen.getByText(/Branch Kemang is closed/)).toBeTruthy()
    const values = screen.getByRole('row', { name: /Debit per day/ })
    expect(
      within(values)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['75,000,000', '50,000,000'])
  })

  it('opens the form of the command, and dismisses', async () => {
    const Editor = ({ row }: CommandEditorProps) => <p>editing {row.id}</p>
    const main = fakeMain({
      ...quiet,
      'sync.refusals': () => [refusal()],
      'sync.dismiss': () => ({ dismissed: true }),
    })
    show(<SyncScreen />, main, { editors: { 'subAccount.setLimits': Editor } })
    fireEvent.click(await screen.findByRole('button', { name: 'Edit and send again' }))
    expect(screen.getByText(`editing ${idOf(100)}`)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
    await waitFor(() => expect(main.calls).toContainEqual({ call: 'sync.dismiss', args: { commandId: idOf(100) } }))
  })

  it('offers no form for a damaged command', async () => {
    const damaged = refusal({
      state: 'quarantined',
      args: {},
      subject: { type: 'unknown', id: '', name: null, number: null },
      problem: { code: 'outbox.damaged' },
      present: null,
    })
    const main = fakeMain({ ...quiet, 'sync.refusals': () => [damaged] })
    show(<SyncScreen />, main, { editors: { 'subAccount.setLimits': () => null } })
    expect(await screen.findByText(/damaged on this computer/)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Edit and send again' })).toBeNull()
  })

  it('follows what main says', async () => {
    let rows = [outboxRow()]
    const main = fakeMain({ ...quiet, 'sync.outbox': () => rows })
    show(<SyncScreen />, main)
    await screen.findByText('waiting to be sent')
    rows = [outboxRow({ state: 'accepted', attempts: 1 })]
    act(() => main.emit('changed', { types: [], outbox: true }))
    expect(await screen.findByText('at the bank')).toBeTruthy()
    rows = []
    act(() => main.emit('changed', { types: ['subAccount'], outbox: true }))
    expect(await screen.findByText('Nothing is waiting')).toBeTruthy()
  })

  it('speaks Indonesian', async () => {
    const main = fakeMain({ ...quiet, 'sync.outbox': () => [outboxRow()], 'sync.refusals': () => [refusal()] })
    show(<SyncScreen />, main, { language: 'id' })
    expect(await screen.findByText('menunggu dikirim')).toBeTruthy()
    expect(await screen.findByText(/sudah ditutup/)).toBeTruthy()
    expect(screen.getAllByText('75.000.000')).toHaveLength(2)
  })
})
