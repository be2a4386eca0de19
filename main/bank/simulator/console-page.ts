import { randomBytes } from 'node:crypto'
import type { BankApp } from '../http/environment'

/** The page at `/sim`: a person plays the bank's counterparties by hand. Self-contained, nothing from elsewhere. */
export function addConsolePage(app: BankApp): void {
  app.get('/sim', (context) => {
    const nonce = randomBytes(16).toString('base64')
    const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`
    return context.html(page(nonce), 200, { 'content-security-policy': policy, 'cache-control': 'no-store' })
  })
}

const STYLE = `
:root { color-scheme: light dark; font: 14px/1.5 system-ui, sans-serif }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
fieldset { border: 1px solid #8888; border-radius: 6px; margin: 0 0 1rem; padding: 1rem }
label { display: inline-grid; gap: .25rem; margin: 0 .75rem .75rem 0 }
input, select, button { font: inherit; padding: .35rem .6rem }
output { display: block; white-space: pre-wrap; font-variant-numeric: tabular-nums; min-height: 1.5em }
output.bad { font-weight: 600 }
output.bad::before { content: "✕ " }`

const SCRIPT = `
const call = async (path, body) => {
  const answer = await fetch(path, body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {})
  return { ok: answer.ok, body: await answer.json() }
}
const tell = (form, { ok, body }) => {
  const output = form.querySelector('output')
  output.className = ok ? '' : 'bad'
  output.textContent = JSON.stringify(ok ? (body.result ?? body) : { code: body.code, detail: body.detail, errors: body.errors }, null, 1)
}
const onSubmit = (id, work) => {
  const form = document.getElementById(id)
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    tell(form, await work(Object.fromEntries(new FormData(form, event.submitter))))
  })
}
onSubmit('movement', (fields) => call('/v1/sim/actions', fields))
onSubmit('user', (fields) => call('/v1/sim/actions', { action: 'bank.reactivateUser', ...fields }))
onSubmit('clock', ({ advance, now }) => call('/v1/sim/clock', now ? { now } : advance ? { advanceSeconds: Number(advance) * 3600 } : undefined))
onSubmit('ledger', async () => {
  const { ok, body } = await call('/v1/sim/ledger')
  const wrong = body.accounts.filter((a) => a.balance !== a.postingsTotal || a.held !== a.holdsTotal).map((a) => a.id)
  return { ok: ok && wrong.length === 0, body: { postings: body.postings, sum: body.sum, accounts: body.accounts.length, accountsThatDoNotAddUp: wrong } }
})`

function page(nonce: string): string {
  const channels = ['branch', 'atm', 'edc', 'kopra_cm', 'host_to_host', 'other_bank', 'internal']
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bank console</title><style nonce="${nonce}">${STYLE}</style></head><body>
<h1>Bank console</h1>
<p>Simulation only: play the bank's counterparties and staff.</p>
<form id="movement"><fieldset><legend>Money through a channel</legend>
<label>Account number <input name="accountNumber" required inputmode="numeric"></label>
<label>Amount <input name="amount" required value="250000.00"></label>
<label>Channel <select name="channel">${channels.map((name) => `<option>${name}</option>`).join('')}</select></label>
<label>Reference <input name="reference"></label>
<label>Counterparty <input name="counterparty"></label>
<div><button name="action" value="channel.credit">Credit</button> <button name="action" value="channel.debit">Debit</button></div>
<output role="status"></output></fieldset></form>
<form id="user"><fieldset><legend>Reactivate a blocked user</legend>
<label>Company ID <input name="companyId" required value="NUSANTARA"></label>
<label>User ID <input name="userId" required></label>
<div><button>Reactivate</button></div><output role="status"></output></fieldset></form>
<form id="clock"><fieldset><legend>Bank time</legend>
<label>Forward by hours <input name="advance" type="number" min="0" step="any"></label>
<label>or to an instant <input name="now" placeholder="2026-07-10T01:00:00.000Z"></label>
<div><button>Move, or show when both are empty</button></div><output role="status"></output></fieldset></form>
<form id="ledger"><fieldset><legend>Ledger</legend><div><button>Check the sums</button></div><output role="status"></output></fieldset></form>
<script nonce="${nonce}">${SCRIPT}</script></body></html>`
}
