import type { IpcAnswer, IpcArgs, IpcCall, IpcEvent, IpcEventData, IpcResult } from '#shared/contract/ipc'
import type { AppProblem } from '#shared/contract/views'
import type { BendaharaApi } from '../../../preload/api'

type Answers = { [C in IpcCall]?: (args: IpcArgs<C>) => IpcResult<C> | Refused }
interface Refused {
  readonly problem: AppProblem
}

/** A refusal as a fake's answer. */
export function refused(code: string, params?: AppProblem['params']): Refused {
  return { problem: params === undefined ? { code } : { code, params } }
}

function isRefused(answer: unknown): answer is Refused {
  return typeof answer === 'object' && answer !== null && Object.keys(answer).join() === 'problem'
}

export interface FakeMain {
  readonly api: BendaharaApi
  /** Every call made, in order. */
  readonly calls: { readonly call: IpcCall; readonly args: unknown }[]
  /** Tells the window something unasked. */
  emit<E extends IpcEvent>(event: E, data: IpcEventData<E>): void
}

/** The main process as a window sees it, with canned answers. A call without an answer is a problem that names it. */
export function fakeMain(answers: Answers): FakeMain {
  const calls: FakeMain['calls'] = []
  const listeners = new Map<IpcEvent, Set<(data: never) => void>>()
  const api: BendaharaApi = {
    async invoke<C extends IpcCall>(call: C, args: IpcArgs<C>): Promise<IpcAnswer<IpcResult<C>>> {
      calls.push({ call, args })
      const handler = answers[call]
      const answer = handler?.(args) ?? refused('test.no_answer', { call })
      return isRefused(answer) ? { ok: false, problem: answer.problem } : { ok: true, value: answer }
    },
    on(event, listener) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known)
      known.add(listener)
      return () => {
        known.delete(listener)
      }
    },
  }
  const emit: FakeMain['emit'] = (event, data) => {
    for (const listener of listeners.get(event) ?? []) {
      const hear: (data: unknown) => void = listener as (data: unknown) => void
      hear(data)
    }
  }
  return { api, calls, emit }
}
