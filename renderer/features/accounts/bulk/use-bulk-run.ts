import { useEffect, useRef, useState } from 'react'
import type { AppProblem } from '#shared/contract/views'
import { ask } from '../../../data/bridge'

/** How far the giving of many commands has come. */
export interface BulkProgress {
  readonly count: number
  /** Accounts dealt with, queued or refused. */
  readonly done: number
  readonly queued: number
  readonly refused: readonly { readonly id: string; readonly problem: AppProblem }[]
  readonly state: 'running' | 'stopping' | 'ended'
}

export interface BulkRun {
  /** Null before it has begun. */
  readonly progress: BulkProgress | null
  start(type: string, ids: readonly string[], args: object): void
  /** Gives no more; what is given stays given. */
  stop(): void
}

/** Commands in one call: main answers each call in turns of its own, and between two calls the window draws. */
const SLICE = 50

/** Gives one command for each account, in order. Ends when its dialog goes. */
export function useBulkRun(): BulkRun {
  const [progress, setProgress] = useState<BulkProgress | null>(null)
  const going = useRef(false)
  useEffect(
    () => () => {
      going.current = false
    },
    [],
  )
  return {
    progress,
    start(type, ids, args) {
      if (going.current) return
      going.current = true
      void run(type, ids, args, () => going.current, setProgress).finally(() => {
        going.current = false
      })
    },
    stop() {
      going.current = false
      setProgress((before) => before && { ...before, state: 'stopping' })
    },
  }
}

async function run(
  type: string,
  ids: readonly string[],
  args: object,
  isGoing: () => boolean,
  tell: (progress: BulkProgress) => void,
): Promise<void> {
  let queued = 0
  let done = 0
  const refused: { id: string; problem: AppProblem }[] = []
  const now = (state: BulkProgress['state']): BulkProgress => ({
    count: ids.length,
    done,
    queued,
    refused: [...refused],
    state,
  })
  tell(now('running'))
  while (done < ids.length && isGoing()) {
    const slice = ids.slice(done, done + SLICE)
    const answer = await ask('commands.submitMany', { commands: slice.map((id) => ({ type, args: { ...args, id } })) })
    for (const [at, id] of slice.entries()) {
      const one = answer.ok ? answer.value[at] : undefined
      if (one?.queued) queued += 1
      else refused.push({ id, problem: one?.problem ?? (answer.ok ? { code: 'internal' } : answer.problem) })
    }
    done += slice.length
    // Where main cannot be asked at all, asking thousands of times more would say the same.
    if (!answer.ok) break
    tell(now(isGoing() ? 'running' : 'stopping'))
  }
  tell(now('ended'))
}
