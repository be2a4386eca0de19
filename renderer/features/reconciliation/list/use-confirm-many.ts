import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MANY_COMMANDS } from '#shared/contract/account-views'
import type { AppProblem } from '#shared/contract/views'
import { useNotice, useProblemText } from '../../../components'
import { problemOf, useSubmitCommandsMutation } from '../../../data/api'

/** Sent in small parts, so that the window tells how far it has come and can be stopped. */
const PART = Math.min(50, MANY_COMMANDS)

interface Progress {
  readonly done: number
  readonly total: number
}

interface ConfirmMany {
  readonly progress: Progress | null
  /** Confirms each receipt against the credit it was ticked with. */
  confirm(chosen: ReadonlyMap<string, string>): Promise<void>
  /** What is already queued stays. */
  stop(): void
}

/** Confirms many suggestions, each by a command of its own: what is refused keeps nothing else back. */
export function useConfirmMany(): ConfirmMany {
  const { t } = useTranslation('reconciliation')
  const textOf = useProblemText()
  const notice = useNotice()
  const [submit] = useSubmitCommandsMutation()
  const [progress, setProgress] = useState<Progress | null>(null)
  const stopped = useRef(false)

  const tell = (confirmed: number, problems: readonly AppProblem[]) => {
    const [first] = problems
    if (!first) {
      notice(t('bulk.confirmed', { count: confirmed }), { autoClose: 4000 })
      return
    }
    const title = t('bulk.someRefused', { count: problems.length })
    notice(textOf(first), { title, color: 'red', autoClose: false })
  }

  return {
    progress,
    async confirm(chosen) {
      stopped.current = false
      const commands = [...chosen].map(([itemId, transactionId]) => ({
        type: 'reconciliation.decide',
        args: { itemId, action: 'confirm', transactionId },
      }))
      const problems: AppProblem[] = []
      let confirmed = 0
      for (let from = 0; from < commands.length && !stopped.current; from += PART) {
        setProgress({ done: from, total: commands.length })
        const answer = await submit({ commands: commands.slice(from, from + PART) })
        if ('error' in answer) {
          problems.push(problemOf(answer.error) ?? { code: 'app.unexpected' })
          break
        }
        for (const each of answer.data) {
          if (each.queued) confirmed += 1
          else problems.push(each.problem)
        }
      }
      setProgress(null)
      tell(confirmed, problems)
    },
    stop() {
      stopped.current = true
    },
  }
}
