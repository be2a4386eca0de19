import { register } from 'tsx/esm/api'
register()
const { Album } = await import('/work/main/test/tour/album.ts')
const { Bank } = await import('/work/main/test/e2e/support/bank.ts')
const { syncStates } = await import('/work/main/test/tour/sync-states.ts')
import { mkdtempSync } from 'node:fs'
const f = mkdtempSync('/tmp/synctour-')
const album = new Album('/tmp/synctour-pics')
const bank = await Bank.start({ data: f + '/bank' })
try { await syncStates(album, bank, f) } finally { await bank.stop(); console.log(album.finish()) }
