import { AppProblem } from '#shared/contract/views'
import type { Accepted, Decision, PreparedCommand, RegisteredCommand } from '#shared/domain/command'
import { commandCatalogue, commandOf } from '#shared/domain/commands'
import { err, ok, type Result } from '#shared/kernel/result'
import type { Guessing } from './rebase'

/**
 * The command that this user may give now. Errors: `command.unknown_type`, `command.invalid`, `auth.forbidden`,
 * `sync.no_copy`.
 */
export function prepare(
  { actor, copy }: Pick<Guessing, 'actor' | 'copy'>,
  type: string,
  args: unknown,
): Result<PreparedCommand, AppProblem> {
  const parsed = parseCommand(type, args)
  if (!parsed.ok) return parsed
  const { permission } = parsed.value
  if (!actor().permissions.includes(permission)) return err({ code: 'auth.forbidden', params: { permission } })
  return copy.isComplete() ? parsed : err({ code: 'sync.no_copy' })
}

/** The command in its latest version, whoever may give it. Errors: `command.unknown_type`, `command.invalid`. */
export function parseCommand(type: string, args: unknown): Result<PreparedCommand, AppProblem> {
  const definition = latest(type)
  if (!definition) return err({ code: 'command.unknown_type', params: { type } })
  const parsed = definition.parse(args)
  return parsed.ok ? ok(parsed.command) : err({ code: 'command.invalid', errors: [...parsed.errors] })
}

/** Why a decision takes no effect here. */
export function refusalOf(decision: Exclude<Decision, Accepted>): AppProblem {
  return decision.kind === 'invalid'
    ? { code: 'command.invalid', errors: [...decision.errors] }
    : AppProblem.parse({ code: decision.code, params: decision.params })
}

function latest(type: string): RegisteredCommand | undefined {
  const known = commandCatalogue().find((command) => command.type === type)
  return known && commandOf(known.type, known.version)
}
