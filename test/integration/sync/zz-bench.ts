import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createHttpBackend } from '#main/backend/http/http-backend'
import { openStore } from '#main/storage/open-store'
import { createSyncService } from '#main/sync/create-sync-service'
import { permissionsOf } from '#shared/kernel/permissions'
import { newId } from '#shared/kernel/ids'

const bank = spawn('npx', ['tsx', 'main/bank/cli.ts', '--data', ':memory:', '--seed', 'scale', '--accounts', '100000'], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
let out = ''
const url = await new Promise<string>((resolve) => bank.stdout.on('data', (c) => { out += c; const m = /"url":"([^"]+)"/.exec(out); if (m) resolve(String(m[1])) }))
console.log('bank', url)
let kept: any = null
const made = createHttpBackend({ url, nowMs: () => Date.now(), tokens: { load: () => kept, save: (t) => { kept = t } } })
if (!made.ok) throw new Error()
const id = () => newId({ nowMs: Date.now(), randomBytes: (n) => randomBytes(n) })
const deviceId = id()
const login = await made.value.login({ companyId: 'NUSANTARA', userId: 'maker', password: 'Bendahara#2026', deviceId, deviceName: 'x' })
if (!login.ok) throw new Error(JSON.stringify(login))
const dir = mkdtempSync('/tmp/bb-')
const opened = openStore({ path: `${dir}/x.db`, key: randomBytes(32) })
if (!opened.ok) throw new Error()
const store = opened.value
const sync = createSyncService({ store, backend: made.value, clock: { nowMs: () => Date.now() }, random: { bytes: (n) => randomBytes(n), fraction: () => Math.random() },
  scheduler: { after(ms, w) { const t = setTimeout(w, ms); return () => clearTimeout(t) }, breathe: () => new Promise((r) => setImmediate(r)) },
  actor: () => ({ userId: login.value.user.id, role: 'treasury_maker', permissions: permissionsOf('treasury_maker'), deviceId }), deviceId, hmacKey: randomBytes(32), onFault: console.error })
const h = monitorEventLoopDelay({ resolution: 1 })
const stalls: number[] = []
let last = performance.now(); let on = true
const tick = () => { const n = performance.now(); stalls.push(n - last); last = n; if (on) setImmediate(tick) }
const t0 = performance.now()
h.enable(); tick(); sync.start()
const report = (label: string) => { const s = stalls.splice(0).sort((a, b) => a - b); console.log(label, 'turns', s.length, 'p99', s[Math.floor(s.length * 0.99)]?.toFixed(1), 'p99.9', s[Math.floor(s.length * 0.999)]?.toFixed(1), 'max', s.at(-1)?.toFixed(1), 'over16', s.filter((x) => x > 16).length) }
await new Promise<void>((r) => { const i = setInterval(() => { if (sync.status().lastSyncedAt) { clearInterval(i); r() } }, 20) })
const ms = performance.now() - t0
const docs = [...store.documents.counts().values()].reduce((a, b) => a + b, 0)
report(`pull ${docs} docs in ${Math.round(ms)} ms = ${Math.round(docs / ms * 1000)}/s`)
await new Promise<void>((r) => { const i = setInterval(() => { if (sync.status().integrity) { clearInterval(i); r() } }, 5) })
report('integrity')
console.log(JSON.stringify(sync.status()))
const accounts = store.db.prepare(`SELECT id FROM ${store.tables().entity('subAccount')} LIMIT 400`).all()
made.value.close()
const times: number[] = []
for (const { id } of accounts) { const a = performance.now(); const r = sync.submit({ type: 'subAccount.update', args: { id, name: 'Nama' } }); if (!r.ok) throw new Error(JSON.stringify(r)); times.push(performance.now() - a); if (times.length % 20 === 0) await new Promise((r) => setImmediate(r)) }
times.sort((a, b) => a - b)
const bare: number[] = []
store.db.exec('CREATE TABLE t (x)')
for (let i = 0; i < 400; i++) { const a = performance.now(); store.db.prepare('INSERT INTO t VALUES (1)').run(); bare.push(performance.now() - a) }
bare.sort((a, b) => a - b)
console.log('accept p50', times[200]?.toFixed(2), 'p99', times[396]?.toFixed(2), 'bare commit p50', bare[200]?.toFixed(2), 'p99', bare[396]?.toFixed(2))
process.kill(-Number(bank.pid))
process.exit(0)
