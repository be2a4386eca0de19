import {
  ClockRequest,
  ClockResponse,
  LedgerResponse,
  Params,
  SimulationAction,
  SimulationActionResponse,
} from '#shared/contract/http'
import { formatWire, money, parseCurrency } from '#shared/kernel/money'
import { addMs, type Instant, parseInstant } from '#shared/kernel/time'
import type { Bank } from '../bank-parts'
import { allCompanies } from '../engine/companies'
import { type BankApp, describeRoute, json, jsonBody } from '../http/environment'
import { HttpProblem } from '../http/problems'
import { type ChannelMovement, channelMovement } from './channel-movement'

/** Twenty years: every midnight in between is worked through. */
const MAX_ADVANCE_SECONDS = 20 * 366 * 24 * 60 * 60

const clockRoute = describeRoute({
  method: 'get',
  path: '/v1/sim/clock',
  summary: "The bank's time",
  responses: { 200: { description: 'Now', ...json(ClockResponse) } },
})
const moveClockRoute = describeRoute({
  method: 'post',
  path: '/v1/sim/clock',
  summary: "Put the bank's time forward; timers due in between fire first, in time order",
  request: { body: jsonBody(ClockRequest) },
  responses: { 200: { description: 'The new time', ...json(ClockResponse) } },
})
const actionRoute = describeRoute({
  method: 'post',
  path: '/v1/sim/actions',
  summary: 'Play a counterparty',
  request: { body: jsonBody(SimulationAction) },
  responses: { 200: { description: 'What came of it', ...json(SimulationActionResponse) } },
})
const ledgerRoute = describeRoute({
  method: 'get',
  path: '/v1/sim/ledger',
  summary: 'The whole ledger in figures, for invariant checks',
  responses: { 200: { description: 'Sums', ...json(LedgerResponse) } },
})

/** What exists only with `--sim`. Source: docs/protocol.md Simulation. */
export function addSimulationRoutes(app: BankApp, bank: Bank): void {
  const { clock, timers } = bank
  app.openapi(clockRoute, (context) => context.json({ now: clock.now() }, 200))

  app.openapi(moveClockRoute, (context) => {
    const target = wantedTime(context.req.valid('json'), clock.now())
    timers.advanceTo(target)
    return context.json({ now: clock.now() }, 200)
  })

  app.openapi(actionRoute, (context) => {
    const action = context.req.valid('json')
    const result = action.action === 'bank.reactivateUser' ? reactivate(bank, action) : move(bank, action)
    return context.json({ result }, 200)
  })

  app.openapi(ledgerRoute, (context) => {
    const { ledger } = bank.processor
    // One currency a posting, and each sums to zero, so the sum of all is zero in any currency's digits.
    return context.json(
      { postings: ledger.postings(), sum: wire(ledger.sum(), 'IDR'), accounts: accountSums(bank) },
      200,
    )
  })
}

function wantedTime(
  { now, advanceSeconds }: { now?: string | undefined; advanceSeconds?: number | undefined },
  present: Instant,
): Instant {
  if (now === undefined) {
    if ((advanceSeconds ?? 0) > MAX_ADVANCE_SECONDS) {
      const message = `at most ${MAX_ADVANCE_SECONDS} seconds`
      throw new HttpProblem('request.invalid', { errors: [{ path: 'advanceSeconds', code: 'clock.too_far', message }] })
    }
    return addMs(present, Math.round((advanceSeconds ?? 0) * 1000))
  }
  const target = parseInstant(now)
  const limit = addMs(present, MAX_ADVANCE_SECONDS * 1000)
  if (target.ok && target.value >= present && target.value <= limit) return target.value
  const fault = target.ok
    ? { path: 'now', code: target.value < present ? 'clock.backwards' : 'clock.too_far', message: `now is ${present}` }
    : { path: 'now', code: 'field.instant', message: 'field.instant' }
  throw new HttpProblem('request.invalid', { errors: [fault] })
}

function reactivate(bank: Bank, { companyId, userId }: { companyId: string; userId: string }) {
  if (!bank.authentication.reactivate(companyId, userId)) throw new HttpProblem('not_found')
  return { status: 'active' }
}

/** Accounts numbers are the bank's own, so the company is the one whose account it is. */
function move(bank: Bank, movement: ChannelMovement) {
  for (const { key } of allCompanies(bank.database.db)) {
    const documents = bank.database.documents.of(key)
    const number = movement.accountNumber
    const isHere =
      documents.findWhere('subAccount', 'number', number, 1).length > 0 ||
      documents.findWhere('currentAccount', 'number', number, 1).length > 0
    if (!isHere) continue
    const answer = bank.processor.runSystem(key, channelMovement(movement))
    if (answer.kind === 'invalid') throw new HttpProblem('request.invalid', { errors: answer.errors })
    if (answer.kind === 'accept') return { status: 'posted' }
    if (answer.kind === 'nothing') throw new Error('a movement always comes to something')
    return {
      status: movement.action === 'channel.credit' ? 'returned' : 'declined',
      code: answer.code,
      params: Params.parse(answer.params),
    }
  }
  throw new HttpProblem('not_found', { params: { accountNumber: movement.accountNumber } })
}

function accountSums(bank: Bank) {
  return bank.processor.ledger.accounts().map(({ id, currency, balance, held, postingsTotal, holdsTotal }) => ({
    id,
    currency,
    balance: wire(balance, currency),
    held: wire(held, currency),
    postingsTotal: wire(postingsTotal, currency),
    holdsTotal: wire(holdsTotal, currency),
  }))
}

function wire(minor: bigint, code: string): string {
  const currency = parseCurrency(code)
  if (!currency.ok) throw new Error(`a ledger account is in ${code}`)
  return formatWire(money(minor, currency.value))
}
