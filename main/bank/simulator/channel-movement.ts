import type { SimulationAction } from '#shared/contract/http'
import { type MovementTarget, moveMoney } from '#shared/domain/accounts/movement'
import { lineageOf } from '#shared/domain/accounts/tree'
import type { DocumentReader } from '#shared/domain/command'
import { reviewAfterCredit, type TransactionPut } from '#shared/domain/reconciliation/review'
import { type Currency, formatWire, minorDigits, money, parseCurrency, parseMoney } from '#shared/kernel/money'
import { parseInstant } from '#shared/kernel/time'
import type { SystemAnswer, SystemCommand } from '../engine/system-command'
import { clearingAccountId } from '../ledger/ledger'

export type ChannelMovement = Extract<SimulationAction, { action: 'channel.credit' | 'channel.debit' }>
type Channel = ChannelMovement['channel']

/** What a statement says of a movement, in the bank's language. */
const WORDING: Readonly<Record<Channel, { readonly credit: string; readonly debit: string }>> = {
  atm: { credit: 'Setoran tunai ATM', debit: 'Tarik tunai ATM' },
  edc: { credit: 'Penerimaan EDC', debit: 'Pembayaran EDC' },
  branch: { credit: 'Setoran tunai cabang', debit: 'Penarikan tunai cabang' },
  kopra_cm: { credit: 'Kopra CM kredit', debit: 'Kopra CM debit' },
  host_to_host: { credit: 'Host to host kredit', debit: 'Host to host debit' },
  other_bank: { credit: 'Transfer dari bank lain', debit: 'Transfer ke bank lain' },
  internal: { credit: 'Pemindahbukuan masuk', debit: 'Pemindahbukuan keluar' },
}

export function wordingOf(channel: Channel, direction: 'credit' | 'debit'): string {
  return WORDING[channel][direction]
}

/** Money that comes in or goes out through a channel of the bank, as a counterparty makes it happen. Source: docs/domain.md §1. */
export function channelMovement(movement: ChannelMovement): SystemCommand<null> {
  const { action, ...args } = movement
  return { type: action, args, decide: (read, context) => decide(movement, read, context) }
}

function targetOf(read: DocumentReader, number: string): MovementTarget | undefined {
  const account = read.findWhere('subAccount', 'number', number, 1)[0]
  if (account) {
    const lineage = lineageOf(read, account.parentId)
    return lineage && { kind: 'sub', account, lineage }
  }
  const currentAccount = read.findWhere('currentAccount', 'number', number, 1)[0]
  return currentAccount && { kind: 'current', account: currentAccount }
}

function decide(
  movement: ChannelMovement,
  read: DocumentReader,
  context: Parameters<SystemCommand<null>['decide']>[1],
): SystemAnswer<null> {
  const target = targetOf(read, movement.accountNumber)
  if (!target)
    return { kind: 'reject', subject: null, code: 'not_found', params: { accountNumber: movement.accountNumber } }
  const subject = {
    type: target.kind === 'sub' ? ('subAccount' as const) : ('currentAccount' as const),
    id: target.account.id,
  }
  const currency = parseCurrency((target.kind === 'sub' ? target.lineage.currentAccount : target.account).currency)
  const now = parseInstant(context.now)
  if (!currency.ok || !now.ok) throw new Error('the account has no currency or the bank no time')
  const amount = parseMoney(movement.amount, currency.value)
  if (!amount.ok || amount.value.minor <= 0n) return invalidAmount(currency.value)

  const direction = movement.action === 'channel.credit' ? 'credit' : 'debit'
  const moved = moveMoney(target, direction, amount.value, now.value)
  if (!moved.ok) return { kind: 'reject', subject, code: moved.error.code, params: { ...moved.error.params } }
  const signed = direction === 'credit' ? amount.value.minor : -amount.value.minor
  const line: TransactionPut = {
    type: 'accountTransaction',
    doc: {
      id: context.newId(),
      accountId: target.account.id,
      postedAt: context.now,
      direction,
      amount: formatWire(money(amount.value.minor, currency.value)),
      balanceAfter: formatWire(moved.value.balanceAfter),
      channel: movement.channel,
      counterparty: movement.counterparty,
      reference: movement.reference,
      description: wordingOf(movement.channel, direction),
    },
  }
  const posting = {
    id: context.newId(),
    currency: currency.value,
    entries: [
      { accountId: target.account.id, amount: signed },
      { accountId: clearingAccountId(movement.channel, currency.value), amount: -signed },
    ],
  }
  const matched = reviewAfterCredit(read, target.account, line)
  const effects = { puts: [...moved.value.puts, line, ...matched], postings: [posting], holds: [], removals: [] }
  return { kind: 'accept', subject, effects, result: null }
}

function invalidAmount(currency: Currency): SystemAnswer<null> {
  const message = `a positive amount with ${minorDigits(currency)} decimals`
  return { kind: 'invalid', errors: [{ path: 'amount', code: 'money.invalid', message }] }
}
