import { act, screen } from '@testing-library/react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { expect, it } from 'vitest'
import { AccountNumber, Amount, useWords } from '../../../renderer/components'
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
