import { expect, it } from 'vitest'
import type { SyncStatus } from '#shared/contract/views'
import { createWorld, synced } from '../sync/sync-world'

it('a first copy of thousands of documents tells its progress at most ten times a second, and how it ended', async () => {
  const world = await createWorld({ kind: 'scale', accounts: 4_000 })
  try {
    const device = await world.device()
    const told: { readonly at: number; readonly status: SyncStatus }[] = []
    device.sync.onStatus((status) => told.push({ at: performance.now(), status }))
    const began = performance.now()
    await synced(device)
    await new Promise((resolve) => setTimeout(resolve, 250))
    const seconds = (performance.now() - began) / 1_000
    expect(told.length).toBeGreaterThan(2)
    expect(told.length).toBeLessThanOrEqual(2 + seconds * 10)
    expect(told.at(-1)?.status).toEqual(device.sync.status())
    expect(told.at(-1)?.status.pill).toBe('up_to_date')
  } finally {
    await world.end()
  }
})
