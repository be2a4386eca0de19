import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Navigate, Route, Routes } from 'react-router-dom'
import { describe, expect, it } from 'vitest'
import type { OverviewView } from '#shared/contract/overview-views'
import type { SyncStatus } from '#shared/contract/views'
import { ROLES } from '#shared/kernel/permissions'
import { ScreenLinksProvider } from '../../../../renderer/components/screen-links'
import { OverviewScreen } from '../../../../renderer/features/overview'
import type { Language } from '../../../../renderer/locales/i18n'
import { type FakeMain, fakeMain, refused } from '../fake-main'
import { idOf, SETTINGS, UNLOCKED, UP_TO_DATE } from '../rows'
import { show } from '../show'
import { sumsOf, viewOf } from './overview-view'

const MANAGER = { ...UNLOCKED, permissions: ['overview.view', 'accounts.view'] }
const LINKS = [
  { key: 'overview', path: '/overview' },
  { key: 'sync', path: '/sync' },
]

interface Opening {
  readonly view?: OverviewView
  readonly status?: Partial<SyncStatus>
  readonly session?: typeof UNLOCKED
  readonly language?: Language
  readonly answers?: Parameters<typeof fakeMain>[0]
}

// Each opening is another user's: what the screen remembers of one is nothing to the next.
let users = 0

function open({
  view = viewOf(sumsOf()),
  status = {},
  session = MANAGER,
  language,
  answers = {},
}: Opening = {}): FakeMain {
  users += 1
  const user = session.user && { ...session.user, id: idOf(1000 + users) }
  const main = fakeMain({
    'settings.get': () => SETTINGS,
    'session.get': () => ({ ...session, user }),
    'sync.status': () => ({ ...UP_TO_DATE, ...status }),
    'overview.get': () => view,
    ...answers,
  })
  const routes = (
    <ScreenLinksProvider links={LINKS}>
      <Routes>
        <Route path="/overview/:part?/:key?" element={<OverviewScreen />} />
        <Route path="*" element={<Navigate to="/overview" replace />} />
      </Routes>
    </ScreenLinksProvider>
  )
  show(routes, main, language === undefined ? {} : { language })
  return main
}

const figure = async (label: string): Promise<HTMLElement> => {
  const term = await screen.findByText(label, { selector: 'dt' })
  if (!term.parentElement) throw new Error('a term stands alone')
  return term.parentElement
}

describe('the overview of who sees accounts', () => {
  it('says position, available and held exactly, also beyond what a number holds', async () => {
    open()
    expect((await figure('Position')).textContent).toContain('IDR 90,071,992,547,409,931,234.56')
    expect((await figure('Net in 3 days')).textContent).toContain('+9,007,199,254,740,953.25')
    expect((await figure('Held')).textContent).toContain('nothing is held')
    expect(screen.queryByText(/^confirmed/)).toBeNull()
  })

  it('shows beside a figure what the bank has confirmed of it, only where that differs', async () => {
    const held = { shown: '150000000.00', confirmed: '0.00' }
    open({ view: viewOf(sumsOf({ held })), status: { waiting: 2, pill: 'waiting' } })
    expect((await figure('Held')).textContent).toBe('HeldIDR 150,000,000confirmed: 0')
    expect((await figure('Position')).textContent).not.toContain('confirmed')
    expect(screen.getByText(/includes 2 commands not yet at the bank/)).toBeTruthy()
  })

  it('leaves out transfers between own accounts and lines without an account, and says so', async () => {
    open({ view: { ...viewOf(sumsOf()), unplacedLines: 4 } })
    const note = await screen.findByText(/Transfers between own accounts are not counted: 2 lines, 5,000 moved/)
    expect(note.textContent).toContain('4 lines of accounts that are not in this copy are left out')
  })

  it('never adds currencies: one at a time, each with its own figures', async () => {
    const usd = sumsOf({ currency: 'USD', position: { shown: '99.00', confirmed: '99.00' } })
    open({ view: viewOf(sumsOf(), usd) })
    expect((await figure('Position')).textContent).toContain('IDR')
    fireEvent.click(screen.getByRole('radio', { name: 'USD' }))
    expect((await figure('Position')).textContent).toContain('USD 99')
    for (const label of ['Available', 'Held', 'Net in 3 days']) {
      expect((await figure(label)).textContent).toMatch(/USD/)
    }
    expect(screen.getByText('per day, USD')).toBeTruthy()
  })

  it('has no choice of currency where there is one only', async () => {
    open()
    await figure('Position')
    expect(screen.queryByRole('radio', { name: 'IDR' })).toBeNull()
  })

  it.each([
    ['en', 'Your figures are on their way', 'nothing from the bank yet'],
    ['id', 'Angka Anda sedang diambil', 'belum ada data dari bank'],
  ] as const)('before the first copy is whole says so in %s, without figures', async (language, title, fresh) => {
    const nothing = { asOf: null, known: null, range: null, currencies: [], unplacedLines: 0 }
    open({ view: nothing, status: { lastSyncedAt: null }, language })
    expect(await screen.findByText(title)).toBeTruthy()
    expect(screen.getByText(fresh)).toBeTruthy()
    expect(screen.getByRole('region').textContent).not.toMatch(/\d/)
  })

  it('says in words why it could not be read, and reads again', async () => {
    let tries = 0
    const main = open({
      answers: {
        'overview.get': () => {
          tries += 1
          return tries === 1 ? refused('storage.damaged') : viewOf(sumsOf())
        },
      },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }))
    await figure('Position')
    expect(main.calls.filter(({ call }) => call === 'overview.get')).toHaveLength(2)
  })

  it('asks anew when the bank’s calendar has gone on, though no document changed', async () => {
    const main = open()
    await figure('Position')
    const asked = () => main.calls.filter(({ call }) => call === 'overview.get').length
    main.emit('status', { ...UP_TO_DATE, lastSyncedAt: '2026-07-10T16:59:00.000Z' })
    await waitFor(() => expect(screen.getByText(/as of .*23:59 WIB/)).toBeTruthy())
    expect(asked()).toBe(1)
    main.emit('status', { ...UP_TO_DATE, lastSyncedAt: '2026-07-10T17:00:00.000Z' })
    await waitFor(() => expect(asked()).toBe(2))
  })
})

describe('the days of the overview', () => {
  it('are those that are asked for, the last 30 at first', async () => {
    const main = open()
    await figure('Position')
    fireEvent.click(screen.getByRole('radio', { name: '7 days' }))
    const asked = () => main.calls.filter(({ call }) => call === 'overview.get').map(({ args }) => args)
    await waitFor(() =>
      expect(asked()).toEqual([
        { kind: 'last', days: 30 },
        { kind: 'last', days: 7 },
      ]),
    )
  })

  it('may be from any day to any day, and a range that ends before it begins is not asked for', async () => {
    const main = open()
    await figure('Position')
    fireEvent.click(screen.getByRole('button', { name: 'From … to' }))
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '2026-07-05' } })
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-07-01' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    expect(screen.getByText('The end is before the beginning')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('To'), { target: { value: '2026-07-06' } })
    fireEvent.click(screen.getByRole('button', { name: 'Show' }))
    const wanted = { kind: 'between', from: '2026-07-05', to: '2026-07-06' }
    await waitFor(() => expect(main.calls.at(-1)).toEqual({ call: 'overview.get', args: wanted }))
    expect(main.calls.filter(({ call }) => call === 'overview.get')).toHaveLength(2)
  })

  it('are walked by keys, said in words, and opened with Enter', async () => {
    const line = {
      line: {
        id: idOf(70),
        version: 1,
        updatedAt: '2026-07-09T16:30:00.000Z',
        accountId: idOf(51),
        postedAt: '2026-07-09T16:30:00.000Z',
        direction: 'debit' as const,
        amount: '40.00',
        balanceAfter: '0.00',
        channel: 'edc' as const,
        counterparty: 'Toko Makmur',
        reference: 'OUT1',
        description: 'Pembayaran EDC',
      },
      account: { id: idOf(51), name: 'Wilayah Bali', number: null },
      pending: true,
    }
    const main = open({ answers: { 'overview.lines': () => ({ rows: [line], next: null }) } })
    const slider = await screen.findByRole('slider')
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^Friday,? 10 July 2026: in 0, out 0, net 0$/)
    fireEvent.keyDown(slider, { key: 'ArrowLeft' })
    expect(slider.getAttribute('aria-valuetext')).toMatch(/^Thursday,? 9 July 2026: in 0, out 40, net −40$/)
    expect(slider.getAttribute('aria-valuenow')).toBe('2')
    fireEvent.keyDown(slider, { key: 'Enter' })
    const drawer = await screen.findByRole('complementary', { name: /^Thursday,? 9 July 2026$/ })
    await waitFor(() => expect(main.calls.at(-1)?.call).toBe('overview.lines'))
    expect(main.calls.at(-1)?.args).toMatchObject({ currency: 'IDR', day: '2026-07-09', direction: null, after: null })
    expect(within(drawer).getByRole('radio', { name: 'Out 3' })).toBeTruthy()
  })

  it('stand in a table with the same sums, each day a button', async () => {
    open()
    await figure('Position')
    fireEvent.click(screen.getByRole('radio', { name: 'Table' }))
    const rows = within(await screen.findByRole('table')).getAllByRole('row')
    expect(rows.slice(1).map((row) => row.textContent?.replace(/^(\w+),/, '$1'))).toEqual([
      'Fri 10 Jul0000',
      'Thu 9 Jul040−40 negative3',
      'Wed 8 Jul9,007,199,254,740,993.250+9,007,199,254,740,993.251',
    ])
    fireEvent.click(screen.getByRole('button', { name: /^Wed,? 8 Jul$/ }))
    expect(await screen.findByRole('complementary', { name: /^Wednesday,? 8 July 2026$/ })).toBeTruthy()
  })
})

describe('parts of the position', () => {
  it('open the accounts of a scheme with its sums', async () => {
    const main = open({ answers: { 'overview.accounts': () => ({ rows: [], next: null }) } })
    fireEvent.click(await screen.findByRole('button', { name: /Petty cash 410/ }))
    const drawer = await screen.findByRole('complementary', { name: 'Petty cash' })
    expect(within(drawer).getByText('1,057,248,000', { exact: false })).toBeTruthy()
    await waitFor(() => expect(main.calls.at(-1)?.call).toBe('overview.accounts'))
    expect(main.calls.at(-1)?.args).toMatchObject({ currency: 'IDR', scheme: 'petty_cash', after: null })
  })

  it('export the sums that are shown as a file, and say that it is there', async () => {
    const main = open({ answers: { 'overview.saveTable': () => ({ saved: true }) } })
    fireEvent.click(await screen.findByRole('button', { name: 'Export' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'By scheme (CSV)' }))
    const wanted = { currency: 'IDR', range: { kind: 'last', days: 30 }, table: 'schemes' }
    await waitFor(() => expect(main.calls.at(-1)).toEqual({ call: 'overview.saveTable', args: wanted }))
  })
})

describe('the overview of who is sent no accounts', () => {
  it('asks for no figures and shows none: role, sync and screens instead', async () => {
    const main = open({ session: { ...UNLOCKED, permissions: ['overview.view'] }, status: { attention: 1 } })
    expect(await screen.findByText('What you see here')).toBeTruthy()
    expect(await screen.findByText(/sends your role \(Treasury maker\) no account data/)).toBeTruthy()
    expect(await screen.findByText('1 needs attention')).toBeTruthy()
    const links = screen.getAllByRole('link').map((link) => link.getAttribute('href'))
    expect(links).toEqual(['/sync'])
    expect(main.calls.some(({ call }) => call.startsWith('overview.'))).toBe(false)
    expect(screen.queryByText(/IDR|Position|Held/)).toBeNull()
  })

  it.each(ROLES)('has words for the role %s in Indonesian', async (role) => {
    const user = UNLOCKED.user && { ...UNLOCKED.user, role }
    open({ session: { ...UNLOCKED, user, permissions: ['overview.view'] }, language: 'id' })
    const text = (await screen.findByText(/tidak mengirim data rekening/)).textContent
    expect(text).not.toContain(role)
  })
})
