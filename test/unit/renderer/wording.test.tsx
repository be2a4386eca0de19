import { act, screen, waitFor } from '@testing-library/react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { expect, it } from 'vitest'
import { AccountNumber, Amount, Dialog, useWords } from '../../../renderer/components'
import { createWords } from '../../../renderer/locales/i18n'
import { fakeMain } from './fake-main'
import { show } from './show'

/** As a row of a list is: drawn anew only when something about it changes. */
const Row = memo(function Row() {
  const t = useWords('common')
  return (
    <>
      <p data-testid="word">{t('cancel')}</p>
      <p data-testid="amount">
        <Amount value="1234567.50" />
      </p>
      <p data-testid="number">
        <AccountNumber number={null} />
      </p>
    </>
  )
})

function Switch() {
  const { i18n } = useTranslation()
  return (
    <button type="button" onClick={() => void i18n.changeLanguage('id')}>
      id
    </button>
  )
}

it('words and amounts of rows follow the language, which they do not subscribe to', async () => {
  show(
    <>
      <Row />
      <Switch />
    </>,
    fakeMain({}),
  )
  const texts = () => ['word', 'amount', 'number'].map((name) => screen.getByTestId(name).textContent)
  expect(texts()).toEqual(['Cancel', '1,234,567.50', 'number at confirmation'])
  await act(async () => screen.getByRole('button').click())
  expect(texts()).toEqual(['Batal', '1.234.567,50', 'nomor saat konfirmasi'])
})

it.each([
  ['a name that turns the direction', `Kas \u202eabc`, `\u2068Kas \u202eabc\u2069`],
  ['a name in Arabic', 'شركة', '\u2068شركة\u2069'],
  ['a name that would end its isolation', `a\u2069\u202eb`, `\u2068a\u202eb\u2069`],
  ['any other name', 'Kas <b>Kecil</b> & "Co" 😀', 'Kas <b>Kecil</b> & "Co" 😀'],
])('%s stays for itself within a sentence', (_, name, shown) => {
  expect(createWords('en').t('accounts:tree.expand', { name })).toBe(
    createWords('en').t('accounts:tree.expand', { name: 'X' }).replace('X', shown),
  )
})

it('a dialog gives the keyboard back to what had it', async () => {
  function Opener() {
    const [open, setOpen] = useState(false)
    return (
      <>
        <button type="button" onClick={() => setOpen(true)}>
          Transfer
        </button>
        {open && <Dialog title="Transfer money" onClose={() => setOpen(false)} />}
      </>
    )
  }
  show(<Opener />, fakeMain({}))
  const opener = screen.getByRole('button', { name: 'Transfer' })
  opener.focus()
  await act(async () => opener.click())
  const close = await screen.findByRole('button', { name: '' })
  close.focus()
  await act(async () => close.click())
  await waitFor(() => expect(document.activeElement).toBe(opener))
})
