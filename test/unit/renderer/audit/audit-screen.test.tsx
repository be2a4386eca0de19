import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Navigate, Route, Routes } from 'react-router-dom'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AuditDetail, AuditRow } from '#shared/contract/audit-views'
import { AuditScreen } from '../../../../renderer/features/audit'
import { type FakeMain, fakeMain, refused } from '../fake-main'
import { idOf, UP_TO_DATE } from '../rows'
import { show } from '../show'
import { around, auditDetail, auditRow, BUDI, SITI } from './entries'

// What a list is drawn into: jsdom lays nothing out.
beforeAll(() => {
  for (const [side, pixels] of [
    ['clientHeight', 600],
    ['clientWidth', 1_000],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, side, { configurable: true, get: () => pixels })
  }
})

function showAt(main: FakeMain, path = '/audit', language: 'en' | 'id' = 'en') {
  return show(
    <Routes>
      <Route path="/audit/:entryId?" element={<AuditScreen />} />
      <Route path="/accounts/:accountId" element={<p>the account</p>} />
      <Route path="*" element={<Navigate to={path} replace />} />
    </Routes>,
    main,
    { language },
  )
}

const withRows = (...rows: AuditRow[]) => ({ ...around, 'audit.page': () => ({ rows, total: rows.length }) })
const rejected = auditRow({
  id: idOf(501),
  type: 'subAccount.close',
  outcome: 'rejected',
  problem: { code: 'account.closed', params: { name: 'Branch Kemang' } },
  changes: [],
  person: { id: BUDI, name: 'Budi Santoso' },
})
const bankOwn = auditRow({
  id: idOf(502),
  type: 'channel.credit',
  person: { id: 'bank', name: null },
  deviceId: null,
  subject: { type: 'subAccount', id: idOf(13), name: null, number: '8812300000013040', accountId: null },
  changes: [{ path: ['balance'], from: '1000.00', to: '2500.00' }],
})

const rowOf = (text: string) => screen.findByRole('row', { name: new RegExp(text) })
const pageCalls = (main: FakeMain) => main.calls.filter(({ call }) => call === 'audit.page').map(({ args }) => args)

describe('the audit screen', () => {
  it('says when, who, what, about which account, what changed and what became of it', async () => {
    showAt(fakeMain(withRows(auditRow(), rejected, bankOwn)))
    const first = within(await rowOf('Change limits'))
    expect(first.getByText('9 Jul 14:02 WIB')).toBeTruthy()
    expect(first.getByText('user …000901')).toBeTruthy()
    expect(first.getByText('Branch Kemang')).toBeTruthy()
    expect(first.getByText('Debit per day 50,000,000 → 75,000,000')).toBeTruthy()
    expect(first.getByText('accepted')).toBeTruthy()
    const second = within(await rowOf('Close sub-account'))
    expect(second.getByText('Budi Santoso (you)')).toBeTruthy()
    expect(second.getByText('rejected')).toBeTruthy()
    expect(second.getByText(/is closed/)).toBeTruthy()
    const third = within(await rowOf('Channel credit'))
    expect(third.getAllByText('bank').length).toBeGreaterThan(0)
    expect(third.getByText('Balance 1,000 → 2,500')).toBeTruthy()
    expect(screen.getByText(/as of/).textContent).toContain('3 entries')
  })

  it('searches as one types: words, kinds and persons, and says how many were found', async () => {
    const main = fakeMain({
      ...around,
      'audit.page': ({ terms }) =>
        terms.length > 0 ? { rows: [rejected], total: 1 } : { rows: [auditRow()], total: 1 },
    })
    showAt(main)
    await rowOf('Change limits')
    fireEvent.change(screen.getByLabelText('Search audit entries'), { target: { value: 'limits budi' } })
    await rowOf('Close sub-account')
    expect(pageCalls(main)).toContainEqual({
      terms: [
        { text: 'limits', types: ['subAccount.setLimits'], personIds: [] },
        { text: 'budi', types: [], personIds: [BUDI] },
      ],
      filter: {},
      offset: 0,
      limit: 100,
    })
    expect(screen.getByText(/1 entry found/)).toBeTruthy()
  })

  it('does not search for less than it can find, and says so', async () => {
    const main = fakeMain(withRows(auditRow()))
    showAt(main)
    await rowOf('Change limits')
    fireEvent.change(screen.getByLabelText('Search audit entries'), { target: { value: 'ab' } })
    expect(await screen.findByText(/at least three characters/)).toBeTruthy()
    expect(screen.getByText('Change limits')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('Search audit entries'), { target: { value: '' } })
  })

  it('filters by what a row says, from its menu', async () => {
    const main = fakeMain(withRows(auditRow(), rejected))
    showAt(main)
    fireEvent.contextMenu(await rowOf('Change limits'))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Only this person' }))
    await waitFor(() => expect(pageCalls(main).at(-1)).toMatchObject({ filter: { personId: SITI } }))
    fireEvent.contextMenu(await rowOf('Close sub-account'))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Only this kind' }))
    await waitFor(() =>
      expect(pageCalls(main).at(-1)).toMatchObject({ filter: { personId: SITI, type: 'subAccount.close' } }),
    )
    expect((screen.getByLabelText('Kind') as HTMLInputElement).value).toBe('Close sub-account')
  })

  it('goes from a row to its account', async () => {
    showAt(fakeMain(withRows(auditRow())))
    fireEvent.contextMenu(await rowOf('Change limits'))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Show the account' }))
    expect(await screen.findByText('the account')).toBeTruthy()
  })

  it('opens, walks and closes by keys', async () => {
    const main = fakeMain({ ...withRows(auditRow(), rejected), 'audit.get': ({ id }) => auditDetail({ id }) })
    showAt(main)
    await rowOf('Change limits')
    const grid = screen.getByRole('grid', { name: 'Audit entries' })
    fireEvent.keyDown(grid, { key: 'Enter' })
    expect(await screen.findByRole('complementary')).toBeTruthy()
    fireEvent.keyDown(grid, { key: 'ArrowDown' })
    await waitFor(() => expect(main.calls).toContainEqual({ call: 'audit.get', args: { id: idOf(501) } }))
    fireEvent.keyDown(grid, { key: 'Escape' })
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull())
  })

  it('follows what main says', async () => {
    let rows = [auditRow()]
    const main = fakeMain({ ...around, 'audit.page': () => ({ rows, total: rows.length }) })
    showAt(main)
    await rowOf('Change limits')
    rows = [rejected, auditRow()]
    act(() => main.emit('changed', { types: ['auditEntry'], outbox: false }))
    expect(await rowOf('Close sub-account')).toBeTruthy()
  })

  it('speaks Indonesian', async () => {
    showAt(fakeMain(withRows(auditRow(), rejected)), '/audit', 'id')
    expect(within(await rowOf('Ubah limit')).getByText('Debit per hari 50.000.000 → 75.000.000')).toBeTruthy()
    expect(await screen.findByText('ditolak')).toBeTruthy()
  })
})

describe('without entries, the audit screen', () => {
  const none = { ...around, 'audit.page': () => ({ rows: [], total: 0 }) }

  it('says that the trail is on its way before the first copy is whole', async () => {
    showAt(fakeMain({ ...none, 'sync.status': () => ({ ...UP_TO_DATE, lastSyncedAt: null }) }))
    expect(await screen.findByText('The trail is on its way')).toBeTruthy()
  })

  it('says what will be recorded', async () => {
    showAt(fakeMain(none))
    expect(await screen.findByText('Nothing recorded yet')).toBeTruthy()
    expect((screen.getByRole('button', { name: 'Export' }) as HTMLButtonElement).disabled).toBe(true)
  })

  it('offers to take search and filters away where nothing matches', async () => {
    const main = fakeMain({
      ...around,
      'audit.page': ({ terms }) => (terms.length > 0 ? { rows: [], total: 0 } : { rows: [auditRow()], total: 1 }),
    })
    showAt(main)
    await rowOf('Change limits')
    fireEvent.change(screen.getByLabelText('Search audit entries'), { target: { value: 'nothing like it' } })
    expect(await screen.findByText('No entry matches')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    expect(await rowOf('Change limits')).toBeTruthy()
  })

  it('says why where they cannot be read', async () => {
    showAt(fakeMain({ ...around, 'audit.page': () => refused('storage.damaged') }))
    expect(await screen.findByText('The trail could not be read')).toBeTruthy()
  })
})

describe('one entry', () => {
  async function shown(detail: Partial<AuditDetail>) {
    showAt(fakeMain({ ...withRows(auditRow()), 'audit.get': () => auditDetail(detail) }), `/audit/${idOf(500)}`)
    return within(await screen.findByRole('complementary'))
  }

  it('tells what changed with both values and the step between them, and folds the rest', async () => {
    const drawer = await shown({})
    const changed = within(await drawer.findByRole('region', { name: 'What changed' }))
    expect(changed.getAllByRole('term').map((term) => term.textContent)).toEqual(['Debit per day'])
    expect(changed.getByRole('definition').textContent).toBe('before 50,000,000 after 75,000,000(+25,000,000)')
    expect(drawer.getByText('The rest: 10 fields')).toBeTruthy()
    expect(drawer.getByText('Amounts in IDR.')).toBeTruthy()
    expect(drawer.getByText('9 Jul 2026 14:02:05 WIB')).toBeTruthy()
    expect(drawer.getByText(/14:01:58 WIB by the device’s clock/)).toBeTruthy()
    expect(drawer.getByText(idOf(600))).toBeTruthy()
    expect(drawer.getAllByRole('link', { name: 'Giro Operasional', hidden: true }).length).toBe(1)
  })

  it('tells why a command was rejected and what it had asked for', async () => {
    const drawer = await shown({
      outcome: 'rejected',
      after: undefined,
      problem: { code: 'account.closed', params: { name: 'Branch Kemang' } },
    })
    expect((await drawer.findByRole('region', { name: 'Why it was rejected' })).textContent).toContain('is closed')
    const asked = drawer.getByText('What was asked for').closest('details')
    expect(asked?.open).toBe(true)
    expect(asked?.textContent).toContain('Debit per day75,000,000')
    expect(drawer.queryByRole('region', { name: 'What changed' })).toBeNull()
    expect(drawer.getByText('How it was before').closest('details')?.open).toBe(false)
  })

  it('names the faulty rows of a file, each with its reason', async () => {
    const faultyRows = [{ rowId: '7', faults: [{ code: 'field.empty', path: 'name' }] }]
    const drawer = await shown({
      outcome: 'rejected',
      after: undefined,
      problem: { code: 'account.rows_faulty' },
      faultyRows,
    })
    expect((await drawer.findByRole('region', { name: 'Faulty rows' })).textContent).toBe(
      'Faulty rowsRow 7Name: Must not be empty',
    )
  })

  it('shows what another bank wrote as it is, and nothing of it does anything', async () => {
    const hostile = '<img src=x onerror="alert(1)">'
    const drawer = await shown({
      type: 'foreign.thing',
      before: { moodScore: 1, [hostile]: 'a' },
      after: { moodScore: 2, [hostile]: '$t(common:close)' },
      args: undefined,
    })
    const changed = await drawer.findByRole('region', { name: 'What changed' })
    expect(changed.textContent).toContain('moodScorebefore 1 after 2')
    expect(changed.textContent).toContain(hostile)
    expect(changed.textContent).toContain('$t(common:close)')
    expect(document.querySelector('img')).toBeNull()
  })

  it('draws a thousand rows of a file only as they are asked for', async () => {
    const items = Array.from({ length: 1_000 }, (_, n) => ({ name: `Kasir ${n}` }))
    const drawer = await shown({ type: 'subAccount.createMany', args: { items }, before: undefined })
    const asked = (await drawer.findByText('What was asked for')).closest('details')
    expect(asked?.querySelectorAll('dt')).toHaveLength(100)
    fireEvent.click(drawer.getByRole('button', { name: 'Show 100 more' }))
    expect(asked?.querySelectorAll('dt')).toHaveLength(200)
  })

  it('says so where it is not here', async () => {
    showAt(fakeMain({ ...withRows(auditRow()), 'audit.get': () => refused('not_found') }), `/audit/${idOf(999)}`)
    expect(await screen.findByText('It may not have reached this copy yet, or your role does not see it.')).toBeTruthy()
  })
})

describe('the export', () => {
  const rows = Array.from({ length: 700 }, (_, n) => auditRow({ id: idOf(1_000 + n) }))
  const older = ({ than, limit }: { than: string | null; limit: number }) => {
    const from = than === null ? 0 : rows.findIndex(({ id }) => id === than) + 1
    return rows.slice(from, from + limit)
  }

  async function exportAs(main: FakeMain, format: string): Promise<void> {
    showAt(main)
    await rowOf('Change limits')
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: format }))
  }

  it('brings every entry in the words of the screen, part by part', async () => {
    const main = fakeMain({
      ...withRows(auditRow()),
      'audit.older': older,
      'audit.beginExport': () => ({ exportId: '1' }),
      'audit.exportRows': ({ next }) => ({ saved: next === 'end' }),
    })
    await exportAs(main, 'CSV')
    await waitFor(() => expect(main.calls.filter(({ call }) => call === 'audit.exportRows')).toHaveLength(2))
    expect(main.calls.find(({ call }) => call === 'audit.beginExport')?.args).toMatchObject({
      format: 'csv',
      fileName: 'audit',
      title: 'Audit',
    })
    const parts = main.calls.filter(({ call }) => call === 'audit.exportRows').map(({ args }) => args)
    expect(parts).toMatchObject([
      { exportId: '1', next: 'more' },
      { exportId: '1', next: 'end' },
    ])
    const cells = (parts as { rows: (string | null)[][] }[]).flatMap((part) => part.rows)
    expect(cells.map((row) => row.at(-1))).toEqual(rows.map(({ id }) => id))
    expect(cells[0]?.slice(0, 8)).toEqual([
      '2026-07-09T07:02:05.000Z',
      'user …000901',
      'Change limits',
      'Branch Kemang',
      '8812300000012042',
      'accepted',
      null,
      'Debit per day 50,000,000 → 75,000,000',
    ])
  })

  it('reads nothing where the user chose no file', async () => {
    const main = fakeMain({ ...withRows(auditRow()), 'audit.beginExport': () => ({ exportId: null }) })
    await exportAs(main, 'PDF')
    await waitFor(() => expect(main.calls.some(({ call }) => call === 'audit.beginExport')).toBe(true))
    expect(main.calls.some(({ call }) => call === 'audit.older')).toBe(false)
  })

  it('gives the file up where the entries cannot be read', async () => {
    const main = fakeMain({
      ...withRows(auditRow()),
      'audit.older': () => refused('storage.damaged'),
      'audit.beginExport': () => ({ exportId: '1' }),
      'audit.exportRows': () => refused('report.interrupted'),
    })
    await exportAs(main, 'CSV')
    await waitFor(() =>
      expect(main.calls).toContainEqual({
        call: 'audit.exportRows',
        args: { exportId: '1', rows: [], next: 'cancel' },
      }),
    )
  })
})
