import { type CommandResult, type Envelope, Params } from '#shared/contract/http'
import type { Actor, DecideContext, Decision, PreparedCommand } from '#shared/domain/command'
import { commandOf } from '#shared/domain/commands'
import type { DocumentType, User } from '#shared/domain/documents'
import { payloadHash } from '#shared/kernel/canonical-json'
import { deriveId } from '#shared/kernel/ids'
import type { JsonObject, JsonValue } from '#shared/kernel/json'
import { may, permissionsOf } from '#shared/kernel/permissions'
import type { BankClock } from '../clock'
import { type Ledger, ledgerOf } from '../ledger/ledger'
import type { BankDatabase } from '../storage/bank-database'
import { type AuditRecord, writeAuditEntry } from './audit'
import type { CommitFeed } from './commits'
import { applyEffects, type Effects } from './effects'
import { type Outcome, type OutcomeStore, outcomeStore, resultOf } from './outcomes'
import { type SeriesNumbers, seriesNumbers } from './series'
import type { SystemAnswer, SystemCommand } from './system-command'

/** Who sends commands: a signed-in user of a company. */
export interface Sender {
  readonly company: number
  readonly user: User
}

/**
 * The one way anything changes in the bank: users' commands, timers and simulated counterparties all pass here, each
 * in its own durable transaction, each leaving one audit entry.
 */
export interface Processor {
  /** Decides a user's command, or answers again what was decided. */
  submit(sender: Sender, deviceId: string, envelope: Envelope): CommandResult
  /** The stored answer to a command of this user. */
  resultFor(sender: Sender, commandId: string): CommandResult | undefined
  /** Runs a command of the bank itself. */
  runSystem<Result>(company: number, command: SystemCommand<Result>): SystemAnswer<Result>
  readonly ledger: Ledger
}

interface Parts {
  readonly bank: BankDatabase
  readonly clock: BankClock
  readonly commits: CommitFeed
  newId(): string
}

/** A decided command on its way into the database. */
interface Verdict {
  readonly company: number
  readonly now: string
  readonly record: Omit<AuditRecord, 'at' | 'outcome' | 'code' | 'params' | 'before' | 'after'>
  readonly effects: Effects | null
  readonly rejection: { readonly code: string; readonly params: JsonObject } | null
  /** What an accepted command says of what it left out. */
  readonly leftOut?: JsonObject | undefined
}

const NOTHING: Effects = { puts: [], postings: [], holds: [], removals: [] }

export function processor({ bank, clock, commits, newId }: Parts): Processor {
  const outcomes = outcomeStore(bank.db)
  const ledger = ledgerOf(bank.db)

  function contextOf(numbers: SeriesNumbers, actor: Actor, commandId: string, now: string): DecideContext {
    let made = 0
    return {
      actor,
      now,
      isBankTime: true,
      newId: () => deriveId(commandId, made++),
      nextInSeries: numbers.next,
      lastInSeries: numbers.last,
    }
  }

  /** Audit entry first, effects after it, so that the highest position is where the effect is visible. */
  function store({ company, now, record, effects, rejection, leftOut }: Verdict): {
    seq: number
    types: Set<DocumentType>
  } {
    const documents = bank.documents.of(company)
    const { subject, commandId } = record
    const puts = effects?.puts ?? []
    // A command about one document may change another one only: then that is what was before and after.
    const only = puts.length === 1 ? puts[0] : undefined
    const put = puts.find(({ type, doc }) => type === subject?.type && doc.id === subject.id) ?? only
    const shown = put ? { type: put.type, id: put.doc.id } : subject
    const before = shown === null ? undefined : documents.find(shown.type, shown.id)
    const after = put && { ...put.doc, version: documents.nextVersion(put.type, put.doc.id), updatedAt: now }
    const auditSeq = writeAuditEntry(documents, {
      ...record,
      at: now,
      outcome: rejection === null ? 'accepted' : 'rejected',
      code: rejection?.code ?? null,
      params: rejection?.params ?? leftOut ?? null,
      before,
      after,
    })
    const { removals } = effects ?? NOTHING
    const seq = effects ? applyEffects({ bank, ledger, company, now, commandId }, effects) : auditSeq
    return {
      seq,
      types: new Set<DocumentType>(
        ['auditEntry', ...puts, ...removals].map((e) => (typeof e === 'string' ? 'auditEntry' : e.type)),
      ),
    }
  }

  function decideAndStore(
    sender: Sender,
    deviceId: string,
    envelope: Envelope,
    command: PreparedCommand,
  ): CommandResult {
    const { company, user } = sender
    const dependencies = dependencyState(outcomes, company, envelope.dependsOn)
    if (dependencies.missing.length > 0) {
      return refused(envelope.id, 'command.dependency_unknown', { missing: dependencies.missing })
    }
    const now = clock.now()
    const permissions = permissionsOf(user.role)
    const actor: Actor = { userId: user.id, role: user.role, permissions, deviceId }
    let committed: { seq: number; types: Set<DocumentType> } | undefined
    const result = bank.transaction((): CommandResult => {
      const numbers = seriesNumbers(bank.db, company)
      const decision: Decision = dependencies.rejected
        ? { kind: 'reject', code: 'command.dependency_rejected', params: { dependency: dependencies.rejected } }
        : command.decide(bank.documents.of(company), contextOf(numbers, actor, envelope.id, now))
      if (decision.kind === 'invalid')
        return { ...refused(envelope.id, 'command.invalid'), errors: [...decision.errors] }
      if (decision.kind === 'accept') numbers.keep()
      const rejection = decision.kind === 'reject' ? decision : null
      const params = decision.params ?? {}
      committed = store({
        company,
        now,
        record: {
          commandId: envelope.id,
          type: command.type,
          args: command.record,
          subject: command.subject,
          actorId: user.id,
          deviceId,
          deviceAt: envelope.createdAt,
        },
        effects: decision.kind === 'accept' ? { ...decision, removals: [] } : null,
        rejection,
        leftOut: decision.params,
      })
      const outcome: Outcome = {
        id: envelope.id,
        company,
        userId: user.id,
        payloadHash: envelope.payloadHash,
        status: rejection ? 'rejected' : 'accepted',
        seq: rejection ? null : committed.seq,
        code: rejection?.code ?? null,
        params: Object.keys(params).length > 0 ? params : null,
      }
      outcomes.add(outcome, now)
      return resultOf(outcome, false)
    })
    if (committed) commits.publish({ company, ...committed })
    return result
  }

  return {
    ledger,
    submit(sender, deviceId, envelope) {
      const known = outcomes.find(envelope.id)
      const hash = payloadHash({ type: envelope.type, version: envelope.version, args: envelope.args as JsonValue })
      const mine = !known || (known.company === sender.company && known.userId === sender.user.id)
      if (!mine || hash !== envelope.payloadHash || (known && known.payloadHash !== hash)) {
        return refused(envelope.id, 'command.payload_mismatch')
      }
      if (known) return resultOf(known, true)
      const definition = commandOf(envelope.type, envelope.version)
      if (!definition) {
        return refused(envelope.id, 'command.unknown_type', { type: envelope.type, version: envelope.version })
      }
      const { permission } = definition
      if (!may(sender.user.role, permission)) return refused(envelope.id, 'auth.forbidden', { permission })
      const parsed = definition.parse(envelope.args)
      if (!parsed.ok) return { ...refused(envelope.id, 'command.invalid'), errors: [...parsed.errors] }
      return decideAndStore(sender, deviceId, envelope, parsed.command)
    },

    resultFor(sender, commandId) {
      const known = outcomes.find(commandId)
      if (known?.company !== sender.company || known.userId !== sender.user.id) return undefined
      return resultOf(known, true)
    },

    runSystem(company, command) {
      const commandId = newId()
      const now = clock.now()
      const actor: Actor = { userId: 'bank', role: 'bank', permissions: [], deviceId: null }
      let committed: { seq: number; types: Set<DocumentType> } | undefined
      const answer = bank.transaction(() => {
        const documents = bank.documents.of(company)
        const numbers = seriesNumbers(bank.db, company)
        const proposal = command.decide(documents, contextOf(numbers, actor, commandId, now))
        if (proposal.kind === 'nothing' || proposal.kind === 'invalid') return proposal
        if (proposal.kind === 'accept') numbers.keep()
        const rejection = proposal.kind === 'reject' ? proposal : null
        committed = store({
          company,
          now,
          record: {
            commandId,
            type: command.type,
            args: command.args,
            subject: proposal.subject,
            actorId: 'bank',
            deviceId: null,
            deviceAt: null,
          },
          effects: proposal.kind === 'accept' ? proposal.effects : null,
          rejection,
        })
        return proposal
      })
      if (committed) commits.publish({ company, ...committed })
      return answer
    },
  }
}

function refused(id: string, code: string, params?: JsonObject): CommandResult {
  return { id, status: 'refused', replayed: false, code, ...(params ? { params: Params.parse(params) } : {}) }
}

/** Which of the commands this one builds on have no outcome yet, and one that was rejected. */
function dependencyState(outcomes: OutcomeStore, company: number, dependsOn: readonly string[]) {
  const missing: string[] = []
  let rejected: string | undefined
  for (const id of dependsOn) {
    const outcome = outcomes.find(id)
    if (outcome?.company !== company) missing.push(id)
    else if (outcome.status === 'rejected') rejected ??= id
  }
  return { missing, rejected }
}
