import { Notifications, notifications } from '@mantine/notifications'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { ExportMenu, type ExportOutcome } from '../../../renderer/components/export-menu'
import { StatementExport } from '../../../renderer/features/accounts/drawer/statement-export'
import { fakeMain, refused } from './fake-main'
import { idOf, UP_TO_DATE } from './rows'
import { show } from './show'

// What was said outlives the screen that said it.
beforeEach(() => notifications.clean())

function menu(answer: (format: 'csv' | 'pdf') => PromiseLike<ExportOutcome>, language: 'en' | 'id' = 'en') {
  const screenWithMenu = (
    <>
      <Notifications />
      <ExportMenu formats={['csv', 'pdf']} onExport={answer} />
    </>
  )
  show(screenWithMenu, fakeMain({}), { language })
}

const choose = async (format: string, button = 'Export') => {
  fireEvent.click(screen.getByRole('button', { name: button }))
  fireEvent.click(await screen.findByRole('menuitem', { name: format }))
}

describe('the export menu', () => {
  it('is busy until the file is there, and then says so', async () => {
    let finish = (_outcome: ExportOutcome): void => {}
    const asked: string[] = []
    menu((format) => {
      asked.push(format)
      return new Promise((resolve) => {
        finish = resolve
      })
    })
    await choose('PDF')
    expect(asked).toEqual(['pdf'])
    const button = screen.getByRole('button', { name: 'Export' })
    expect(button.hasAttribute('data-loading')).toBe(true)
    expect(screen.queryByText('The file was saved.')).toBeNull()
    finish({ data: { saved: true } })
    expect(await screen.findByText('The file was saved.')).toBeTruthy()
    expect(button.hasAttribute('data-loading')).toBe(false)
  })

  it('says nothing where the user chose no file', async () => {
    menu(async () => ({ data: { saved: false } }))
    await choose('CSV')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Export' }).hasAttribute('data-loading')).toBe(false))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('says in words why there is no file, in the user’s language', async () => {
    menu(async () => ({ error: { code: 'report.not_saved' } }), 'id')
    await choose('CSV', 'Ekspor')
    expect((await screen.findByRole('alert')).textContent).toContain('tidak dapat disimpan di sana')
    expect(screen.getByRole('button', { name: 'Tutup' })).toBeTruthy()
  })
})

describe('the statement’s export', () => {
  it('begins with the month so far by the bank’s clock, and asks for the days that are shown', async () => {
    const asked: unknown[] = []
    // The bank is at 1 August in Jakarta while this computer may be at any other day.
    const clockOffsetMs = Date.parse('2026-07-31T18:00:00.000Z') - Date.now()
    const main = fakeMain({
      'sync.status': () => ({ ...UP_TO_DATE, clockOffsetMs }),
      'reports.statement': (args) => {
        asked.push(args)
        return refused('statement.bank_needed', { from: '2026-05-04' })
      },
    })
    const accountId = idOf(7)
    show(
      <>
        <Notifications />
        <StatementExport accountId={accountId} />
      </>,
      main,
    )
    await waitFor(() => expect(screen.getByLabelText('To')).toHaveProperty('value', '2026-08-01'))
    expect(screen.getByLabelText('From')).toHaveProperty('value', '2026-08-01')
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-01-01' } })
    await choose('SWIFT MT940', 'Export the statement')
    expect(await screen.findByText(/Transactions before 2026-05-04 are only at the bank/)).toBeTruthy()
    expect(asked).toEqual([{ accountId, from: '2026-01-01', to: '2026-08-01', format: 'mt940' }])
  })

  it('cannot be asked for without both days', async () => {
    show(<StatementExport accountId={idOf(7)} />, fakeMain({ 'sync.status': () => UP_TO_DATE }))
    fireEvent.change(await screen.findByLabelText('To'), { target: { value: '' } })
    expect(screen.getByRole('button', { name: 'Export the statement' })).toHaveProperty('disabled', true)
  })
})
