import { Notifications, notifications } from '@mantine/notifications'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { ExportMenu, type ExportOutcome } from '../../../renderer/components/export-menu'
import { fakeMain } from './fake-main'
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
