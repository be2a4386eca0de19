import { z } from 'zod'
import type { CommandPreview, Outlook, PreviewChange } from '#shared/contract/preview-views'
import type { AppProblem } from '#shared/contract/views'
import type { Actor, DocumentPut, DocumentReader, PreparedCommand } from '#shared/domain/command'
import { overlaid } from '#shared/domain/overlay'
import { newId } from '#shared/kernel/ids'
import { PERMISSIONS } from '#shared/kernel/permissions'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Random } from './ports'
import { parseCommand, prepare, refusalOf } from './prepared-command'
import { documentsFor, type Guessing, guessContext } from './rebase'

interface PreviewDeps extends Guessing {
  readonly random: Pick<Random, 'bytes'>
}

/** Nobody in particular: whoever else may decide. No user of any bank has this id. */
const SECOND_PERSON: Actor = {
  userId: '00000000-0000-0000-0000-000000000000',
  role: 'treasury_approver',
  permissions: PERMISSIONS,
  deviceId: null,
}

/** What commands would do, decided by the same rules as when they are given. Nothing is written or queued. */
export function createCommandPreview(deps: PreviewDeps) {
  const idNow = () => newId({ nowMs: deps.clock.nowMs(), randomBytes: (n) => deps.random.bytes(n) })

  const decide = (
    command: PreparedCommand,
    read: DocumentReader,
    actor: Actor,
  ): Result<readonly DocumentPut[], AppProblem> => {
    const decision = command.decide(read, { ...guessContext(deps, idNow()), actor })
    return decision.kind === 'accept' ? ok(decision.puts) : err(refusalOf(decision))
  }

  const changeOf = ({ type, doc }: DocumentPut): PreviewChange => ({
    type,
    id: doc.id,
    before: JsonDocument.nullable().parse(asJson(deps.store.documents.visible.find(type, doc.id) ?? null)),
    after: JsonDocument.parse(asJson(doc)),
  })

  const outlook = (decided: Result<readonly DocumentPut[], AppProblem>): Outlook =>
    decided.ok ? { possible: true, changes: decided.value.map(changeOf) } : { possible: false, problem: decided.error }

  const bySecondPerson = (read: DocumentReader, approvalId: string, decision: 'approve' | 'reject') => {
    const command = parseCommand('approval.decide', { approvalId, decision })
    return command.ok ? decide(command.value, read, SECOND_PERSON) : command
  }

  return {
    /** Errors: as of `submit`. */
    preview(type: string, args: unknown): Result<CommandPreview, AppProblem> {
      const command = prepare(deps, type, args)
      if (!command.ok) return command
      const read = documentsFor(deps)
      const decided = decide(command.value, read, deps.actor())
      if (!decided.ok) return decided
      const puts = decided.value
      const asked = puts.find((put) => put.type === 'approval' && put.doc.status === 'pending')
      const agreed = asked && bySecondPerson(overlaid(read, puts), asked.doc.id, 'approve')
      return ok({ changes: puts.map(changeOf), onApproval: agreed ? outlook(agreed) : null })
    },

    /** What either decision would do now if somebody took it who may, whoever asks. */
    decisionsOn(approvalId: string): { readonly approve: Outlook; readonly reject: Outlook } {
      const read = documentsFor(deps)
      return {
        approve: outlook(bySecondPerson(read, approvalId, 'approve')),
        reject: outlook(bySecondPerson(read, approvalId, 'reject')),
      }
    },
  }
}

const JsonDocument = z.record(z.string(), z.json())

/** As JSON carries it: fields that are undefined are none. */
function asJson(document: object | null): unknown {
  return JSON.parse(JSON.stringify(document))
}
