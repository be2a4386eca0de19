import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppProblem } from '#shared/contract/views'

/** Words for a problem in the language of `t`; a code without words is named, so that support can be asked about it. */
export function problemText(problem: AppProblem, t: TFunction): string {
  const { code, params = {} } = problem
  const key = `problems:${code}`
  const say = (context: unknown) => {
    const variant = typeof context === 'string' ? { context } : {}
    const words = t(key, { ...params, ...variant, count: countOf(params), defaultValue: '' })
    return typeof words === 'string' ? words : ''
  }
  // A code with several reasons, or that speaks of one side of a transfer, has words for each: `numbering.invalid_total_width`,
  // `account.debit_blocked_from`. Without the facts that those tell, its own words do.
  const particular = say(params.reason ?? params.side)
  const words = particular.includes('{{') ? say(undefined) : particular
  return words !== '' ? words : t('problems:unknown', { code })
}

/** The parameter that decides singular or plural. */
function countOf(params: Readonly<Record<string, unknown>>): number {
  const { attemptsLeft, retryAfterSeconds, missing, rows } = params
  const named = Array.isArray(rows) ? rows.length : undefined
  const first = [attemptsLeft, retryAfterSeconds, missing, named].find((value) => typeof value === 'number')
  return typeof first === 'number' ? first : 0
}

/** `problemText` bound to the screen's language. */
export function useProblemText(): (problem: AppProblem) => string {
  const { t } = useTranslation()
  return useCallback((problem) => problemText(problem, t), [t])
}

/** Words by field path for a form, `{ 'limits.debit.daily': '…' }`. */
export function fieldErrors(problem: AppProblem | null, t: TFunction): Record<string, string> {
  const entries = (problem?.errors ?? []).map(({ path, code }) => [path, problemText({ code }, t)] as const)
  return Object.fromEntries(entries)
}

/** A problem in words, in the flow of a text. */
export function ProblemMessage({ problem }: { readonly problem: AppProblem }) {
  const text = useProblemText()
  return <span className="problem">{text(problem)}</span>
}

/** Why a form was not taken, above its fields; announced at once. Nothing where there is no problem. */
export function FormError({ problem }: { readonly problem: AppProblem | null }) {
  const text = useProblemText()
  if (problem === null) return null
  return (
    <Alert
      className="form-error"
      role="alert"
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={16} aria-hidden />}
    >
      {text(problem)}
    </Alert>
  )
}
