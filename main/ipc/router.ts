import type { z } from 'zod'
import { type IpcAnswer, type IpcCall, type IpcResult, ipcCalls } from '#shared/contract/ipc'
import type { AppProblem } from '#shared/contract/views'
import { faultsOf } from '#shared/domain/command'
import type { Result } from '#shared/kernel/result'

/** What a handler gets: arguments that passed their schema. */
export type IpcParsedArgs<C extends IpcCall> = z.output<(typeof ipcCalls)[C]['args']>
export type IpcHandler<C extends IpcCall> = (
  args: IpcParsedArgs<C>,
) => Result<IpcResult<C>, AppProblem> | Promise<Result<IpcResult<C>, AppProblem>>

/** One handler for every call of the contract: a missing one does not compile. */
export type IpcHandlers = { readonly [C in IpcCall]: IpcHandler<C> }

export interface RouterPorts {
  readonly handlers: IpcHandlers
  /** Problems that are foreseen though they arrive as exceptions, such as a full disk; null for a bug. */
  classify(error: unknown): AppProblem | null
  /** Called with what went wrong and never with arguments or results: they hold passwords and account data. */
  logFault(call: string, fault: unknown): void
}

/** Who sent a message, as far as trust depends on it. */
export interface IpcSender {
  readonly isMainFrameOfWindow: boolean
  /** The frame's URL; null where the frame is already gone. */
  readonly url: string | null
}

export type IpcRouter = (sender: IpcSender, call: unknown, args: unknown) => Promise<IpcAnswer<unknown>>

type Schemas = {
  readonly [C in IpcCall]: { readonly args: z.ZodType<IpcParsedArgs<C>>; readonly result: z.ZodType<IpcResult<C>> }
}
const schemas: Schemas = ipcCalls

/**
 * The one way from the window into the main process. Never throws; every failure is a problem with a code:
 * `ipc.forbidden` (not our window), `ipc.invalid` (no such call, or arguments against the contract), `internal` (a bug,
 * logged), or what the handler answers.
 */
export function createIpcRouter(ports: RouterPorts): IpcRouter {
  return async (sender, call, args) => {
    if (!isTrusted(sender)) return problem({ code: 'ipc.forbidden' })
    if (!isCall(call)) return problem(invalidCall())
    return answer(ports, call, args)
  }
}

async function answer<C extends IpcCall>(ports: RouterPorts, call: C, raw: unknown): Promise<IpcAnswer<IpcResult<C>>> {
  try {
    const { args, result } = schemas[call]
    const parsed = args.safeParse(raw)
    if (!parsed.success) return problem({ code: 'ipc.invalid', errors: faultsOf(parsed.error) })
    const handler: IpcHandler<C> = ports.handlers[call]
    const outcome = await handler(parsed.data)
    if (!outcome.ok) return problem(outcome.error)
    const checked = result.safeParse(outcome.value)
    if (checked.success) return { ok: true, value: checked.data }
    ports.logFault(call, new ResultMismatch(faultsOf(checked.error).map((fault) => `${fault.path} ${fault.code}`)))
    return problem({ code: 'internal' })
  } catch (error) {
    const foreseen = ports.classify(error)
    if (foreseen === null) ports.logFault(call, error)
    return problem(foreseen ?? { code: 'internal' })
  }
}

/** A handler answered something the contract does not allow. Names paths and faults only, never values. */
class ResultMismatch extends Error {
  constructor(faults: readonly string[]) {
    super(`result against the contract: ${faults.join(', ')}`)
  }
}

function isTrusted({ isMainFrameOfWindow, url }: IpcSender): boolean {
  if (!isMainFrameOfWindow || url === null || !URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  return protocol === 'app:' && host === 'bendahara'
}

function isCall(call: unknown): call is IpcCall {
  return typeof call === 'string' && Object.hasOwn(ipcCalls, call)
}

function invalidCall(): AppProblem {
  return { code: 'ipc.invalid', errors: [{ path: 'call', code: 'ipc.unknown_call', message: 'no such call' }] }
}

function problem(problem: AppProblem): { readonly ok: false; readonly problem: AppProblem } {
  return { ok: false, problem }
}
