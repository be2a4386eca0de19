import { fireEvent, screen } from '@testing-library/react'
import { type ComponentType, useState } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FaultBoundary } from '../../../renderer/components/fault-boundary'
import { late } from '../../../renderer/components/late'
import { followFaults } from '../../../renderer/data/faults'
import { fakeMain } from './fake-main'
import { show } from './show'

const TITLE = 'This could not be shown'
let broken = true

beforeEach(() => {
  broken = true
  // React tells what a boundary caught.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

function mainWithLog() {
  const faults: { where: string; text: string }[] = []
  const main = fakeMain({
    'app.fault': (fault: { where: string; text: string }) => {
      faults.push(fault)
      return undefined
    },
  })
  return { main, faults }
}

function Fragile({ name }: { readonly name: string }) {
  if (broken) throw new Error(`bug of ${name}`)
  return <p>{name} is well</p>
}

describe('a bug in a screen', () => {
  it('is told to the user and the log, and what is around it stays', async () => {
    const { main, faults } = mainWithLog()
    show(
      <>
        <nav>Navigation</nav>
        <FaultBoundary where="screen">
          <Fragile name="Accounts" />
        </FaultBoundary>
      </>,
      main,
    )
    expect((await screen.findByRole('alert')).textContent).toContain(TITLE)
    expect(screen.getByRole('navigation')).toBeTruthy()
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ where: 'screen', text: expect.stringContaining('bug of Accounts') })
  })

  it('is gone once trying again works', async () => {
    show(
      <FaultBoundary where="screen">
        <Fragile name="Approvals" />
      </FaultBoundary>,
      mainWithLog().main,
    )
    await screen.findByRole('alert')
    broken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Approvals is well')).toBeTruthy()
  })

  it('is left behind by going elsewhere', async () => {
    function Places() {
      const [place, setPlace] = useState('/audit')
      return (
        <>
          <button type="button" onClick={() => setPlace('/sync')}>
            Sync
          </button>
          <FaultBoundary where="screen" place={place}>
            {place === '/audit' ? <Fragile name="Audit" /> : <p>Sync is well</p>}
          </FaultBoundary>
        </>
      )
    }
    show(<Places />, mainWithLog().main)
    await screen.findByRole('alert')
    fireEvent.click(screen.getByRole('button', { name: 'Sync' }))
    expect(await screen.findByText('Sync is well')).toBeTruthy()
  })

  it('is written in the language of the screen', async () => {
    show(
      <FaultBoundary where="screen">
        <Fragile name="Ikhtisar" />
      </FaultBoundary>,
      mainWithLog().main,
      { language: 'id' },
    )
    expect((await screen.findByRole('alert')).textContent).toContain('Ini tidak dapat ditampilkan')
  })
})

describe('a bundle that cannot be read', () => {
  it('is told, and read again when the user tries again', async () => {
    const Chart: ComponentType<object> = () => <p>The chart</p>
    const load = vi.fn().mockRejectedValueOnce(new Error('disk')).mockResolvedValue(Chart)
    const { Late } = late(load)
    show(
      <FaultBoundary where="screen">
        <Late />
      </FaultBoundary>,
      mainWithLog().main,
    )
    await screen.findByRole('alert')
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('The chart')).toBeTruthy()
    expect(load).toHaveBeenCalledTimes(2)
  })

  it('leaves what is around it where that does without it, and tells the log', async () => {
    const { main, faults } = mainWithLog()
    const { Late } = late(() => Promise.reject(new Error('no such chart')), { isOptional: true })
    show(
      <FaultBoundary where="screen">
        <p>Figures</p>
        <Late />
      </FaultBoundary>,
      main,
    )
    await vi.waitFor(() => expect(faults).toHaveLength(1))
    expect(faults[0]).toMatchObject({ where: 'screen', text: expect.stringContaining('no such chart') })
    expect(screen.getByText('Figures')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('shows at once what has been read before', async () => {
    const Chart: ComponentType<object> = () => <p>The chart</p>
    const { Late, preload } = late(async () => Chart, { meanwhile: <p>wait</p> })
    await preload()
    show(<Late />, mainWithLog().main)
    expect(screen.getByText('The chart')).toBeTruthy()
    expect(screen.queryByText('wait')).toBeNull()
  })
})

it('a bug that no screen shows is told to the log, once', async () => {
  const { main, faults } = mainWithLog()
  show(<p>well</p>, main)
  followFaults()
  const error = new Error('bug of a click')
  for (let time = 0; time < 3; time += 1) window.dispatchEvent(new ErrorEvent('error', { error, message: 'x' }))
  await vi.waitFor(() => expect(faults).toHaveLength(1))
  expect(faults[0]).toMatchObject({ where: 'event', text: expect.stringContaining('bug of a click') })
})
