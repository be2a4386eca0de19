import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonValue } from '#shared/kernel/json'
import type { SimulatedBank } from '../bank/simulated-bank'
import type { Version } from '../bank/truth'
import type { FileIntents } from '../file-intents'
import { type Intents, recordText } from '../intents'
import { judgeStoredFile } from './file-side'
import { Violation } from './violation'

export interface BankSide {
  /** Judges what the bank has just committed. */
  judge(versions: readonly Version[]): void
  /** Whether the bank has given this command its final answer. */
  hasDecided(id: string): boolean
}

interface Audit {
  readonly commandId: string
  readonly actorId: string
  readonly deviceId: string | null
  readonly type: string
  readonly args: JsonValue
}

/** What must hold at the bank after every commit: invariants 2, 3, 5, 6, 7, 14, 15 and 17. */
export function createBankSide(bank: SimulatedBank, intents: Intents, files: FileIntents): BankSide {
  const decided = new Set<string>()
  const lastOfStream = new Map<string, number>()

  const judgeDecision = ({ commandId, actorId, deviceId, args }: Audit): void => {
    if (actorId === 'bank') return
    const intent = intents.find(commandId)
    if (!intent) throw new Violation(2, `command ${commandId} was decided, but nobody gave it that id`)
    if (decided.has(commandId)) throw new Violation(2, `command ${commandId} was decided twice`)
    decided.add(commandId)
    const { device } = intent
    if (canonicalJson(args) !== recordText(intent))
      throw new Violation(intent.flipped ? 18 : 3, `command ${commandId} reached the bank with other arguments`)
    if (actorId !== device.user.id || deviceId !== device.id)
      throw new Violation(15, `command ${commandId} of ${device.name} was taken as another's`)
    if (intent.state === 'cancelled') throw new Violation(14, `command ${commandId} was cancelled and took effect`)
    const stream = `${device.name} ${intent.stream}`
    const last = lastOfStream.get(stream) ?? -1
    if (intent.order < last)
      throw new Violation(5, `command ${commandId} of stream ${intent.stream} was overtaken by a later one`)
    lastOfStream.set(stream, intent.order)
    const missing = intent.dependsOn.find((id) => !decided.has(id))
    if (missing) throw new Violation(6, `command ${commandId} was decided before ${missing}, which it builds upon`)
  }

  return {
    judge(versions) {
      let moneyMoved = false
      for (const each of versions) {
        const { type, version, doc } = each
        if (type === 'file') judgeStoredFile(bank, files, each)
        moneyMoved ||= type === 'accountTransaction' || type === 'transfer'
        if (type !== 'auditEntry' || doc === null) continue
        const audit = JSON.parse(doc) as Audit
        if (version > 1) throw new Violation(2, `command ${audit.commandId} was decided again`)
        judgeDecision(audit)
      }
      if (moneyMoved) judgeLedger(bank)
    },
    hasDecided: (id) => decided.has(id),
  }
}

/** Invariant 7: the whole ledger, and what documents say of it. */
export function judgeLedger(bank: SimulatedBank): void {
  const ledger = bank.parts()?.processor.ledger
  if (!ledger) return
  if (ledger.sum() !== 0n) throw new Violation(7, `all postings sum to ${ledger.sum()}`)
  for (const { id, balance, held, postingsTotal, holdsTotal } of ledger.accounts()) {
    if (balance !== postingsTotal)
      throw new Violation(7, `account ${id}: balance ${balance}, postings ${postingsTotal}`)
    if (held !== holdsTotal) throw new Violation(7, `account ${id}: held ${held}, holds ${holdsTotal}`)
  }
}

/** What the bank has answered for good: accepted with its place in the feed, or rejected; null where it has not. */
export function outcomeAtBank(bank: SimulatedBank, id: string): { status: string; seq: number } | null {
  const row = bank.database().db.prepare('SELECT status, seq FROM command_outcome WHERE id = ?').get(id)
  return row ? { status: String(row.status), seq: Number(row.seq ?? 0) } : null
}
