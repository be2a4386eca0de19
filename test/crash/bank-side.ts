import { z } from 'zod'
import { CommandResult, type LedgerResponse } from '#shared/contract/http'
import { DOCUMENT_TYPES } from '#shared/domain/documents'
import { canonicalJson } from '#shared/kernel/canonical-json'
import type { JsonObject } from '#shared/kernel/json'
import { type BankClient, expectOk, type Session } from '../support/bank-client'
import { patiently } from './patience'
import type { HeldDocument } from './profile-on-disk'
import { named, type Submission, type Submissions } from './submissions'
import { Violation } from './violation'

const Audit = z.object({
  commandId: z.string(),
  actorId: z.string(),
  deviceId: z.string().nullable(),
  outcome: z.enum(['accepted', 'rejected']),
})
type Audit = z.infer<typeof Audit>

/** The audit trail of a bank, followed through everything that happens to it. */
export class AuditTrail {
  private cursor: string | undefined
  private readonly byCommand = new Map<string, Audit[]>()

  /** `session` is of somebody who may see it. */
  async follow(session: Session): Promise<void> {
    const from = this.cursor === undefined ? {} : { cursor: this.cursor }
    const feed = await patiently(() => session.pullAll(from))
    this.cursor = feed.cursor
    for (const { type, doc, version } of feed.changes) {
      if (type !== 'auditEntry') continue
      const entry = Audit.parse(doc)
      if (version !== 1) throw new Violation(`the audit entry of command ${entry.commandId} was changed`)
      this.byCommand.set(entry.commandId, [...(this.byCommand.get(entry.commandId) ?? []), entry])
    }
  }

  of(commandId: string): readonly Audit[] {
    return this.byCommand.get(commandId) ?? []
  }

  /** Commands that a user gave on one of these devices. */
  from(actorId: string, deviceIds: ReadonlySet<string>): string[] {
    return [...this.byCommand].flatMap(([id, [entry]]) =>
      entry?.actorId === actorId && entry.deviceId !== null && deviceIds.has(entry.deviceId) ? [id] : [],
    )
  }
}

/** After the queue has drained: every promise has exactly one outcome and one audit entry, and nothing else took effect. */
export async function judgeOutcomes(
  submissions: Submissions,
  trail: AuditTrail,
  session: Session,
  deviceIds: ReadonlySet<string>,
): Promise<void> {
  for (const id of trail.from(session.opened.user.id, deviceIds))
    if (!submissions.find(id)) throw new Violation(`doubled: the bank decided command ${id}, which nobody submitted`)
  for (const submission of submissions.known()) {
    if (submission.id === null) continue
    const entries = trail.of(submission.id)
    if (submission.fate === 'cancelled') {
      if (entries.length > 0) throw new Violation(`${named(submission)} was taken back and decided all the same`)
      continue
    }
    // Blocked in the app while it was under way, it may have its own, equally final answer.
    if (submission.fate === 'blocked' && entries.length === 0) continue
    if (entries.length !== 1) throw new Violation(`${named(submission)} has ${entries.length} audit entries`)
    const due = outcomeOf(submission)
    if (entries[0]?.outcome !== due) throw new Violation(`${named(submission)} is ${due} here and not at the bank`)
  }
}

function outcomeOf(submission: Submission): Audit['outcome'] {
  if (submission.fate === 'settled') return 'accepted'
  if (submission.fate === 'refused' || submission.fate === 'blocked') return 'rejected'
  throw new Violation(`${named(submission)} is still ${submission.fate} after the calm`)
}

/** What the bank answers to a command's id, which is stored for ever beside the effect. */
export async function judgeStoredOutcome(session: Session, submission: Submission): Promise<void> {
  const reply = await patiently(() => session.get(`/v1/commands/${submission.id}`))
  const { status } = expectOk(reply, CommandResult)
  const due = outcomeOf(submission)
  if (status !== due) throw new Violation(`${named(submission)} is ${due} here and ${status} at the bank`)
}

/** The copy on the disk equals what the bank gives this user, document by document. Answers how many there are. */
export async function judgeCopy(session: Session, held: readonly HeldDocument[]): Promise<number> {
  const known: ReadonlySet<string> = new Set(DOCUMENT_TYPES)
  const { changes } = await patiently(() => session.pullAll())
  const bank = new Map(
    changes.filter(({ type, doc }) => doc !== null && known.has(type)).map((change) => [keyOf(change), change]),
  )
  for (const document of held) {
    const key = keyOf(document)
    const change = bank.get(key)
    bank.delete(key)
    if (!change) throw new Violation(`the copy holds ${key}, which the bank has not`)
    if (document.guessed) throw new Violation(`the copy shows a guess of ${key} though nothing waits`)
    const same = change.seq === document.seq && change.version === document.version
    if (!same || canonicalJson(change.doc as JsonObject) !== document.doc)
      throw new Violation(`the copy holds ${key} as version ${document.version}, the bank has ${change.version}`)
  }
  const [missing] = bank.keys()
  if (missing) throw new Violation(`the copy lacks ${missing}`)
  return held.length
}

const keyOf = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type} ${id}`

/** Source: docs/domain.md §0 Ledger. */
export async function judgeLedger(client: BankClient): Promise<void> {
  const ledger: z.infer<typeof LedgerResponse> = await patiently(() => client.ledger())
  if (!isZero(ledger.sum)) throw new Violation(`all postings sum to ${ledger.sum}`)
  for (const { id, balance, held, postingsTotal, holdsTotal } of ledger.accounts) {
    if (balance !== postingsTotal) throw new Violation(`account ${id}: balance ${balance}, postings ${postingsTotal}`)
    if (held !== holdsTotal) throw new Violation(`account ${id}: held ${held}, holds ${holdsTotal}`)
  }
}

const isZero = (amount: string): boolean => /^-?0(\.0+)?$/.test(amount)
