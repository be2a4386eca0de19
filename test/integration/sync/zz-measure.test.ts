import { it } from 'vitest'
import { createWorld, synced } from './sync-world'
it('m', async () => {
  let t = performance.now()
  const lap = (n: string) => { console.log(n, Math.round(performance.now() - t)); t = performance.now() }
  const world = await createWorld()
  lap('world')
  for (let i = 0; i < 3; i++) {
    const d = await world.device()
    lap('login+open')
    await synced(d)
    lap('sync')
    console.log(d.store.documents.counts(), d.sync.history(), d.backend.calls.length)
    d.crash()
  }
  await world.end()
})
