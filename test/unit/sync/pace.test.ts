import { expect, it } from 'vitest'
import { createPace } from '#main/sync/pace'
import { createFakeTime } from './fake-time'

function paced() {
  const time = createFakeTime()
  const told: [at: number, value: number][] = []
  const state = { value: 0, last: -1 }
  const pace = createPace(time, 100, () => {
    if (state.value === state.last) return false
    state.last = state.value
    told.push([time.elapsed(), state.value])
    return true
  })
  const becomes = (value: number): void => {
    state.value = value
    pace.soon()
  }
  return { time, told, pace, becomes }
}

it('tells the first change at once, then at most ten a second, and always the last', async () => {
  const { time, told, becomes } = paced()
  for (let value = 1; value <= 130; value += 1) {
    becomes(value)
    await time.advance(2)
  }
  await time.advance(1_000)
  expect(told).toEqual([
    [0, 1],
    [100, expect.any(Number)],
    [200, expect.any(Number)],
    [300, 130],
  ])
})

it('tells at once what comes after a quiet time, and nothing where nothing changed', async () => {
  const { time, told, becomes } = paced()
  becomes(1)
  await time.advance(500)
  becomes(1)
  becomes(2)
  becomes(2)
  await time.advance(500)
  expect(told).toEqual([
    [0, 1],
    [500, 2],
  ])
})

it('is silent once stopped, and can begin again', async () => {
  const { time, told, pace, becomes } = paced()
  becomes(1)
  becomes(2)
  pace.stop()
  await time.advance(1_000)
  expect(told).toEqual([[0, 1]])
  becomes(3)
  expect(told.at(-1)).toEqual([1_000, 3])
})
