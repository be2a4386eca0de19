import { describe, expect, it } from 'vitest'
import { measureRow, ROW_NAMES } from '../../bench/rows'

const WITHIN_MS = 120_000

/** That every row still runs against the product as it is, on little data; what it measures here says nothing. */
describe('a row of the bench', { timeout: WITHIN_MS }, () => {
  it.each(ROW_NAMES)('%s measures the product beside its reference', async (name) => {
    const rows = await measureRow(name, { documents: 1_000, runs: 1 })
    expect(rows.some(({ goal, verdict }) => goal !== undefined && verdict !== undefined)).toBe(true)
    const figures = rows.flatMap((row) => Object.values(row).filter((value) => typeof value === 'number'))
    expect(figures.length).toBeGreaterThanOrEqual(rows.length)
    expect(figures.every((value) => Number.isFinite(value) && value >= 0)).toBe(true)
  })
})
