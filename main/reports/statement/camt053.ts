import { boundsOf, type Statement, type StatementLine, turnover } from '#shared/domain/accounts/statement'
import { add, formatWire, isNegative, MAX_MONEY_DIGITS, type Money, negate, subtract } from '#shared/kernel/money'
import { addMs, BANK_ZONE, type Instant, type LocalDate, localDateIn, localDateTimeIn } from '#shared/kernel/time'
import { printable } from '../cells'
import { statementNumber } from './statement-number'
import { element, text, type XmlNode, xmlDocument } from './xml'

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'

export interface Camt053Parties {
  /** The company that the account belongs to. */
  readonly owner: string
  /** The bank's name, null where it has not said it. */
  readonly bank: string | null
  /** When the file is made. */
  readonly createdAt: Instant
}

/**
 * A statement as an ISO 20022 bank-to-customer statement, camt.053.001.08. Moments are written in the bank's zone, so that
 * their date is the booking date. Source: ISO 20022 Message Definition Report, Bank-to-Customer Cash Management.
 */
export function camt053(statement: Statement, { owner, bank, createdAt }: Camt053Parties): string {
  const id = identification(statement)
  const made = text('CreDtTm', bankTime(createdAt))
  return xmlDocument(
    'Document',
    NAMESPACE,
    element(
      'BkToCstmrStmt',
      element('GrpHdr', text('MsgId', id), made),
      element(
        'Stmt',
        text('Id', id),
        text('ElctrncSeqNb', statementNumber(statement.lastDay).sequence),
        made,
        period(statement),
        account(statement, owner, bank),
        ...balances(statement),
        totals(statement),
        ...statement.lines.map(entry),
      ),
    ),
  )
}

/** The same for the same account and days, so that whoever reads it in twice can tell. At most 35 characters. */
function identification({ account, period, lastDay }: Statement): string {
  const days = `${period.from}${lastDay}`.replaceAll('-', '')
  return `${account.number.slice(-18)}-${days}`
}

/** Ends where the lines do: at the end of the last day, or at the last synchronisation within it. */
function period({ period: days, asOf }: Statement): XmlNode {
  const { start, end } = boundsOf(days)
  const last = addMs(end, -1)
  return element('FrToDt', text('FrDtTm', bankTime(start)), text('ToDtTm', bankTime(asOf < last ? asOf : last)))
}

function account({ account: { number, name, currency } }: Statement, owner: string, bank: string | null): XmlNode {
  return element(
    'Acct',
    element('Id', element('Othr', text('Id', number.slice(0, 34)))),
    text('Ccy', currency),
    limited('Nm', name, 70),
    named('Ownr', owner),
    bank === null ? undefined : wrapped('Svcr', named('FinInstnId', bank)),
  )
}

function balances(statement: Statement): XmlNode[] {
  const { period: days, lastDay, opening, closing, closingAvailable } = statement
  return [
    balance('OPBD', opening, days.from),
    balance('CLBD', closing, lastDay),
    ...(closingAvailable === null ? [] : [balance('CLAV', closingAvailable, lastDay)]),
  ]
}

function balance(code: string, amount: Money, date: LocalDate): XmlNode {
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', text('Cd', code))),
    sized(amount),
    side(isNegative(amount) ? 'debit' : 'credit'),
    element('Dt', text('Dt', date)),
  )
}

function totals(statement: Statement): XmlNode {
  const credits = turnover(statement, 'credit')
  const debits = turnover(statement, 'debit')
  const net = subtract(credits.total, debits.total)
  return element(
    'TxsSummry',
    element(
      'TtlNtries',
      ...counted({ count: credits.count + debits.count, total: add(credits.total, debits.total) }),
      fits(net)
        ? element('TtlNetNtry', text('Amt', formatWire(size(net))), side(isNegative(net) ? 'debit' : 'credit'))
        : undefined,
    ),
    element('TtlCdtNtries', ...counted(credits)),
    element('TtlDbtNtries', ...counted(debits)),
  )
}

function counted({ count, total }: ReturnType<typeof turnover>): (XmlNode | undefined)[] {
  return [text('NbOfNtries', String(count)), fits(total) ? text('Sum', formatWire(total)) : undefined]
}

/** The format's decimals have 18 digits at most. A sum may have more than its amounts, and may be left out. */
function fits(total: Money): boolean {
  return formatWire(size(total)).replace('.', '').length <= MAX_MONEY_DIGITS
}

function entry(line: StatementLine): XmlNode {
  const reference = line.id.replaceAll('-', '')
  return element(
    'Ntry',
    text('NtryRef', reference),
    sized(line.amount),
    side(line.direction),
    element('Sts', text('Cd', 'BOOK')),
    element('BookgDt', text('DtTm', bankTime(line.postedAt))),
    element('ValDt', text('Dt', localDateIn(BANK_ZONE, line.postedAt))),
    text('AcctSvcrRef', reference),
    transactionCode(line),
    element('NtryDtls', details(line, reference)),
  )
}

/** Payments received or issued, as a code that every reader knows, and the bank's own channel beside it. */
function transactionCode({ direction, channel }: StatementLine): XmlNode {
  const family = direction === 'credit' ? 'RCDT' : 'ICDT'
  const subFamily = channel === 'internal' ? 'BOOK' : 'OTHR'
  return element(
    'BkTxCd',
    element('Domn', text('Cd', 'PMNT'), element('Fmly', text('Cd', family), text('SubFmlyCd', subFamily))),
    element('Prtry', text('Cd', channel)),
  )
}

function details(line: StatementLine, bankReference: string): XmlNode {
  const party = named('Pty', line.counterparty)
  return element(
    'TxDtls',
    element('Refs', text('AcctSvcrRef', bankReference), limited('EndToEndId', line.reference, 35)),
    sized(line.amount),
    side(line.direction),
    wrapped('RltdPties', wrapped(line.direction === 'credit' ? 'Dbtr' : 'Cdtr', party)),
    remittance(line),
  )
}

/** What the payment is for; a reference that does not fit whole where references stand comes first. */
function remittance({ reference, description }: StatementLine): XmlNode | undefined {
  const texts = [...(shortened(reference, 35) === oneLine(reference) ? [] : parts(reference)), ...parts(description)]
  return texts.length === 0 ? undefined : element('RmtInf', ...texts.map((part) => text('Ustrd', part)))
}

function parts(content: string): string[] {
  const characters = [...oneLine(content)]
  const found: string[] = []
  for (let start = 0; start < characters.length; start += 140) found.push(characters.slice(start, start + 140).join(''))
  return found.filter((part) => part.trim() !== '')
}

function named(name: string, content: string): XmlNode | undefined {
  return wrapped(name, limited('Nm', content, 140))
}

/** Nothing around nothing. */
function wrapped(name: string, child: XmlNode | undefined): XmlNode | undefined {
  return child === undefined ? undefined : element(name, child)
}

/** Text of at most so many characters; nothing where there is none, as the format knows no empty text. */
function limited(name: string, content: string, length: number): XmlNode | undefined {
  const within = shortened(content, length)
  return within === '' ? undefined : text(name, within)
}

function shortened(content: string, length: number): string {
  return [...oneLine(content)].slice(0, length).join('').trim()
}

function oneLine(content: string): string {
  return printable(content).trim()
}

function sized(amount: Money): XmlNode {
  return text('Amt', formatWire(size(amount)), { Ccy: amount.currency })
}

function side(direction: 'credit' | 'debit'): XmlNode {
  return text('CdtDbtInd', direction === 'credit' ? 'CRDT' : 'DBIT')
}

function size(amount: Money): Money {
  return isNegative(amount) ? negate(amount) : amount
}

function bankTime(instant: Instant): string {
  return localDateTimeIn(BANK_ZONE, instant)
}
