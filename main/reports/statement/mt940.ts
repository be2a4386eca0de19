import type { Statement, StatementLine } from '#shared/domain/accounts/statement'
import { formatWire, isNegative, type Money } from '#shared/kernel/money'
import { type DomainError, ok, type Result, refuse } from '#shared/kernel/result'
import { BANK_ZONE, type LocalDate, localDateIn } from '#shared/kernel/time'
import { statementNumber } from './statement-number'
import { swiftLines, swiftReference, swiftText } from './swift-text'

const LINE = 65
const NARRATIVE_LINES = 6
const REFERENCE = 16
/** Digits and comma of an amount. */
const AMOUNT = 15
const NO_REFERENCE = 'NONREF'

/**
 * A statement as a SWIFT MT940 customer statement message, one message without the network's header and trailer. What the
 * format cannot say: accents and other alphabets (character set x), and amounts of more than 15 places.
 * Errors: `statement.too_large_for_mt940`. Source: SWIFT Standards MT, Category 9, MT 940.
 */
export function mt940(statement: Statement): Result<string, DomainError> {
  const { account, period, lastDay, opening, closing, closingAvailable } = statement
  const amounts = [opening, closing, ...(closingAvailable ? [closingAvailable] : []), ...statement.lines.map(amountOf)]
  if (amounts.some((amount) => swiftAmount(amount) === undefined)) return refuse('statement.too_large_for_mt940')
  const { yearDay } = statementNumber(lastDay)
  const fields = [
    `:20:${swiftReference(`BDH${dateOf(lastDay)}${account.number.slice(-7)}`, REFERENCE)}`,
    `:25:${swiftText(account.number).slice(0, 35)}`,
    `:28C:${yearDay}/1`,
    `:60F:${balance(opening, period.from)}`,
    ...statement.lines.flatMap(lineFields),
    `:62F:${balance(closing, lastDay)}`,
    ...(closingAvailable === null ? [] : [`:64:${balance(closingAvailable, lastDay)}`]),
  ]
  return ok(`${fields.join('\r\n')}\r\n-\r\n`)
}

function lineFields(line: StatementLine): string[] {
  const date = localDateIn(BANK_ZONE, line.postedAt)
  const mark = line.direction === 'credit' ? 'C' : 'D'
  const reference = swiftReference(line.reference, REFERENCE) || NO_REFERENCE
  const kind = line.channel === 'internal' ? 'NTRF' : 'NMSC'
  const bankReference = line.id.replaceAll('-', '').slice(-REFERENCE)
  const amount = swiftAmount(line.amount)
  return [
    `:61:${dateOf(date)}${date.slice(5).replace('-', '')}${mark}${amount}${kind}${reference}//${bankReference}`,
    ...narrative(line),
  ]
}

/** The reference in full, who paid or was paid, through which channel and what for. */
function narrative(line: StatementLine): string[] {
  const party = line.direction === 'credit' ? 'ORDP' : 'BENM'
  const parts = [
    line.reference === '' ? '' : `/EREF/${line.reference}`,
    line.counterparty === '' ? '' : `/${party}//NAME/${line.counterparty}`,
    line.description === '' ? '' : `/REMI/${line.description}`,
    `/CHNL/${line.channel}`,
  ]
  const lines = swiftLines(parts.join(''), LINE, NARRATIVE_LINES)
  return lines.map((text, index) => (index === 0 ? `:86:${text}` : text))
}

function balance(amount: Money, date: LocalDate): string {
  return `${isNegative(amount) ? 'D' : 'C'}${dateOf(date)}${amount.currency}${swiftAmount(amount)}`
}

function dateOf(date: LocalDate): string {
  return date.slice(2).replaceAll('-', '')
}

function amountOf(line: StatementLine): Money {
  return line.amount
}

/** Without a sign, with a decimal comma: `1250000,00`; undefined where it has more places than the format. */
function swiftAmount(amount: Money): string | undefined {
  const [whole = '', decimals = ''] = formatWire(amount).replace('-', '').split('.')
  const text = `${whole},${decimals}`
  if (text.length <= AMOUNT) return text
  const short = `${whole},`
  return /^0*$/.test(decimals) && short.length <= AMOUNT ? short : undefined
}
