import { it } from 'vitest'
import { createWorld, freshId, synced } from './sync-world'
it('perf', { timeout: 200000 }, async () => {
  const world = await createWorld({ kind: 'scale', accounts: 2000 })
  const device = await world.device('maker')
  await synced(device)
  device.backend.online = false
  const numbers = device.store.db.prepare(`SELECT "number" AS n FROM ${device.store.tables().entity('subAccount')} WHERE doc ->> '$.status' = 'open' ORDER BY id`).all().map((r) => String(r.n))
  const time = (name: string, f: () => any) => { const t = performance.now(); const a = f(); console.log('T', name, (performance.now() - t).toFixed(1), a.ok, JSON.stringify(a.error ?? '').slice(0, 200)) }
  const rows = (count: number, accounts: number, tag: string) => Array.from({ length: count }, (_, k) => ({ reference: `${tag}-${k}`, accountNumber: numbers[k % accounts], amount: '1500000.00', dueDate: '2026-08-01' }))
  for (let k = 0; k < 3; k++) {
    time('simple', () => device.sync.submit({ type: 'companyProfile.update', args: { description: 'x' + k } }) )
    for (const [c, a] of [[50, 50], [100, 100], [250, 250], [250, 20], [1000, 1000]] as const) time(`${c} rows ${a} accounts`, () => device.sync.submit({ type: 'reconciliation.import', args: { batchId: freshId(), rows: rows(c, a, `k${k}c${c}a${a}`) } }))
  }
  await world.end()
})
