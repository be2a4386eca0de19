import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'
import { commandOf } from '#shared/domain/commands'
import { fieldErrors } from '../../../components'
import { problemOf, useSubmitCommandMutation } from '../../../data/api'

export interface CommandForm {
  readonly busy: boolean
  /** Why the command was not taken, unless fields say it. */
  readonly problem: AppProblem | null
  /** Words by argument path, `limits.debit.daily`. */
  readonly errors: Readonly<Record<string, string>>
  /** True when the command is safe in the queue; otherwise what was typed stays and the reason is shown. */
  submit(args: Readonly<Record<string, unknown>>): Promise<boolean>
  /** Called when something is typed: what was wrong may no longer be. */
  forget(): void
}

/** All commands of this feature are at their first version. */
const VERSION = 1

/** Sends a command: by its own schema first, so that faults stand beside their fields, then through the local rules. */
export function useCommandForm(type: string, replaces?: string): CommandForm {
  const { t } = useTranslation()
  const [submitCommand, { isLoading }] = useSubmitCommandMutation()
  const [problem, setProblem] = useState<AppProblem | null>(null)
  const errors = fieldErrors(problem, t)

  const submit = async (args: Readonly<Record<string, unknown>>) => {
    const checked = commandOf(type, VERSION)?.parse(args)
    if (checked?.ok === false) {
      setProblem({ code: 'arguments.invalid', errors: [...checked.errors] })
      return false
    }
    const answer = await submitCommand({ type, args: { ...args }, ...(replaces === undefined ? {} : { replaces }) })
    setProblem('error' in answer ? problemOf(answer.error) : null)
    return !('error' in answer)
  }
  return {
    busy: isLoading,
    problem: Object.keys(errors).length > 0 ? null : problem,
    errors,
    submit,
    forget: () => setProblem(null),
  }
}
